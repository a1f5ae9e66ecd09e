import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import type { Failure } from '../../../core/failures/failure.js';
import { type ActSetting, actOnBucket, type Change } from './act-on-bucket.js';
import { type BucketOutcome, outcomeWithoutActing } from './bucket-outcome.js';

/** Would every further bucket fail in the same way? Then the rest is skipped instead of burning codes. */
function endsTheRun(failure: Failure): boolean {
  return [4, 5, 70, 130, 143].includes(failure.exitCode) || failure.kind === 'local-file';
}

/**
 * The wizard's fifth step: one code per bucket, sent once, then read back. One bucket's failure does not stop the
 * rest, unless it would be every bucket's.
 * @returns outcomes in the order of `changes`, and what ended the run early, if anything did
 */
export async function act(
  changes: readonly Change[],
  setting: ActSetting,
  context: Context,
): Promise<{ outcomes: BucketOutcome[]; stopped: Failure | null }> {
  const outcomes: BucketOutcome[] = [];
  let stopped: Failure | null = null;
  for (const change of changes) context.changes.plan(change.name, setting.target.verb);
  for (const change of changes) {
    if (stopped !== null) {
      outcomes.push(outcomeWithoutActing(change));
      continue;
    }
    const outcome = await actOnBucket(change, setting, context);
    outcomes.push(outcome);
    if (outcome.error !== null && endsTheRun(outcome.error)) stopped = outcome.error;
    if (context.interruption.aborted) stopped = asFailure(context.interruption.reason);
  }
  return { outcomes, stopped };
}
