import { AttachGroupPolicyCommand, AttachUserPolicyCommand, CreatePolicyCommand, SimulatePrincipalPolicyCommand } from '@aws-sdk/client-iam';
import { DeleteBucketPolicyCommand, GetBucketPolicyCommand, ListBucketsCommand, ListObjectsV2Command, PutBucketPolicyCommand } from '@aws-sdk/client-s3';
import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { clientsOf, keyOf, type SigningKey } from '../support/practice-clients.js';
import { practiceAccount, type PracticeFixture, refusalOf } from '../support/practice-fixture.js';

const present = { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } };
const age = { Null: { 'aws:MultiFactorAuthAge': 'true' } };
const old = { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '3600' } };
const DENIED = 'with an explicit deny in an identity-based policy';

let practice: PracticeFixture;

beforeEach(async () => {
  practice = await practiceAccount();
});

const policy = (...conditions: object[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: conditions.map((Condition) => ({ Effect: 'Deny', Action: 's3:*', Resource: '*', Condition })) });

async function attach(document: string, to: 'user' | 'group' = 'user'): Promise<void> {
  const { iam } = clientsOf(practice, practice.root);
  const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: 'mfa', PolicyDocument: document }));
  const PolicyArn = Policy?.Arn;
  if (to === 'user') await iam.send(new AttachUserPolicyCommand({ UserName: 'admin', PolicyArn }));
  else await iam.send(new AttachGroupPolicyCommand({ GroupName: 'operators', PolicyArn }));
}

async function session(mfa: boolean, userName = 'admin'): Promise<SigningKey> {
  const serial = `arn:aws:iam::111122223333:mfa/${userName}`;
  const [SerialNumber, TokenCode] = practice.mfa(serial).split(' ');
  const { sts } = clientsOf(practice, keyOf(practice, userName));
  const { Credentials } = await sts.send(new GetSessionTokenCommand(mfa ? { SerialNumber, TokenCode } : {}));
  return { accessKeyId: Credentials?.AccessKeyId ?? '', secretAccessKey: Credentials?.SecretAccessKey ?? '', sessionToken: Credentials?.SessionToken ?? '' };
}

const list = (who: SigningKey | string) => practice.as(who).send(new ListBucketsCommand());

describe('an attached policy that denies S3 without MFA', () => {
  describe.each([
    ['by MultiFactorAuthPresent', present],
    ['by MultiFactorAuthAge', age],
  ])('%s', (_, condition) => {
    it('denies the long-term key', async () => {
      await list('admin');
      await attach(policy(condition));
      expect(await refusalOf(list('admin'))).toMatchObject({
        code: 'AccessDenied',
        status: 403,
        message: `User: arn:aws:iam::111122223333:user/admin is not authorized to perform: s3:ListAllMyBuckets ${DENIED}`,
      });
    });

    it('denies a session without MFA, and lets one with MFA through', async () => {
      await attach(policy(condition));
      expect((await refusalOf(list(await session(false)))).message).toContain(DENIED);
      expect((await list(await session(true))).Buckets?.length).toBeGreaterThan(5);
    });

    it('holds for the members of a group', async () => {
      await attach(policy(condition), 'group');
      expect((await refusalOf(list('admin'))).message).toContain(DENIED);
      await list('auditor');
    });
  });

  it('takes a session that is older than it allows for none', async () => {
    await attach(policy(age, old));
    const key = await session(true);
    await list(key);
    vi.setSystemTime(Date.now() + 3_600_000);
    await list(key);
    vi.setSystemTime(Date.now() + 1_000);
    expect((await refusalOf(list(key))).message).toContain(DENIED);
  });

  it('names its condition where it cannot be told', async () => {
    await attach(policy({ IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } }));
    expect(await refusalOf(list('admin'))).toMatchObject({
      status: 501,
      message: 'The practice account does not model the condition ipaddress on aws:sourceip in policies.',
    });
  });

  it('does not hold for the root user', async () => {
    await attach(policy(present));
    await list(practice.root);
  });
});

