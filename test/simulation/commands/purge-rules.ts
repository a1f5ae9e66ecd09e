import fc from 'fast-check';
import { type BucketView, nameOf } from '../account-view.js';

/** What says which versions a purge deletes. */
export type PurgeRule =
  | { by: 'age'; days: number; keep: number }
  | { by: 'keep'; keep: number }
  | { by: 'markers' }
  | { by: 'all' }
  | { by: 'lifecycle'; noncurrentDays: number | null; keep: number; currentDays: number | null; markers: boolean; prefix: string };

/** Rules of every kind. */
export const purgeRules: fc.Arbitrary<PurgeRule> = fc.oneof(
  fc.record({ by: fc.constant('age' as const), days: fc.constantFrom(0, 0, 10, 40), keep: fc.nat({ max: 2 }) }),
  fc.record({ by: fc.constant('keep' as const), keep: fc.nat({ max: 2 }) }),
  fc.constantFrom<PurgeRule>({ by: 'markers' }, { by: 'all' }),
  fc
    .record({ by: fc.constant('lifecycle' as const), noncurrentDays: fc.constantFrom(null, 1, 1, 20), keep: fc.nat({ max: 2 }), currentDays: fc.constantFrom(null, null, null, 1, 50), markers: fc.boolean(), prefix: fc.constantFrom('', '', 'b/') })
    // AWS takes days and markers in one Expiration for a mistake.
    .map((rule) => ({ ...rule, markers: rule.markers && rule.currentDays === null, noncurrentDays: rule.noncurrentDays ?? (rule.markers || rule.currentDays !== null ? null : 1) })),
);

const DAY_MS = 86_400_000;

/** S3 rounds up to the next midnight UTC. */
const midnightAfter = (moment: number): number => (Math.floor(moment / DAY_MS) + 1) * DAY_MS;

/** A lifecycle configuration as the AWS CLI prints it. */
export function lifecycleDocument({ noncurrentDays, keep, currentDays, markers, prefix }: Extract<PurgeRule, { by: 'lifecycle' }>): unknown {
  const Expiration = currentDays !== null ? { Days: currentDays } : markers ? { ExpiredObjectDeleteMarker: true } : null;
  return {
    Rules: [
      {
        ...{ ID: 'of-old', Status: 'Enabled', Filter: { Prefix: prefix } },
        ...(noncurrentDays !== null && { NoncurrentVersionExpiration: { NoncurrentDays: noncurrentDays, ...(keep > 0 && { NewerNoncurrentVersions: keep }) } }),
        ...(Expiration !== null && { Expiration }),
      },
      { ID: 'off', Status: 'Disabled', Filter: { Prefix: '' }, NoncurrentVersionExpiration: { NoncurrentDays: 1 } },
    ],
  };
}

/** One version, and how it stands among those of its key: how many are newer, since when it is noncurrent. */
type Standing = { version: BucketView['versions'][number]; newer: number; since: number | null; isAlone: boolean };

function isDue(rule: PurgeRule, { version, newer, since, isAlone }: Standing, now: number): boolean {
  const isMarkerAlone = version.content === null && isAlone;
  switch (rule.by) {
    case 'all':
      return true;
    case 'markers':
      return isMarkerAlone;
    case 'keep':
      return since !== null && newer - 1 >= rule.keep;
    case 'age':
      return since !== null && newer - 1 >= rule.keep && now - since >= rule.days * DAY_MS;
    case 'lifecycle': {
      if (!version.key.startsWith(rule.prefix)) return false;
      if (isMarkerAlone) return rule.markers || (rule.currentDays !== null && now >= midnightAfter(version.lastModified + rule.currentDays * DAY_MS));
      return rule.noncurrentDays !== null && since !== null && newer - 1 >= rule.keep && now >= midnightAfter(since + rule.noncurrentDays * DAY_MS);
    }
  }
}

/**
 * Which versions a purge may delete, written down once more and as simply as can be: a version is noncurrent since the
 * next newer one of its key was written.
 */
export function due({ versions }: BucketView, rule: PurgeRule, now: number): Set<string> {
  const counts = new Map<string, number>();
  for (const { key } of versions) counts.set(key, (counts.get(key) ?? 0) + 1);
  const found = new Set<string>();
  let newer = 0;
  versions.forEach((version, index) => {
    const before = versions[index - 1];
    newer = before?.key === version.key ? newer + 1 : 0;
    const since = newer > 0 && before !== undefined ? before.lastModified : null;
    if (isDue(rule, { version, newer, since, isAlone: counts.get(version.key) === 1 }, now)) found.add(nameOf(version));
  });
  return found;
}

/** Keys whose current version expires: they get a delete marker. */
export function expiring({ versions, versioning }: BucketView, rule: PurgeRule, now: number): Set<string> {
  if (rule.by !== 'lifecycle' || rule.currentDays === null || versioning.status !== 'Enabled') return new Set();
  const { currentDays, prefix } = rule;
  const current = versions.filter(({ key, content }, index) => versions[index - 1]?.key !== key && content !== null && key.startsWith(prefix));
  return new Set(current.filter(({ lastModified }) => now >= midnightAfter(lastModified + currentDays * DAY_MS)).map(({ key }) => key));
}
