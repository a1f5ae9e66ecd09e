import type { PatientReads } from '../../aws/buckets/patient-reads.js';
import type { BucketListing, VersioningState } from '../../core/buckets/bucket-state.js';
import { type Judgement, judge, needsLifecycle } from '../../core/buckets/verdict.js';
import { type Failure, isFailure } from '../../core/failures/failure.js';
import { hasTags, type WantedTag } from '../../core/verify/selection.js';

/** What reading one bucket came to. `left-out`: it has not the tags; `dropped`: it was deleted after it was listed. */
export type BucketReading =
  | { outcome: 'read'; region: string | null; state: VersioningState; judgement: Judgement }
  | { outcome: 'unreadable'; region: string | null; failure: Failure }
  | { outcome: 'left-out' }
  | { outcome: 'dropped' };

/** A bucket to read; `listed` where the account itself named it. */
export type BucketTarget = BucketListing & { listed: boolean };

const MOVED = ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'];

/**
 * Reads and judges one bucket; denied is `unreadable`, never `off`.
 * @throws the reason of an interruption, and bugs; nothing that AWS answers
 */
export async function readBucket(target: BucketTarget, reads: PatientReads, tags: readonly WantedTag[], interruption: AbortSignal): Promise<BucketReading> {
  let region = target.region;
  try {
    interruption.throwIfAborted();
    region ??= await reads.locate(target.name);
    try {
      return await readIn(region, target, reads, tags);
    } catch (error) {
      if (!isFailure(error) || !isMoved(error)) throw error;
      // The listing was wrong, or somebody made the bucket anew elsewhere.
      region = await reads.locate(target.name);
      return await readIn(region, target, reads, tags);
    }
  } catch (error) {
    if (interruption.aborted) throw interruption.reason;
    if (!isFailure(error)) throw error;
    if (target.listed && isFailure(error, 'bucket-not-found')) return { outcome: 'dropped' };
    return { outcome: 'unreadable', region, failure: error };
  }
}

async function readIn(region: string | null, { name }: BucketTarget, reads: PatientReads, tags: readonly WantedTag[]): Promise<BucketReading> {
  if (tags.length > 0 && !hasTags(tags, await reads.tags(name, region))) return { outcome: 'left-out' };
  const state = await reads.versioning(name, region);
  const lifecycle = needsLifecycle(state) ? await reads.lifecycleRules(name, region) : null;
  return { outcome: 'read', region, state, judgement: judge(state, lifecycle) };
}

function isMoved({ aws }: Failure): boolean {
  return MOVED.includes(aws?.code ?? '') || aws?.httpStatus === 301 || aws?.httpStatus === 307;
}