describe('a bucket policy', () => {
  const bucket = 'ledger-ready';
  const bucketPolicy = (condition: object, more: object = {}): string =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`], Condition: { ...condition, ...more } }],
    });
  const put = (text: string) => practice.s3.send(new PutBucketPolicyCommand({ Bucket: bucket, Policy: text }));
  const objects = (who: SigningKey | string) => practice.as(who).send(new ListObjectsV2Command({ Bucket: bucket }));

  it('denies everybody without MFA, the root user too, unless it is exempted', async () => {
    await put(bucketPolicy(present));
    expect((await refusalOf(objects('admin'))).message).toContain('with an explicit deny in a resource-based policy');
    expect((await refusalOf(objects(practice.root))).message).toContain('with an explicit deny in a resource-based policy');
    await objects(await session(true));
    await put(bucketPolicy(present, { ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:root' } }));
    await objects(practice.root);
    expect((await refusalOf(objects('admin'))).code).toBe('AccessDenied');
  });

  it('cannot lock the root user out of the policy itself', async () => {
    await put(bucketPolicy(age));
    await practice.s3.send(new GetBucketPolicyCommand({ Bucket: bucket }));
    expect((await refusalOf(practice.as('admin').send(new DeleteBucketPolicyCommand({ Bucket: bucket })))).code).toBe('AccessDenied');
    await practice.s3.send(new DeleteBucketPolicyCommand({ Bucket: bucket }));
    expect(await refusalOf(practice.s3.send(new GetBucketPolicyCommand({ Bucket: bucket })))).toMatchObject({ code: 'NoSuchBucketPolicy', status: 404 });
  });

  it.each([
    ['no JSON', 'text', "Policies must be valid JSON and the first byte must be '{'"],
    ['no statement', '{}', 'Missing required field Statement'],
    ['another bucket', bucketPolicy(present).replaceAll(bucket, 'another-bucket'), 'Policy has invalid resource'],
    ['no principal', bucketPolicy(present).replace('"Principal":"*",', ''), 'Missing required field Principal'],
  ])('is refused with %s', async (_, text, message) => {
    expect(await refusalOf(put(text))).toMatchObject({ code: 'MalformedPolicy', status: 400, message });
  });
});

describe('SimulatePrincipalPolicy', () => {
  const simulate = async (entries: [string, string][], source = 'user/admin', actions = ['s3:ListAllMyBuckets', 's3:GetObject']) => {
    const { EvaluationResults = [] } = await clientsOf(practice, practice.root).iam.send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: `arn:aws:iam::111122223333:${source}`,
        ActionNames: actions,
        ContextEntries: entries.map(([ContextKeyName, value]) => ({ ContextKeyName, ContextKeyValues: [value], ContextKeyType: 'string' as const })),
      }),
    );
    return EvaluationResults.map(({ EvalActionName, EvalDecision, MissingContextValues }) => [EvalActionName, EvalDecision, MissingContextValues]);
  };

  it('takes keys that are not given for missing', async () => {
    await attach(policy(present));
    expect(await simulate([])).toEqual([
      ['s3:ListAllMyBuckets', 'explicitDeny', ['aws:multifactorauthpresent']],
      ['s3:GetObject', 'explicitDeny', ['aws:multifactorauthpresent']],
    ]);
  });

  it('takes the keys that are given, ages too', async () => {
    await attach(policy(age, old));
    expect(await simulate([['aws:MultiFactorAuthAge', '10']])).toEqual([
      ['s3:ListAllMyBuckets', 'allowed', []],
      ['s3:GetObject', 'allowed', []],
    ]);
    expect((await simulate([['aws:MultiFactorAuthAge', '3601']]))[0]?.[1]).toBe('explicitDeny');
  });

  it('tells a deny from a right that is not there', async () => {
    expect((await simulate([], 'user/intern'))[0]?.[1]).toBe('implicitDeny');
    expect((await simulate([], 'group/operators'))[0]?.[1]).toBe('implicitDeny');
    expect((await simulate([], 'user/auditor', ['s3:ListAllMyBuckets']))[0]?.[1]).toBe('allowed');
  });
});
