import { worstExitCode } from '../failures/exit-codes.js';
import type { Failure } from '../failures/failure.js';
import type { Tally } from './tally.js';

/**
 * The exit code for what was found so far: 1 for a finding or a version that could be deleted without a code, else 3 where
 * something could not be read or proved, whatever `--fail-on` says.
 */
export function findingsExitCode({ findings, proofs, summary }: Tally): 0 | 1 | 3 {
  if (findings > 0 || proofs.deleted > 0) return 1;
  return summary().unknown > 0 || proofs.inconclusive > 0 ? 3 : 0;
}

/** What else bears on the exit code of a run. */
export type RunEnd = {
  /** Of accounts that could not be read, or not to their end. */
  failures: readonly { failure: Failure; hadBuckets: boolean }[];
  /** Required buckets that are not there, and changes that count (counts). */
  missing: number;
  changes: number;
  /** The run read less than it was asked to. */
  isIncomplete: boolean;
  /** What stopped it; `null` where nothing did. */
  stopped: Failure | null;
};

/**
 * The exit code of a run. An account that was read in part counts as unread buckets do: that its credentials ran out half-way
 * is no reason to hide what was found.
 */
export function verifyExitCode(tally: Tally, { failures, missing, changes, isIncomplete, stopped }: RunEnd): number {
  return worstExitCode([
    stopped?.exitCode ?? 0,
    findingsExitCode(tally),
    missing + changes > 0 ? 1 : 0,
    isIncomplete ? 3 : 0,
    ...failures.map(({ failure, hadBuckets }) => (hadBuckets ? 3 : failure.exitCode)),
  ]);
}
