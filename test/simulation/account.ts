import fc from 'fast-check';
import type { Bucket, VersioningConfiguration } from '../../src/sandbox/storage/buckets.js';
import type { ObjectLock, Write } from '../../src/sandbox/storage/object-versions.js';
import { hostileKeys, textContent } from '../../src/sandbox/seed/objects.js';
import type { PracticeAccountHandle } from '../../src/sandbox/start.js';

const DAY_MS = 86_400_000;

/** States that a bucket can be in. */
const versionings = {
  never: { status: null, mfaDelete: null },
  off: { status: 'Enabled', mfaDelete: null },
  disabled: { status: 'Enabled', mfaDelete: 'Disabled' },
  on: { status: 'Enabled', mfaDelete: 'Enabled' },
  suspended: { status: 'Suspended', mfaDelete: null },
  'suspended-on': { status: 'Suspended', mfaDelete: 'Enabled' },
} as const satisfies Record<string, VersioningConfiguration>;

/** Something that was once written to a key, or deleted from it; `wasOff`: while versioning was not on. */
export type Event = { key: number; kind: 'put' | 'delete'; daysAgo: number; wasOff: boolean; lock: 'none' | 'governance' | 'hold' };

/** A bucket as it is drawn. */
export type DrawnBucket = {
  versioning: keyof typeof versionings;
  region: 'us-east-1' | 'eu-west-1';
  obstacle: 'none' | 'lifecycle' | 'object-lock' | 'replication' | 'mfa-policy' | 'foreign';
  events: readonly Event[];
  /** Versions of one more key (count): more than a thousand take more than one code. */
  further: number;
};

/** An account as it is drawn. */
export type DrawnAccount = {
  buckets: readonly DrawnBucket[];
  devices: 'two' | 'renamed' | 'passkey-only';
  /** The root user's other access key. */
  otherKey: 'none' | 'active' | 'inactive';
};

/** Keys of objects. */
export const keys = ['a.txt', 'b/c.txt', ...hostileKeys];

const event = fc.record<Event>({
  key: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 2 }) }, { weight: 1, arbitrary: fc.nat({ max: keys.length - 1 }) }),
  kind: fc.constantFrom('put', 'put', 'put', 'delete'),
  // The rules of purges draw their line at some of these days.
  daysAgo: fc.oneof({ weight: 2, arbitrary: fc.integer({ min: 0, max: 90 }) }, { weight: 1, arbitrary: fc.constantFrom(0, 1, 10, 20, 40, 50) }),
  wasOff: fc.constantFrom(false, false, false, false, true),
  lock: fc.constantFrom('none', 'none', 'governance', 'hold'),
});

const obstacle = fc.oneof(
  { weight: 20, arbitrary: fc.constant('none' as const) },
  { weight: 8, arbitrary: fc.constant('lifecycle' as const) },
  { weight: 10, arbitrary: fc.constantFrom('lifecycle' as const, 'lifecycle' as const, 'lifecycle' as const, 'lifecycle' as const, 'object-lock' as const, 'replication' as const, 'mfa-policy' as const, 'foreign' as const) },
);
const region = fc.constantFrom('us-east-1' as const, 'us-east-1' as const, 'eu-west-1' as const);
const further = fc.oneof({ weight: 80, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.constant(1_003) });

const anyBucket = fc.record<DrawnBucket>({
  versioning: fc.constantFrom('on', 'on', 'on', 'off', 'disabled', 'off', 'never', 'suspended', 'suspended-on', 'on'),
  region,
  obstacle,
  events: fc.array(event, { maxLength: 16 }),
  further: fc.constant(0),
});

/** There is always one with something in it, most often protected: where nothing can be done, nothing can go wrong. */
const firstBucket = fc.record<DrawnBucket>({
  versioning: fc.constantFrom('on', 'on', 'on', 'on', 'off', 'disabled'),
  region,
  obstacle: fc.oneof({ weight: 9, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: obstacle }, { weight: 4, arbitrary: fc.constant('lifecycle' as const) }),
  events: fc.array(event, { minLength: 6, maxLength: 24 }),
  further,
});

/** Accounts of two to four buckets. */
export const accounts: fc.Arbitrary<DrawnAccount> = fc.record<DrawnAccount>({
  buckets: fc.tuple(firstBucket, fc.array(anyBucket, { minLength: 1, maxLength: 3 })).map(([first, others]) => [first, ...others]),
  devices: fc.oneof({ weight: 16, arbitrary: fc.constant('two' as const) }, { weight: 1, arbitrary: fc.constantFrom('renamed' as const, 'passkey-only' as const) }),
  otherKey: fc.oneof({ weight: 10, arbitrary: fc.constant('none' as const) }, { weight: 1, arbitrary: fc.constantFrom('active' as const, 'inactive' as const) }),
});

