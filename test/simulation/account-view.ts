import type { Bucket, VersioningConfiguration } from '../../src/sandbox/storage/buckets.js';
import { NEWEST, type ObjectVersion } from '../../src/sandbox/storage/object-versions.js';
import type { PracticeAccountHandle } from '../../src/sandbox/start.js';

/** A bucket as the account keeps it at one moment. */
export type BucketView = {
  name: string;
  versioning: VersioningConfiguration;
  /** Everything else that can be configured, as one text to compare. */
  lifecycle: string;
  others: string;
  /** In the order of a listing. */
  versions: readonly ObjectVersion[];
};

/** What an account holds at one moment, read from its state and not through any API; `keys` are the root user's, by id. */
export type AccountView = { buckets: ReadonlyMap<string, BucketView>; keys: ReadonlyMap<string, 'Active' | 'Inactive'> };

/** What names a version. */
export const nameOf = ({ key, versionId }: { key: string; versionId: string }): string => JSON.stringify([key, versionId]);

/** Every version and delete marker of a bucket, in the order of a listing. */
export function versionsOf({ objects }: Bucket): ObjectVersion[] {
  const found: ObjectVersion[] = [];
  for (let next = objects.firstFrom({ key: '', sequence: NEWEST }); next !== undefined; next = objects.firstFrom({ key: next.key, sequence: next.sequence - 1 })) found.push(next);
  return found;
}

/** Looks at the buckets of these names, and at the root user's keys. */
export function viewOf({ account }: PracticeAccountHandle, names: readonly string[]): AccountView {
  const buckets = new Map<string, BucketView>();
  for (const name of names) {
    const bucket = account.buckets.find(name);
    if (bucket === undefined) continue;
    const { policy, replication, tags } = bucket;
    const others = JSON.stringify({ policy, replication, tags: [...tags] });
    buckets.set(name, { name, versioning: bucket.versioning(), lifecycle: JSON.stringify(bucket.lifecycle), others, versions: versionsOf(bucket) });
  }
  const keys = new Map(account.keys.of(account.people.root).map(({ accessKeyId, status }) => [accessKeyId, status] as const));
  return { buckets, keys };
}
