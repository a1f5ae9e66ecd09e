import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const IRELAND = 'eu-west-1';

describe('configurations', () => {
  it('of replication and policy are given back', async () => {
    const { s3 } = await practiceAccount();
    const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand({ Bucket: 'replicated-source' }));
    expect(ReplicationConfiguration?.Rules).toMatchObject([{ ID: 'everything', Status: 'Enabled', Priority: 1 }]);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'strict-policy' }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Version: '2012-10-17' });
  });

  it('of a lifecycle come back as they were put, with an id for each rule', async () => {
    const { s3 } = await practiceAccount();
    const Rules = [
      { ID: 'old & <gone>', Status: 'Enabled', Filter: { Prefix: 'logs/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 3 } },
      { Status: 'Disabled', Filter: { Prefix: '' }, Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 90, StorageClass: 'GLACIER' }] },
    ] as const;
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'ledger-ready',
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
        LifecycleConfiguration: { Rules: [Rules[0], { ...Rules[1], Transitions: [...Rules[1].Transitions] }] },
      }),
    );
    const read = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'ledger-ready' }));
    expect(read.Rules).toEqual([Rules[0], { ...Rules[1], ID: expect.stringMatching(/.{20}/) as string }]);
    expect(read.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket: 'ledger-ready' }));
    expect(await refusalOf(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'ledger-ready' })))).toMatchObject({ status: 404 });
  });

  it('of a lifecycle are refused where MFA Delete is on', async () => {
    const { s3 } = await practiceAccount();
    const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    expect(
      await refusalOf(s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'payments-protected', LifecycleConfiguration: { Rules } }))),
    ).toMatchObject({ status: 409, code: 'InvalidBucketState', headers: { 'x-practice-account-unverified': expect.any(String) as string } });
  });

  it.each([
    ['without a rule', '<LifecycleConfiguration/>'],
    ['without a status', '<LifecycleConfiguration><Rule><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>'],
    ['without an action', '<LifecycleConfiguration><Rule><Status>Enabled</Status></Rule></LifecycleConfiguration>'],
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><LifecycleConfiguration/>'],
  ])('of a lifecycle are malformed %s', async (_title, body) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method: 'PUT', path: '/ledger-ready', query: { lifecycle: '' }, body });
    expect(answer.body).toContain('<Code>MalformedXML</Code>');
  });
});

describe('making and deleting buckets', () => {
  it('works in the region that was signed for', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(new CreateBucketCommand({ Bucket: 'brand-new' }));
    expect((await practice.s3.send(new HeadBucketCommand({ Bucket: 'brand-new' }))).BucketRegion).toBe('us-east-1');
    const configuration = { CreateBucketConfiguration: { LocationConstraint: IRELAND } } as const;
    await practice.as(practice.root, IRELAND).send(new CreateBucketCommand({ Bucket: 'brand-new-too', ...configuration }));
    expect(practice.account.buckets.find('brand-new-too')?.region).toBe(IRELAND);
    expect(await refusalOf(practice.s3.send(new CreateBucketCommand({ Bucket: 'third', ...configuration })))).toMatchObject({
      status: 400,
      code: 'IllegalLocationConstraintException',
      message: 'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
  });

  it('turns versioning on where Object Lock is', async () => {
    const { s3 } = await practiceAccount();
    await s3.send(new CreateBucketCommand({ Bucket: 'brand-new', ObjectLockEnabledForBucket: true }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: 'brand-new' }))).Status).toBe('Enabled');
  });

  it.each([
    ['partner-files', 409, 'BucketAlreadyExists'],
    ['Capitals', 400, 'InvalidBucketName'],
    ['192.0.2.1', 400, 'InvalidBucketName'],
    ['two..dots', 400, 'InvalidBucketName'],
    ['alias-s3alias', 400, 'InvalidBucketName'],
  ])('refuses the name %s', async (Bucket, status, code) => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new CreateBucketCommand({ Bucket })))).toMatchObject({ status, code });
  });

  it('says of one’s own bucket that it is there, except in us-east-1', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(new CreateBucketCommand({ Bucket: 'ledger-ready' }));
    const again = new CreateBucketCommand({ Bucket: 'backup-ireland', CreateBucketConfiguration: { LocationConstraint: IRELAND } });
    expect(await refusalOf(practice.as(practice.root, IRELAND).send(again))).toMatchObject({ status: 409, code: 'BucketAlreadyOwnedByYou' });
  });

  it('deletes only what is empty of versions', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new DeleteBucketCommand({ Bucket: 'ledger-ready' })))).toMatchObject({
      status: 409,
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
    await s3.send(new DeleteBucketCommand({ Bucket: 'uploads-unversioned' }));
    expect(await refusalOf(s3.send(new PutObjectCommand({ Bucket: 'uploads-unversioned', Key: 'a', Body: 'a' })))).toMatchObject({
      status: 404,
      code: 'NoSuchBucket',
    });
  });
});