/** What bucket number `index` is called. */
export function bucketName(index: number): string {
  return `bucket-${String.fromCharCode(97 + index)}`;
}

/** The faults that an account is started with. */
export function deviceFaults({ devices }: DrawnAccount): string[] {
  return { two: [], renamed: ['renamed-root-device'], 'passkey-only': ['fido-only-root'] }[devices];
}

/** Puts the drawn buckets in the place of those that every practice account has. */
export function furnish({ account, accountId, buckets: seeded }: PracticeAccountHandle, drawn: DrawnAccount): void {
  for (const { name } of seeded) account.buckets.remove(name);
  const { keys, people } = account;
  if (drawn.otherKey !== 'none') keys.setStatus(keys.create(people.root, account.now() - 30 * DAY_MS), drawn.otherKey === 'active' ? 'Active' : 'Inactive');
  drawn.buckets.forEach((each, index) => {
    const now = account.now();
    const owner = each.obstacle === 'foreign' ? '999988887777' : accountId;
    const hasLock = each.obstacle === 'object-lock';
    const versioning = hasLock && versionings[each.versioning].status !== 'Enabled' ? versionings.off : versionings[each.versioning];
    const made = account.buckets.create({ name: bucketName(index), region: each.region, owner, objectLock: hasLock ? { defaultRetention: null } : null, createdAt: now - 400 * DAY_MS });
    fill(made, each, versioning.status === null, now);
    if (versioning.status !== null) made.setVersioning(versioning, now - 300 * DAY_MS);
    hinder(made, each.obstacle);
  });
}

function fill(bucket: Bucket, drawn: DrawnBucket, wasNeverOn: boolean, now: number): void {
  const inOrder = [...drawn.events].sort((a, b) => b.daysAgo - a.daysAgo);
  for (const [index, event] of inOrder.entries()) {
    // S3 keeps whole seconds, and lists versions and delete markers apart: of one second, nobody could say which came first.
    const at = now - event.daysAgo * DAY_MS - (inOrder.length - index) * 1000;
    const key = keys[event.key] ?? 'a.txt';
    const off = wasNeverOn ? null : 'Suspended';
    const write: Write = { versioning: wasNeverOn || (event.wasOff && bucket.objectLock === null) ? off : 'Enabled', at };
    if (event.kind === 'delete') bucket.objects.remove(key, write);
    else bucket.objects.put(key, textContent(`${event.daysAgo}\n`), write, bucket.objectLock === null ? null : lockOf(event.lock, now));
  }
  for (let left = drawn.further; left > 0; left -= 1) bucket.objects.put('often.txt', textContent('again\n'), { versioning: wasNeverOn ? null : 'Enabled', at: now - 95 * DAY_MS });
}

function lockOf(lock: Event['lock'], now: number): ObjectLock | null {
  if (lock === 'none') return null;
  return { retention: lock === 'governance' ? { mode: 'GOVERNANCE', until: now + 30 * DAY_MS } : null, legalHold: lock === 'hold' };
}

function hinder(bucket: Bucket, obstacle: DrawnBucket['obstacle']): void {
  const { status, mfaDelete } = bucket.versioning();
  if (obstacle === 'lifecycle' && mfaDelete !== 'Enabled') bucket.lifecycle = lifecycleOf('old');
  // AWS replicates from buckets with versioning only, and then it cannot be suspended.
  if (obstacle === 'replication' && status === 'Enabled') bucket.replication = { Role: 'arn:aws:iam::111122223333:role/replication', Rule: [{ ID: 'all', Priority: '1', Filter: { Prefix: '' }, Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::elsewhere' }, DeleteMarkerReplication: { Status: 'Disabled' } }] };
  if (obstacle === 'mfa-policy') bucket.policy = mfaPolicy(bucket.name);
}

/** A lifecycle configuration of one rule. */
export function lifecycleOf(id: string): NonNullable<Bucket['lifecycle']> {
  return { transitionDefaultMinimumObjectSize: 'all_storage_classes_128K', rules: [{ ID: id, Filter: { Prefix: '' }, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: '30' } }] };
}

function mfaPolicy(name: string): string {
  const Resource = [`arn:aws:s3:::${name}`, `arn:aws:s3:::${name}/*`];
  const Condition = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*', Action: ['s3:Put*', 's3:Delete*'], Resource, Condition }] });
}
