import { shellCommand } from '../../../core/aws-command.js';
import type { VersioningState } from '../../../core/buckets/bucket-state.js';
import { stateInWords } from '../../../core/buckets/state-words.js';
import { Failure } from '../../../core/failures/failure.js';
import type { BucketPlan } from '../../../core/switch/plan.js';
import type { WantedState } from '../../../core/switch/target.js';

/** What became of one bucket (contract, section 4). */
export type BucketOutcome = {
  name: string;
  region: string | null;
  before: VersioningState | null;
  after: VersioningState | null;
  outcome: 'changed' | 'unchanged' | 'blocked' | 'failed' | 'skipped' | 'unknown';
  error: Failure | null;
  /** Where the lifecycle configuration was saved before it was removed. */
  lifecycleBackup: string | null;
};

/** The outcomes of buckets that are not acted on: done already, blocked or unreadable. */
export function outcomeWithoutActing(plan: BucketPlan): BucketOutcome {
  const { name, region, before } = plan;
  const untouched = { name, region, before, error: null, lifecycleBackup: null };
  switch (plan.step) {
    case 'nothing':
      return { ...untouched, after: before, outcome: 'unchanged' };
    case 'blocked':
      return { ...untouched, after: before, outcome: 'blocked', error: plan.blockers[0] ?? null };
    case 'unreadable':
      return { ...untouched, after: null, outcome: 'failed', error: plan.failure };
    case 'change':
      return { ...untouched, after: before, outcome: 'skipped' };
  }
}

/** Was the bucket read back as it was wanted? */
export function isSettled({ outcome, error }: BucketOutcome): boolean {
  return error === null && (outcome === 'changed' || outcome === 'unchanged');
}

/** Is the bucket in the state that was asked for? */
export function isAsWanted(state: VersioningState, wanted: WantedState): boolean {
  return state.versioning === wanted.versioning && state.mfaDelete === wanted.mfaDelete;
}

/** What an answered or lost request came to, judged by what AWS says afterwards and by nothing else. */
export function judgeOutcome(
  bucket: string,
  wanted: WantedState,
  after: VersioningState | null,
  lost: Failure | null,
): { outcome: 'changed' | 'unchanged' | 'unknown'; error: Failure | null } {
  if (after !== null && isAsWanted(after, wanted)) return { outcome: 'changed', error: null };
  const ask = [`ask again in a few minutes: \`${shellCommand(['s3-mfa-delete', 'verify', bucket])}\``];
  if (after === null) {
    return { outcome: 'unknown', error: new Failure('state-unknown', 'the state could not be read back', { hints: ask, cause: lost }) };
  }
  if (lost !== null) {
    const message = `the answer was lost, and AWS still says ${stateInWords(after)}`;
    return { outcome: 'unchanged', error: new Failure('lost-answer', message, { hints: [...ask, 'running this again is safe and takes a fresh code'] }) };
  }
  const message = `AWS accepted the change and still says ${stateInWords(after)}`;
  return { outcome: 'unknown', error: new Failure('state-unknown', message, { hints: ask }) };
}
