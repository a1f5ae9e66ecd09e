import type { Bucket } from '../../../../src/sandbox/storage/buckets.js';
import { textContent } from '../../../../src/sandbox/seed/objects.js';
import { purge, type PurgeOptions } from '../../../../src/flows/purge.js';
import type { PurgeFlags } from '../../../../src/core/purge/flag-rules.js';
import { type FlowRun, NOON, PHONE, type PracticeContext, type RunOptions } from '../../../support/practice-context.js';

export const DAY = 86_400_000;
/** The bucket that tests of `purge` fill; MFA Delete is on. */
export const BUCKET = 'attic';

/** No flag of `purge` given. */
export const noFlags: PurgeFlags = { olderThanMs: null, keep: null, prefix: '', minSize: null, maxSize: null, include: [], exclude: [], expiredDeleteMarkers: false, allVersions: false };

const nothingSaid: PurgeOptions = {
  ...{ bucket: BUCKET, basis: { by: 'flags', flags: noFlags }, planOut: undefined, confirm: BUCKET, dryRun: false },
  ...{ mfaSerials: [PHONE], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: false, allowUnprotected: false, bypassGovernanceRetention: false },
};

/** Runs `purge` with these flags and options beside the defaults: confirmed, codes from the embedded practice device. */
export function runPurge(aws: PracticeContext, flags: Partial<PurgeFlags>, options: Partial<PurgeOptions> = {}, run: RunOptions = { embedded: true }): Promise<FlowRun> {
  return aws.run('purge', (context) => purge({ ...nothingSaid, basis: { by: 'flags', flags: { ...noFlags, ...flags } }, ...options }, context), run);
}

/** Makes a bucket with versioning and MFA Delete on. */
export function makeBucket({ practice }: PracticeContext, name = BUCKET, mfaDelete: 'Enabled' | 'Disabled' = 'Enabled'): Bucket {
  const bucket = practice.account.buckets.create({ name, region: 'us-east-1', owner: practice.accountId, createdAt: NOON - 400 * DAY });
  bucket.setVersioning({ status: 'Enabled', mfaDelete }, NOON - 400 * DAY);
  return bucket;
}

/** Writes a version so many days before noon. */
export function write(bucket: Bucket, key: string, daysAgo: number, text = `${key} of ${daysAgo} days ago`): string {
  return bucket.objects.put(key, textContent(text), { versioning: 'Enabled', at: NOON - daysAgo * DAY }).versionId;
}

/** Deletes the current version so many days before noon: a delete marker. */
export function remove(bucket: Bucket, key: string, daysAgo: number): string {
  return bucket.objects.remove(key, { versioning: 'Enabled', at: NOON - daysAgo * DAY })?.versionId ?? '';
}

/** What is in the bucket: key and age in days, with `x` for a delete marker; newest first within a key. */
export function contentsOf(bucket: Bucket): string[] {
  const contents: string[] = [];
  let version = bucket.objects.firstFrom({ key: '', sequence: Number.MAX_SAFE_INTEGER });
  while (version !== undefined) {
    contents.push(`${version.key} ${(NOON - version.lastModified) / DAY}${version.content === null ? ' x' : ''}`);
    version = bucket.objects.firstFrom({ key: version.key, sequence: version.sequence - 0.5 });
  }
  return contents;
}
