import { writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { VersioningConfiguration } from '../../../src/sandbox/storage/buckets.js';
import { profileOf } from '../command-line.js';
import type { Run } from '../run.js';
import type { World } from '../world.js';
import { entry, untouchable } from './command-entry.js';
import { rarely } from './draws.js';
import { numbered, type ReportedState, statesShown, wasShown } from './held.js';

/** Options of `verify`: buckets by number, none for all of them; whose accounts are read. */
type VerifyOptions = { buckets: readonly number[]; probe: boolean; accounts: 'own' | 'roles' | 'file' | 'profiles' };

type BucketDocument = ReportedState & { name: string; account: string | null; verdict: string; probe: string | null };
type AccountDocument = { account: string | null; credentials: string; error: { kind: string } | null };

const MEMBER = '444455556666';
const STRANGER = '777788889999';
const ROLE = 's3-auditor';

/** What a state is called. */
export function verdictsOf({ status, mfaDelete }: VersioningConfiguration): string[] {
  if (status === null) return ['unversioned'];
  if (status === 'Suspended') return ['suspended'];
  return mfaDelete === 'Enabled' ? ['on'] : ['off', 'blocked'];
}

/** The buckets of an account. */
export function bucketsOf(account: string, { watched, practice }: World): string[] {
  return watched.filter((name) => practice.account.buckets.find(name)?.owner === account);
}

/** The words that say which accounts are read. */
function accountWords({ accounts }: VerifyOptions, world: World): string[] {
  const { accountId } = world.practice;
  if (accounts === 'roles') return [accountId, MEMBER].flatMap((id) => ['--role-arn', `arn:aws:iam::${id}:role/${ROLE}`]);
  if (accounts === 'profiles') {
    for (const signer of ['root-key', 'user'] as const) world.sharedFile.keep(profileOf(signer), world.credentials(signer));
    return ['--profile', profileOf('root-key'), '--profile', profileOf('user')];
  }
  if (accounts === 'own') return [];
  const file = path.join(world.home, 'accounts.txt');
  writeFileSync(file, `${accountId} ours\n${STRANGER}\n# the other one\n${MEMBER}\n`);
  return ['--accounts', file, '--role-name', ROLE];
}

/** The buckets that a report has to have: of every account that it says it has read. */
function expectedIn(accounts: readonly AccountDocument[], { buckets: asked }: VerifyOptions, world: World): string[] {
  if (asked.length > 0) return asked.map((number) => numbered(number, world));
  return accounts.flatMap(({ account, error }) => (account === null || error !== null ? [] : bucketsOf(account, world)));
}

function exitCodeOf(accounts: readonly AccountDocument[], buckets: readonly BucketDocument[], { probe: proves }: VerifyOptions): number[] {
  const verdicts = buckets.map(({ verdict }) => verdict);
  const hasFinding = verdicts.some((verdict) => verdict !== 'on' && verdict !== 'unknown') || buckets.some(({ probe }) => probe === 'deleted');
  const isUnsure = verdicts.includes('unknown') || buckets.some(({ probe }) => probe === 'inconclusive' || (proves && probe === null));
  // Credentials that cannot do it at all come before findings.
  if (accounts.some(({ error }) => error !== null)) return hasFinding ? [1, 4] : [3, 4];
  return [hasFinding ? 1 : isUnsure ? 3 : 0];
}

function bucketUntrue(bucket: BucketDocument, run: Run, world: World): string[] {
  if (bucket.verdict === 'unknown') return [];
  const possible = statesShown(bucket.name, run, world).flatMap(verdictsOf);
  const owner = world.practice.account.buckets.find(bucket.name)?.owner;
  return [
    ...(possible.includes(bucket.verdict) ? [] : [`is called ${bucket.verdict}, and was ${possible.join(' or ')}`]),
    ...(bucket.versioning === null || wasShown(bucket, bucket.name, run, world) ? [] : [`was never ${JSON.stringify([bucket.versioning, bucket.mfaDelete])}`]),
    ...(bucket.probe === 'refused-mfa' && !possible.some((verdict) => verdict === 'on' || verdict === 'suspended') ? ['is said to have refused a delete for want of a code, without MFA Delete'] : []),
    ...(bucket.account !== null && bucket.account !== owner ? [`is said to be of ${bucket.account}, and is of ${owner}`] : []),
  ].map((what) => `${bucket.name}: ${what}`);
}

/** `verify`. */
export const verifyEntry = entry<VerifyOptions>({
  name: 'verify',
  schema: 'verify',
  codes: 'none',
  decisive: () => 'GetBucketVersioning',
  options: fc
    .record<VerifyOptions>({ buckets: fc.uniqueArray(fc.nat({ max: 3 }), { maxLength: 4 }), probe: rarely, accounts: fc.constantFrom('own', 'own', 'own', 'roles', 'file', 'profiles') })
    .map((options) => (options.accounts === 'own' ? options : { ...options, buckets: [], probe: false })),
  signer: ({ accounts }, drawn) => (accounts === 'roles' || accounts === 'file' ? 'user' : drawn),
  words: (options, world) => [...(options.buckets.length === 0 ? ['--all'] : new Set(options.buckets.map((number) => numbered(number, world)))), ...accountWords(options, world), ...(options.probe ? ['--probe', '--yes'] : [])],
  mayTouchKey: () => false,
  // What a probe makes it may remove again.
  scope: ({ probe }) => ({ ...untouchable, addable: (key) => probe && key.startsWith('s3-mfa-delete-probe-'), removable: ({ key }) => probe && key.startsWith('s3-mfa-delete-probe-') }),
  contradictions(document, options, run, world) {
    const { buckets, accounts, complete } = document as { buckets: BucketDocument[]; accounts: AccountDocument[]; complete: boolean };
    const found = buckets.flatMap((bucket) => bucketUntrue(bucket, run, world));
    const names = new Set(buckets.map(({ name }) => name));
    const dropped = document['dropped'] as string[];
    if (complete) for (const name of expectedIn(accounts, options, world)) if (!names.has(name) && !dropped.includes(name)) found.push(`${name} is missing in the report`);
    if (options.accounts === 'file' && complete) found.push('the report is said to be complete, and nobody can read one of the accounts');
    const expected = exitCodeOf(accounts, buckets, options);
    if (!expected.includes(run.exitCode ?? 0) && ![130, 143].includes(run.exitCode ?? 0)) found.push(`exit code ${run.exitCode}, where the verdicts are ${buckets.map(({ verdict }) => verdict).join(', ')}`);
    return found;
  },
  unfinished({ probe, accounts }, run, world) {
    // A policy may keep a probe from being made, and roles from being assumed.
    if (run.exitCode !== 3 || probe || accounts !== 'own') return [];
    return world.names.some((name) => world.practice.account.buckets.find(name)?.owner !== world.practice.accountId) ? [] : ['some bucket could not be read although nothing was wrong'];
  },
});
