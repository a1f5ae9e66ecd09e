import type { AnsweredCall, WireRequest } from '../../src/sandbox/types.js';

/** A request as it reached the practice account. */
export type SeenRequest = {
  /** In AWS's spelling, for example `PutBucketVersioning`. */
  operation: string;
  /** Empty where the operation is not about a bucket. */
  bucket: string;
  /** The region that was signed for. */
  region: string;
  /** Undecoded query without the `?`. */
  query: string;
  /** HTTP status of the answer; `null` where the connection was reset. */
  status: number | null;
  /** AWS error code of the answer; `null` where it succeeded. */
  errorCode: string | null;
  accessKeyId: string | null;
  /** The value of `x-amz-mfa`. */
  mfa: string | null;
  /** The value of `x-amz-expected-bucket-owner`. */
  expectedOwner: string | null;
  body: string;
  /** When it arrived, in ms since the epoch. */
  at: number;
};

/** What tests ask of a request and its answer. */
export function seenRequest(call: AnsweredCall, { headers, rawPath, rawQuery, body }: WireRequest): SeenRequest {
  const { operation, service, status, errorCode, accessKeyId } = call;
  return {
    operation,
    status,
    errorCode,
    accessKeyId,
    bucket: service === 's3' ? (rawPath.split('/')[1] ?? '') : '',
    region: /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? '',
    query: rawQuery,
    mfa: headers['x-amz-mfa'] ?? null,
    expectedOwner: headers['x-amz-expected-bucket-owner'] ?? null,
    body: body.toString('utf8'),
    at: Date.now(),
  };
}

/** The requests that change something or carry a code, in order. */
export function writesAmong(requests: readonly SeenRequest[]): SeenRequest[] {
  return requests.filter(({ operation, mfa }) => mfa !== null || !/^(Get|List|Head)/.test(operation));
}
