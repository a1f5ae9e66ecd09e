import { CreateAccessKeyCommand, DeleteAccessKeyCommand, GetAccountSummaryCommand, ListAccessKeysCommand, UpdateAccessKeyCommand } from '@aws-sdk/client-iam';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { AssumeRootCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, it } from 'vitest';
import { practiceAccount, type PracticeFixture } from '../support/practice-fixture.js';
import { clientsOf, keyOf, refusalOf, type SigningKey } from '../support/practice-clients.js';

const MEMBER = '444455556666';
const task = (name: string) => ({ arn: `arn:aws:iam::aws:policy/root-task/${name}` });

async function memberRoot(practice: PracticeFixture, name = 'IAMDeleteRootUserCredentials') {
  const { sts } = clientsOf(practice, keyOf(practice, 'admin'));
  const { Credentials } = await sts.send(new AssumeRootCommand({ TargetPrincipal: MEMBER, TaskPolicyArn: task(name) }));
  const { AccessKeyId = '', SecretAccessKey = '', SessionToken = '', Expiration } = Credentials ?? {};
  const key: SigningKey = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
  return { ...clientsOf(practice, key), Expiration };
}

it('is a quarter of an hour as the root user of the member account', async () => {
  const { sts, Expiration } = await memberRoot(await practiceAccount());
  expect(Expiration?.getTime()).toBe(Math.floor(Date.now() / 1000) * 1000 + 900_000);
  expect(await sts.send(new GetCallerIdentityCommand())).toMatchObject({ Account: MEMBER, Arn: `arn:aws:iam::${MEMBER}:root` });
});

it('lists and deletes the keys of that account, and those only', async () => {
  const practice = await practiceAccount();
  const { iam } = await memberRoot(practice);
  const keys = (await iam.send(new ListAccessKeysCommand())).AccessKeyMetadata ?? [];
  expect(keys.map(({ Status }) => Status)).toEqual(['Active', 'Inactive']);
  expect(await refusalOf(iam.send(new DeleteAccessKeyCommand({ AccessKeyId: practice.root.accessKeyId })))).toMatchObject({ code: 'NoSuchEntityException' });
  for (const { AccessKeyId } of keys) await iam.send(new DeleteAccessKeyCommand({ AccessKeyId }));
  expect((await iam.send(new ListAccessKeysCommand())).AccessKeyMetadata).toEqual([]);
});

it('can do nothing that its task does not name', async () => {
  const practice = await practiceAccount();
  const { iam, s3 } = await memberRoot(practice);
  const [key] = practice.account.member.keys.of(practice.account.member.people.root);
  const denied = { code: 'AccessDenied', status: 403 };
  expect(await refusalOf(iam.send(new UpdateAccessKeyCommand({ AccessKeyId: key?.accessKeyId, Status: 'Inactive' })))).toMatchObject(denied);
  expect(await refusalOf(iam.send(new CreateAccessKeyCommand()))).toMatchObject(denied);
  expect(await refusalOf(iam.send(new GetAccountSummaryCommand()))).toMatchObject(denied);
  const audit = await memberRoot(practice, 'IAMAuditRootUserCredentials');
  expect(await refusalOf(audit.iam.send(new DeleteAccessKeyCommand({ AccessKeyId: key?.accessKeyId })))).toMatchObject(denied);
  expect(await refusalOf(s3.send(new ListBucketsCommand()))).toMatchObject({ code: 'NotImplemented', status: 501 });
});

it('is not for the root user, nor for those without the right, nor for other accounts', async () => {
  const practice = await practiceAccount();
  const request = { TargetPrincipal: MEMBER, TaskPolicyArn: task('IAMDeleteRootUserCredentials') };
  for (const who of [practice.root, keyOf(practice, 'auditor')]) {
    expect(await refusalOf(clientsOf(practice, who).sts.send(new AssumeRootCommand(request)))).toMatchObject({ code: 'AccessDenied', status: 403 });
  }
  const elsewhere = clientsOf(practice, keyOf(practice, 'admin')).sts.send(new AssumeRootCommand({ ...request, TargetPrincipal: '999988887777' }));
  expect(await refusalOf(elsewhere)).toMatchObject({ code: 'AccessDenied', message: expect.stringContaining('sts:AssumeRoot on resource: arn:aws:iam::999988887777:root') });
});

it('lasts fifteen minutes at most, and knows two tasks', async () => {
  const practice = await practiceAccount();
  const { sts } = clientsOf(practice, keyOf(practice, 'admin'));
  const ask = (input: { DurationSeconds?: number; name?: string }) =>
    refusalOf(sts.send(new AssumeRootCommand({ TargetPrincipal: MEMBER, TaskPolicyArn: task(input.name ?? 'IAMDeleteRootUserCredentials'), ...input })));
  expect(await ask({ DurationSeconds: 901 })).toMatchObject({ code: 'ValidationError' });
  expect(await ask({ name: 'S3UnlockBucketPolicy' })).toMatchObject({ code: 'NotImplemented', status: 501 });
});
