import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { deleteVersion, type DeleteVersionOptions } from '../../../src/flows/delete-version.js';
import { restore, type RestoreOptions } from '../../../src/flows/restore.js';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { NEWEST, type ObjectVersion } from '../../../src/sandbox/storage/object-versions.js';
import type { JournalLine } from '../../../src/state/journal.js';
import type { FlowRun, PracticeContext, RunOptions } from '../../support/practice-context.js';
import type { SeenRequest } from '../../support/seen-request.js';

const nothing: Omit<DeleteVersionOptions, 'bucket'> = {
  ...{ key: undefined, versionIds: [], prefix: undefined, from: undefined },
  ...{ dryRun: false, isConfirmed: false, bypassGovernanceRetention: false, allowUnprotected: false },
  ...{ mfaSerials: [], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: false },
};

/** Runs `delete-version`. Without a script it is a run off a terminal. */
export function deleting(aws: PracticeContext, options: Partial<DeleteVersionOptions> & { bucket: string }, run?: RunOptions): Promise<FlowRun> {
  return aws.run('delete-version', (context) => deleteVersion({ ...nothing, ...options }, context), run);
}

/** Runs `restore`. */
export function restoring(aws: PracticeContext, options: Partial<RestoreOptions> & { bucket: string }, run?: RunOptions): Promise<FlowRun> {
  const all: RestoreOptions = { ...nothing, keys: [], span: { after: null, before: null }, yes: false, ...options };
  return aws.run('restore', (context) => restore(all, context), run);
}

/** As a script runs it: nobody to ask, and a device that tells its codes. */
export const unattended: RunOptions = { embedded: true };

/** The bucket, as the account keeps it. */
export function bucketOf(aws: PracticeContext, name: string): Bucket {
  const bucket = aws.practice.account.buckets.find(name);
  if (bucket === undefined) throw new Error(`there is no bucket ${name}`);
  return bucket;
}

/** Every version and delete marker of a bucket, in the order of a listing. */
export function versionsIn({ objects }: Bucket): ObjectVersion[] {
  const found: ObjectVersion[] = [];
  let next = objects.firstFrom({ key: '', sequence: NEWEST });
  while (next !== undefined) {
    found.push(next);
    next = objects.firstFrom({ key: next.key, sequence: next.sequence - 1 });
  }
  return found;
}

/** What names a version, sortable. */
export const nameOf = ({ key, versionId }: { key: string; versionId: string }): string => `${key} ${versionId}`;

/** Requests that name what XML cannot carry: a server that repeats it as it is answers with XML that cannot be read. */
export function unrepeatable({ requests }: PracticeContext): SeenRequest[] {
  return requests.filter(({ operation, query }) => operation === 'ListObjectVersions' && /%(0[0-8bce-f]|1[0-9a-f])/i.test(query));
}

/** Writes a list of versions as NDJSON and returns its path, for `--from`. */
export function listFile(aws: PracticeContext, versions: readonly { key: string; versionId: string }[]): string {
  const file = path.join(aws.home, 'versions.ndjson');
  writeFileSync(file, versions.map(({ key, versionId }) => `${JSON.stringify({ key, versionId })}\n`).join(''));
  return file;
}

/** The journal that a run names; no lines where it names none. */
export function journalOf({ document }: FlowRun): JournalLine[] {
  const file = document?.journal;
  if (typeof file !== 'string') return [];
  return readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as JournalLine);
}

/** The summary of a run's document. */
export function summaryOf({ document }: FlowRun): Record<string, number> {
  return document?.summary as Record<string, number>;
}
