import type { Verdict } from '../buckets/verdict.js';
import type { ChangedBucket, Drift, VerifiedBucket } from './document.js';

/** What an earlier run said: verdicts by bucket name, which is unique in a partition. */
export type Baseline = { since: string | null; buckets: ReadonlyMap<string, { account: string | null; verdict: Verdict }> };

/** Compares buckets, as they come, with what an earlier run said. */
export type DriftWatch = {
  take(bucket: Pick<VerifiedBucket, 'name' | 'account' | 'verdict' | 'reason'>): void;
  /**
   * What changed.
   * @param couldMiss may this bucket of the baseline be missing for another reason than that it is gone: it was not asked
   *   for, or the run did not come to it
   */
  result(couldMiss: (name: string, account: string | null) => boolean): Drift;
};

/** A bucket that was asked for by name and is not there. */
const GONE = 'NoSuchBucket';

/**
 * Begins a comparison. What could not be read then or now is no change: nobody knows.
 */
export function watchDrift({ since, buckets }: Baseline): DriftWatch {
  const seen = new Set<string>();
  const drift: Drift = { since, new: [], gone: [], turnedOff: [], turnedOn: [], otherwise: [] };
  return {
    take({ name, account, verdict, reason }) {
      const earlier = buckets.get(name);
      if (reason === GONE) return;
      seen.add(name);
      const changed: ChangedBucket = { name, account, before: earlier?.verdict ?? null, after: verdict };
      if (earlier === undefined) drift.new.push(changed);
      else if (verdict === 'unknown' || earlier.verdict === 'unknown') return;
      else if (earlier.verdict === 'on' && verdict !== 'on') drift.turnedOff.push(changed);
      else if (earlier.verdict !== 'on' && verdict === 'on') drift.turnedOn.push(changed);
      else if (versioningIn(earlier.verdict) !== versioningIn(verdict)) drift.otherwise.push(changed);
    },
    result(couldMiss) {
      for (const [name, { account, verdict }] of buckets) {
        if (!seen.has(name) && !couldMiss(name, account)) drift.gone.push({ name, account, before: verdict, after: null });
      }
      const byName = (one: ChangedBucket, other: ChangedBucket) => (one.name < other.name ? -1 : 1);
      for (const list of [drift.new, drift.gone, drift.turnedOff, drift.turnedOn, drift.otherwise]) list.sort(byName);
      return drift;
    },
  };
}

/** A lifecycle configuration tells `blocked` from `off`, and not everybody may read it: that is no change of versioning. */
function versioningIn(verdict: Verdict): Verdict {
  return verdict === 'blocked' ? 'off' : verdict;
}

/** How many buckets changed. */
export function driftSize({ new: fresh, gone, turnedOff, turnedOn, otherwise }: Drift): number {
  return fresh.length + gone.length + turnedOff.length + turnedOn.length + otherwise.length;
}
