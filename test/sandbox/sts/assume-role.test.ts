import { GetBucketVersioningCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPracticeAccount } from '../../../src/sandbox/start.js';

const MEMBER = '444455556666';
const auditRole = `arn:aws:iam::${MEMBER}:role/s3-auditor`;

async function practice() {
  const account = await startPracticeAccount();
  onTestFinished(() => account.close());
  const keyOf = (userName: string) => {
    const key = account.users.find((user) => user.userName === userName);
    if (key === undefined) throw new Error(`no user ${userName}`);
    return key;
  };
  const sts = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => new STSClient({ endpoint: account.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const s3 = (credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string }) => new S3Client({ endpoint: account.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  const assume = async (userName: string, RoleArn: string, more: { DurationSeconds?: number } = {}) => {
    const { Credentials, AssumedRoleUser } = await sts(keyOf(userName)).send(new AssumeRoleCommand({ RoleArn, RoleSessionName: 'night-run', ...more }));
    const credentials = { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: Credentials?.SecretAccessKey ?? '', sessionToken: Credentials?.SessionToken ?? '' };
    return { credentials, expiration: Credentials?.Expiration, role: AssumedRoleUser };
  };
  return { account, sts, s3, assume };
}

describe('AssumeRole', () => {
  it('gives temporary credentials that are the role’s, for an hour', async () => {
    const { sts, assume } = await practice();

    const { credentials, expiration, role } = await assume('auditor', auditRole);

    expect(credentials.accessKeyId).toMatch(/^ASIA/);
    expect(role).toMatchObject({ Arn: `arn:aws:sts::${MEMBER}:assumed-role/s3-auditor/night-run`, AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:night-run$/) });
    expect(await sts(credentials).send(new GetCallerIdentityCommand({}))).toMatchObject({ Account: MEMBER, Arn: role?.Arn, UserId: role?.AssumedRoleId });
    expect((expiration?.getTime() ?? 0) - Date.now()).toBeGreaterThan(3_500_000);
  });

  it('shows the buckets of the member account, and only those', async () => {
    const { s3, assume } = await practice();
    const client = s3((await assume('auditor', auditRole)).credentials);

    const { Buckets } = await client.send(new ListBucketsCommand({ MaxBuckets: 100 }));

    expect(Buckets?.map(({ Name, BucketRegion }) => [Name, BucketRegion])).toEqual([['member-records', 'eu-west-1'], ['member-scratch', 'eu-west-1']]);
    await expect(client.send(new GetBucketVersioningCommand({ Bucket: 'ledger-ready' }))).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it.each([
    ['the right to it is missing', 'intern', auditRole, 'is not authorized to perform: sts:AssumeRole on resource'],
    ['there is no such role', 'auditor', `arn:aws:iam::${MEMBER}:role/boss`, 'is not authorized to perform: sts:AssumeRole on resource'],
    ['the account is a stranger’s', 'auditor', 'arn:aws:iam::999900001111:role/s3-auditor', 'is not authorized to perform: sts:AssumeRole on resource'],
  ])('is refused where %s', async (_why, userName, arn, message) => {
    const { assume } = await practice();

    await expect(assume(userName, arn)).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining(message) });
  });

  it('is refused to the root user', async () => {
    const { account, sts } = await practice();

    await expect(sts(account.root).send(new AssumeRoleCommand({ RoleArn: auditRole, RoleSessionName: 'night-run' }))).rejects.toMatchObject({ name: 'AccessDenied', message: 'Roles may not be assumed by root accounts.' });
  });

  it('lasts no longer than the role allows', async () => {
    const { assume } = await practice();

    await expect(assume('auditor', auditRole, { DurationSeconds: 7_200 })).rejects.toMatchObject({ name: 'ValidationError' });
  });
});
