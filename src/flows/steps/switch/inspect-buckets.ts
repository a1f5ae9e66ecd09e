import pLimit from 'p-limit';
import { inspectBucket } from '../../../aws/buckets/bucket-inspection.js';
import type { Context } from '../../../context.js';
import type { BucketInspection } from '../../../core/buckets/bucket-state.js';
import { type Failure, isFailure } from '../../../core/failures/failure.js';
import { counted } from '../../../core/text/quantities.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** Buckets read at the same time: accounts have alarms on bursts of reads. */
export const BUCKETS_AT_ONCE = 16;

/** A bucket as the preflight found it, or why it could not be read. */
type Inspected = BucketInspection | { name: string; failure: Failure };

/** Reads everything about the buckets that can be read without a code; one that fails does not stop the rest. */
export async function inspectBuckets(names: readonly string[], { clients, identity }: SignedIn, context: Context): Promise<Inspected[]> {
  const limit = pLimit(BUCKETS_AT_ONCE);
  const owner = identity?.account ?? null;
  const total = counted(names.length, 'bucket');
  const inspected = await context.ui.during(`Checking ${total}`, () =>
    Promise.all(
      names.map((name) =>
        limit(async (): Promise<Inspected> => {
          context.interruption.throwIfAborted();
          try {
            return await inspectBucket(clients, name, { owner });
          } catch (error) {
            if (isFailure(error) && !context.interruption.aborted) return { name, failure: error };
            throw context.interruption.aborted ? context.interruption.reason : error;
          }
        }),
      ),
    ),
  );
  const readable = inspected.filter((bucket) => !('failure' in bucket)).length;
  if (readable > 0) context.ui.success(`checked ${readable === names.length ? total : `${readable} of ${total}`}, nothing is changed yet`);
  return inspected;
}
