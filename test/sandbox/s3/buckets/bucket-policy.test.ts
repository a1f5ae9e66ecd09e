import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketPolicyCommand,
  GetBucketVersioningCommand,
  HeadBucketCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { clientsOf } from '../../support/practice-clients.js';
import { practiceAccount, type PracticeFixture, refusalOf, ROOT_DEVICE } from '../../support/practice-fixture.js';

const Bucket = 'strict-policy';
const ROOT = 'arn:aws:iam::111122223333:root';

const denied = (who: string, action: string, resource: string) => ({
  status: 403,
  code: 'AccessDenied',
  message: `User: ${who} is not authorized to perform: ${action} on resource: "${resource}" with an explicit deny in a resource-based policy`,
});

const turnOn = (MFA: string) =>
  new PutBucketVersioningCommand({ Bucket, VersioningConfiguration: { Status: 'Enabled', MFADelete: 'Enabled' }, MFA });

async function session({ root, ...practice }: PracticeFixture, withCode: boolean): Promise<S3Client> {
  const TokenCode = practice.mfa().split(' ')[1];
  const input = withCode ? { SerialNumber: ROOT_DEVICE, TokenCode } : {};
  const { Credentials } = await clientsOf(practice, root).sts.send(new GetSessionTokenCommand(input));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '' } = Credentials ?? {};
  return practice.as({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken });
}

describe('a bucket policy that wants MFA', () => {
  it('denies root’s key the change, and leaves its code good', async () => {
    const practice = await practiceAccount();
    const MFA = practice.mfa();
    expect(await refusalOf(practice.s3.send(turnOn(MFA)))).toMatchObject(denied(ROOT, 's3:PutBucketVersioning', `arn:aws:s3:::${Bucket}`));
    await practice.s3.send(new DeleteObjectCommand({ Bucket: 'ledger-ready', Key: 'a', MFA }));
  });

  it('lets root find out what is the matter', async () => {
    const { s3 } = await practiceAccount();
    await s3.send(new HeadBucketCommand({ Bucket }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBe('Enabled');
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toContain('DenyWithoutMfa');
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket }))).Versions).toBeUndefined();
  });

  it('denies writing and deleting objects, in DeleteObjects key by key', async () => {
    const practice = await practiceAccount();
    const resource = `arn:aws:s3:::${Bucket}/a`;
    expect(await refusalOf(practice.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' })))).toMatchObject(denied(ROOT, 's3:PutObject', resource));
    const { Errors } = await practice.s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: 'a' }] } }));
    expect(Errors).toEqual([{ Key: 'a', Code: 'AccessDenied', Message: denied(ROOT, 's3:DeleteObject', resource).message }]);
    const admin = practice.as('admin').send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' }));
    expect(await refusalOf(admin)).toMatchObject(denied('arn:aws:iam::111122223333:user/admin', 's3:PutObject', resource));
  });

  it('tells sessions with MFA from those without', async () => {
    const practice = await practiceAccount();
    const write = new PutObjectCommand({ Bucket, Key: 'a', Body: 'a' });
    await (await session(practice, true)).send(write);
    expect(await refusalOf((await session(practice, false)).send(write))).toMatchObject(denied(ROOT, 's3:PutObject', `arn:aws:s3:::${Bucket}/a`));
  });
});

describe('any bucket policy', () => {
  const statement = { Effect: 'Deny', Principal: '*', Action: 's3:GetBucketVersioning', Resource: `arn:aws:s3:::ledger-ready` };

  async function underPolicy(change: object): Promise<PracticeFixture> {
    const practice = await practiceAccount();
    const bucket = practice.account.buckets.find('ledger-ready');
    if (bucket !== undefined) bucket.policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ ...statement, ...change }] });
    return practice;
  }
  const read = new GetBucketVersioningCommand({ Bucket: 'ledger-ready' });

  it.each([
    ['everybody', {}, true],
    ['the whole account', { Principal: { AWS: '111122223333' } }, true],
    ['somebody else', { Principal: { AWS: 'arn:aws:iam::111122223333:user/intern' } }, false],
    ['another action', { Action: 's3:PutBucketVersioning' }, false],
    ['another resource', { Resource: 'arn:aws:s3:::other' }, false],
    ['a condition that does not hold', { Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, false],
    ['an allowance', { Effect: 'Allow' }, false],
  ])('that is about %s', async (_title, change, isDenied) => {
    const { s3 } = await underPolicy(change);
    const answer = s3.send(read);
    if (isDenied) expect(await refusalOf(answer)).toMatchObject({ status: 403 });
    else expect((await answer).Status).toBe('Enabled');
  });

  it('with a condition that cannot be told here is refused by name', async () => {
    const { s3 } = await underPolicy({ Condition: { NumericLessThan: { 's3:TlsVersion': '1.2' } } });
    expect(await refusalOf(s3.send(read))).toMatchObject({
      status: 501,
      message: 'The practice account does not model the condition numericlessthan on s3:tlsversion in policies.',
    });
  });
});
