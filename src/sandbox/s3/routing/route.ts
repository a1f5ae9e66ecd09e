import type { WireAnswer } from '../../types.js';
import type { AccountCall, BucketCall } from '../call.js';

/** What one operation of S3 looks like on the wire. */
type RouteShape = {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** The query key that makes it this operation, or none. */
  readonly subresource?: string;
  /** Further query keys that are understood. */
  readonly query?: readonly string[];
  /** `x-amz-…` and conditional headers that are understood, besides those of every request. */
  readonly headers?: readonly string[];
  /** The IAM action; `null` where the operation asks for itself. */
  readonly action: string | null;
  /** The IAM action for a request with a version id. */
  readonly versionedAction?: string;
};

/** One operation: what has to be there before it runs, and how it runs. A `new-bucket` need not exist. */
export type RouteRow = RouteShape &
  (
    | { readonly about: 'account' | 'new-bucket'; run(call: AccountCall): WireAnswer }
    | { readonly about: 'bucket' | 'object'; run(call: BucketCall): WireAnswer }
  );

/** Operations by name, in AWS's spelling. */
export type RouteTable = Readonly<Record<string, RouteRow>>;
