import { afterEach, describe, expect, it } from 'vitest';
import { GetBucketLifecycleConfigurationCommand, GetBucketPolicyCommand, GetBucketReplicationCommand, GetBucketVersioningCommand, GetObjectLockConfigurationCommand, HeadBucketCommand, ListBucketsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { type PracticeAccountHandle, type PracticeAccountOptions, startPracticeAccount } from '../../../src/sandbox/start.js';
import { clientsOf, keyOf, refusalOf } from '../support/practice-clients.js';

let practice: PracticeAccountHandle;

async function start(options: PracticeAccountOptions = {}): Promise<ReturnType<typeof clientsOf>['s3']> {
  practice = await startPracticeAccount(options);
  return clientsOf(practice, practice.root).s3;
}

afterEach(() => practice.close());

describe('the seed', () => {
  it.each([
    ['ledger-ready', 'Enabled', undefined],
    ['payments-protected', 'Enabled', 'Enabled'],
    ['archive-suspended', 'Suspended', undefined],
    ['vault-suspended', 'Suspended', 'Enabled'],
    ['uploads-unversioned', undefined, undefined],
    ['evidence-locked', 'Enabled', undefined],
    ['odd-names', 'Enabled', 'Enabled'],
  ])('has %s with Status %s and MFADelete %s', async (Bucket, status, mfaDelete) => {
    const s3 = await start();
    const { Status, MFADelete } = await s3.send(new GetBucketVersioningCommand({ Bucket }));
    expect([Status, MFADelete]).toEqual([status, mfaDelete]);
  });

  it('has a bucket for every trap: lifecycle, Object Lock, policy, replication, region, another owner', async () => {
    const s3 = await start();
    const { Rules = [] } = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'logs-lifecycle' }));
    expect(Rules.map(({ Status }) => Status)).toEqual(['Enabled', 'Disabled']);
    const { ObjectLockConfiguration } = await s3.send(new GetObjectLockConfigurationCommand({ Bucket: 'evidence-locked' }));
    expect(ObjectLockConfiguration).toMatchObject({ ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention: { Mode: 'GOVERNANCE', Days: 30 } } });
    const { Policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'strict-policy' }));
    expect(JSON.parse(Policy)).toMatchObject({ Statement: [{ Effect: 'Deny', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }] });
    const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand({ Bucket: 'replicated-source' }));
    expect(ReplicationConfiguration?.Rules).toHaveLength(1);
    expect(await refusalOf(s3.send(new HeadBucketCommand({ Bucket: 'partner-files' })))).toMatchObject({ status: 403 });
    const ireland = clientsOf(practice, practice.root, 'eu-west-1').s3;
    expect((await ireland.send(new HeadBucketCommand({ Bucket: 'backup-ireland' }))).BucketRegion).toBe('eu-west-1');
  });

  it('has several versions and a delete marker where MFA Delete is on', async () => {
    const s3 = await start();
    const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'payments-protected' }));
    expect([Versions.length, DeleteMarkers.length]).toEqual([5, 1]);
    expect(practice.buckets.find(({ name }) => name === 'payments-protected')).toMatchObject({ mfaDelete: 'Enabled', versions: 6 });
  });

  it('has objects with hostile names that a client can list as they are', async () => {
    const s3 = await start();
    const { Versions = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: 'odd-names', EncodingType: 'url' }));
    const listed = new Set(Versions.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', ' '))));
    expect([...listed].sort()).toEqual([...hostileKeys].sort());
    expect(Math.max(...hostileKeys.map((key) => Buffer.byteLength(key)))).toBe(1024);
  });

  it('lists the buckets of the account, and not the one of another account', async () => {
    const s3 = await start();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({ MaxBuckets: 1000 }));
    const own = practice.buckets.map(({ name }) => name).filter((name) => name !== 'partner-files');
    expect(Buckets.map(({ Name }) => Name)).toEqual([...own].sort());
  });

  it('shows the intern nothing', async () => {
    await start();
    const { s3 } = clientsOf(practice, keyOf(practice, 'intern'));
    expect(await refusalOf(s3.send(new GetBucketVersioningCommand({ Bucket: 'ledger-ready' })))).toMatchObject({ code: 'AccessDenied', status: 403 });
  });

  it('adds buckets: ninety per cent on, five off, five never versioned, always the same', async () => {
    await start({ buckets: 200 });
    const fleet = practice.buckets.filter(({ name }) => name.startsWith('fleet-'));
    const count = (words: string): number => fleet.filter(({ for: purpose }) => purpose.includes(words)).length;
    expect([count('Delete is on'), count('Delete is off'), count('never versioned')]).toEqual([180, 10, 10]);
    const again = await startPracticeAccount({ buckets: 200 });
    expect(again.buckets).toEqual(practice.buckets);
    await again.close();
  });

  it('puts the versions asked for into one bucket that is on, in us-east-1, nine of ten noncurrent', async () => {
    const s3 = await start({ versions: 2500 });
    const before = await startPracticeAccount();
    const known = new Set(before.buckets.map(({ name }) => name));
    await before.close();
    const added = practice.buckets.filter(({ name }) => !known.has(name));
    expect(added).toMatchObject([{ region: 'us-east-1', mfaDelete: 'Enabled', versions: 2500 }]);
    const { Versions = [], IsTruncated } = await s3.send(new ListObjectVersionsCommand({ Bucket: added[0]?.name }));
    expect([Versions.length, IsTruncated]).toEqual([1000, true]);
    expect(Versions.filter(({ IsLatest }) => IsLatest)).toHaveLength(100);
    const ages = Versions.filter(({ Key }) => Key === Versions[0]?.Key).map(({ LastModified }) => Number(LastModified));
    expect(ages).toEqual([...ages].sort((a, b) => b - a));
    expect(new Set(ages).size).toBe(10);
  });

  it('takes ten thousand buckets and a hundred thousand versions', async () => {
    await start({ buckets: 10_000, versions: 100_000 });
    expect(practice.account.buckets.find('fleet-010000')?.versioning()).toEqual({ status: null, mfaDelete: null });
    expect(practice.account.buckets.find('deep-history')?.objects.size()).toBe(100_000);
  });
});
