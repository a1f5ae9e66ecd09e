import { documentInForce } from '../../src/sandbox/people/managed-policies.js';
import type { Bucket, VersioningConfiguration } from '../../src/sandbox/storage/buckets.js';
import { NEWEST, type ObjectVersion } from '../../src/sandbox/storage/object-versions.js';
import type { AccessKeys } from '../../src/sandbox/people/access-keys.js';
import type { PracticeAccountHandle } from '../../src/sandbox/start.js';
import type { Principal } from '../../src/sandbox/types.js';

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

/** Access keys by id. */
export type KeysView = ReadonlyMap<string, 'Active' | 'Inactive'>;

/** What an account holds at one moment, read from its state and not through any API. */
export type AccountView = {
  buckets: ReadonlyMap<string, BucketView>;
  /** The root user's. */
  keys: KeysView;
  /** Those of the root user of the member account. */
  memberKeys: KeysView;
  /** Of every user, group and role (`group/operators`): the documents of its managed policies, by their names. */
  policies: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** What names a version. */
export const nameOf = ({ key, versionId }: { key: string; versionId: string }): string => JSON.stringify([key, versionId]);

/** Every version and delete marker of a bucket, in the order of a listing. */
export function versionsOf({ objects }: Bucket): ObjectVersion[] {
  const found: ObjectVersion[] = [];
  for (let next = objects.firstFrom({ key: '', sequence: NEWEST }); next !== undefined; next = objects.firstFrom({ key: next.key, sequence: next.sequence - 1 })) found.push(next);
  return found;
}

/** Looks at the buckets of these names, at keys and at policies. */
export function viewOf({ account }: PracticeAccountHandle, names: readonly string[]): AccountView {
  const buckets = new Map<string, BucketView>();
  for (const name of names) {
    const bucket = account.buckets.find(name);
    if (bucket === undefined) continue;
    const { policy, replication, tags } = bucket;
    const others = JSON.stringify({ policy, replication, tags: [...tags] });
    buckets.set(name, { name, versioning: bucket.versioning(), lifecycle: JSON.stringify(bucket.lifecycle), others, versions: versionsOf(bucket) });
  }
  const holders = [...account.people.users(), ...account.people.groups(), ...account.people.roles()];
  const policies = new Map(holders.map(({ arn, attached }) => [arn.split(':').at(-1) ?? arn, new Map([...attached].map((policy) => [policy.name, documentInForce(policy)]))]));
  return { buckets, keys: keysOf(account.keys, account.people.root), memberKeys: keysOf(account.member.keys, account.member.people.root), policies };
}

function keysOf(keys: AccessKeys, principal: Principal): KeysView {
  return new Map(keys.of(principal).map(({ accessKeyId, status }) => [accessKeyId, status] as const));
}
