import fc from 'fast-check';
import type { VersioningConfiguration } from '../../../src/sandbox/storage/buckets.js';
import { entry, untouchable } from './command-entry.js';
import { numbered, type ReportedState, statesShown, wasShown } from './held.js';

/** Options of `verify`: buckets by number, none for all of them. */
type VerifyOptions = { buckets: readonly number[]; probe: boolean };

type BucketDocument = ReportedState & { name: string; verdict: string; probe: string | null };

function verdictsOf({ status, mfaDelete }: VersioningConfiguration): string[] {
  if (status === null) return ['unversioned'];
  if (status === 'Suspended') return ['suspended'];
  return mfaDelete === 'Enabled' ? ['on'] : ['off', 'blocked'];
}

/** `verify`. */
export const verifyEntry = entry<VerifyOptions>({
  name: 'verify',
  schema: 'verify',
  takesCodes: false,
  options: fc.record({ buckets: fc.uniqueArray(fc.nat({ max: 2 }), { maxLength: 3 }), probe: fc.constantFrom(false, false, false, true) }),
  words: ({ buckets, probe }, world) => [...(buckets.length === 0 ? ['--all'] : new Set(buckets.map((number) => numbered(number, world)))), ...(probe ? ['--probe', '--yes'] : [])],
  mayTouchKeys: () => false,
  // What a probe makes it may remove again.
  scope: ({ probe }) => ({ ...untouchable, addable: (key) => probe && key.startsWith('s3-mfa-delete-probe-'), removable: ({ key }) => probe && key.startsWith('s3-mfa-delete-probe-') }),
  contradictions(document, { buckets: asked, probe: proves }, run, world) {
    const buckets = document['buckets'] as BucketDocument[];
    const found = buckets.flatMap((bucket) => {
      const say = (what: string): string => `${bucket.name}: ${what}`;
      if (bucket.verdict === 'unknown') return [];
      const possible = statesShown(bucket.name, run, world).flatMap(verdictsOf);
      return [
        ...(possible.includes(bucket.verdict) ? [] : [say(`is called ${bucket.verdict}, and was ${possible.join(' or ')}`)]),
        ...(bucket.versioning === null || wasShown(bucket, bucket.name, run, world) ? [] : [say(`was never ${JSON.stringify([bucket.versioning, bucket.mfaDelete])}`)]),
        ...(bucket.probe === 'refused-mfa' && !possible.some((verdict) => verdict === 'on' || verdict === 'suspended') ? [say('is said to have refused a delete for want of a code, without MFA Delete')] : []),
      ];
    });
    const names = new Set(buckets.map(({ name }) => name));
    const expected = asked.length === 0 ? world.names.filter((name) => world.practice.account.buckets.find(name)?.owner === world.practice.accountId) : asked.map((number) => numbered(number, world));
    for (const name of expected) if (!names.has(name)) found.push(`${name} is missing in the report`);
    const verdicts = buckets.map(({ verdict }) => verdict);
    const worst = verdicts.some((verdict) => verdict !== 'on' && verdict !== 'unknown') || buckets.some(({ probe }) => probe === 'deleted') ? 1 : verdicts.includes('unknown') || buckets.some(({ probe }) => probe === 'inconclusive' || (proves && probe === null)) ? 3 : 0;
    if (run.exitCode !== worst && ![130, 143].includes(run.exitCode ?? 0)) found.push(`exit code ${run.exitCode}, where the verdicts are ${verdicts.join(', ')}`);
    return found;
  },
  unfinished({ probe }, run, world) {
    // A policy may keep a probe from being made.
    if (run.exitCode !== 3 || probe) return [];
    return world.names.some((name) => world.practice.account.buckets.find(name)?.owner !== world.practice.accountId) ? [] : ['some bucket could not be read although nothing was wrong'];
  },
});
