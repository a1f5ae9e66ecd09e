import { shellCommand } from '../aws-command.js';
import type { Reading, VersioningState } from './bucket-state.js';

/** Every verdict, in the order summaries list them (contract, section 4). */
export const verdicts = ['on', 'off', 'blocked', 'suspended', 'unversioned', 'unknown'] as const;

/** What `verify` says of a bucket. */
export type Verdict = (typeof verdicts)[number];

/** A verdict with its reason (an AWS error code or a word of ours) where there is one. */
export type Judgement = { verdict: Verdict; reason: string | null };

/** Does the verdict depend on whether a lifecycle configuration stands in the way? Only then is it worth a request. */
export function needsLifecycle(state: VersioningState): boolean {
  return state.versioning === 'Enabled' && state.mfaDelete === 'Disabled';
}

/**
 * Judges a bucket that could be read.
 * @param lifecycleRules number of lifecycle rules, or why they could not be read; `null` where it was not asked
 */
export function judge(state: VersioningState, lifecycleRules: Reading<number> | null): Judgement {
  if (state.versioning === 'Unversioned') return { verdict: 'unversioned', reason: null };
  if (state.versioning === 'Suspended') return { verdict: 'suspended', reason: null };
  if (state.mfaDelete === 'Enabled') return { verdict: 'on', reason: null };
  if (lifecycleRules !== null && !lifecycleRules.read) return { verdict: 'off', reason: 'lifecycle-unreadable' };
  if (lifecycleRules !== null && lifecycleRules.value > 0) return { verdict: 'blocked', reason: 'lifecycle-configuration' };
  return { verdict: 'off', reason: null };
}

/**
 * The command that mends a verdict, to be typed as it stands; `null` where nothing is wrong or nothing is known. The
 * reader's own `--profile` is left out on purpose: it is hardly the root user's.
 * @param endpointUrl the server that was asked, where it was named; the same bucket name may exist elsewhere
 */
export function fixFor(verdict: Verdict, bucket: string, endpointUrl: string | null = null): string | null {
  if (verdict === 'on' || verdict === 'unknown') return null;
  return shellCommand(['s3-mfa-delete', 'enable', bucket, ...(endpointUrl === null ? [] : ['--endpoint-url', endpointUrl])]);
}

/** Counts buckets per verdict, in the form of the contract's `summary`. */
export function summarize(found: readonly Verdict[]): Record<'buckets' | Verdict, number> {
  const counts = { buckets: found.length, on: 0, off: 0, blocked: 0, suspended: 0, unversioned: 0, unknown: 0 };
  for (const verdict of found) counts[verdict] += 1;
  return counts;
}

/** How the proof of one bucket went (`verify --probe`); `null`: not asked for, or nothing to prove. */
export type ProbeVerdict = 'refused-mfa' | 'refused-other' | 'deleted' | 'inconclusive' | null;

/**
 * Does a verdict count as a finding? What could not be read never does: it is an incomplete run.
 * @param failOn the verdicts that count; `null`: every verdict but `on`
 */
export function isFinding(verdict: Verdict, failOn: readonly Verdict[] | null): boolean {
  return verdict !== 'unknown' && (failOn === null ? verdict !== 'on' : failOn.includes(verdict));
}
