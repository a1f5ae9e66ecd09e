import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ACCOUNT, type FlowRun, NOON, practiceContext } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';
import { userKey } from '../support/signers.js';

const MEMBER = '444455556666';
const role = (account: string, name = 's3-auditor') => `arn:aws:iam::${account}:role/${name}`;
const everything = { all: true, selection: { include: [], exclude: ['fleet-*'], tags: [], region: null } };
const accountsIn = ({ document }: FlowRun) => document?.accounts as { account: string | null; credentials: string; buckets: number; error: { kind: string } | null }[];
const bucketsIn = ({ document }: FlowRun) => (document?.buckets as { name: string; account: string }[]).map(({ name, account }) => `${account} ${name}`);

describe('verify behind roles', () => {
  it('assumes each in turn, reads its account, and names the account of every bucket', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { ...everything, roleArns: [role(MEMBER), role(ACCOUNT)] }, { signer: userKey(aws, 'auditor') });

    expect(bucketsIn(run).slice(0, 3)).toEqual([`${MEMBER} member-records`, `${MEMBER} member-scratch`, `${ACCOUNT} archive-suspended`]);
    expect(accountsIn(run)).toMatchObject([
      { account: MEMBER, credentials: `role ${role(MEMBER)}`, buckets: 2, error: null },
      { account: ACCOUNT, error: null },
    ]);
    expect(run.head.principal).toBe(`arn:aws:iam::${ACCOUNT}:user/auditor`);
    expect(run.exitCode).toBe(1);
  });

  it('goes on when one cannot be assumed: exit 1 for what was found, and the account is said', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { ...everything, roleArns: [role(MEMBER, 'nobodys'), role(MEMBER)] }, { signer: userKey(aws, 'auditor') });

    expect(accountsIn(run)).toMatchObject([{ account: null, buckets: 0, error: { kind: 'access-denied' } }, { account: MEMBER, buckets: 2, error: null }]);
    expect(run).toMatchObject({ exitCode: 1, document: { complete: false } });
    expect(run.lines.filter((line) => line.startsWith('error:')).join()).toContain(role(MEMBER, 'nobodys'));
  });

  it('exits 3 when one cannot be assumed and the rest is as it should be', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { ...everything, roleArns: [role('999900001111'), role(MEMBER)], failOn: [] }, { signer: userKey(aws, 'auditor') });

    expect(run).toMatchObject({ exitCode: 3, document: { summary: { on: 1, off: 1, unknown: 0 } } });
  });

  it('fails as a whole when the one account there is cannot be opened', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { ...everything, roleArns: [role(MEMBER)] })).toMatchObject({ exitCode: 3, failure: { kind: 'access-denied', message: expect.stringContaining('sts:AssumeRole') } });
  });

  it.each([
    ['ids', `# our accounts\n${MEMBER}  records\n\n${ACCOUNT}\n`],
    ['what Organizations prints', JSON.stringify({ Accounts: [{ Id: MEMBER, Status: 'ACTIVE' }, { Id: '999900001111', Status: 'SUSPENDED' }, { Id: ACCOUNT, Status: 'ACTIVE' }] })],
  ])('takes the accounts from a file of %s', async (_name, text) => {
    const aws = await practiceContext();
    const file = path.join(aws.home, 'accounts.txt');
    writeFileSync(file, text);

    const run = await runVerify(aws, { ...everything, accounts: { file, roleName: 's3-auditor' } }, { signer: userKey(aws, 'auditor') });

    expect(accountsIn(run).map(({ account }) => account)).toEqual([MEMBER, ACCOUNT]);
  });

  it('assumes a role again when its session is about to run out', async () => {
    const aws = await practiceContext({ buckets: 30 });
    aws.onceAnswering('GetBucketVersioning', () => vi.setSystemTime(NOON + 3_590_000));

    const run = await runVerify(aws, { ...everything, selection: { ...everything.selection, exclude: [] }, roleArns: [role(ACCOUNT)], concurrency: 2 }, { signer: userKey(aws, 'auditor') });

    expect(aws.requests.filter(({ operation }) => operation === 'AssumeRole')).toHaveLength(2);
    expect(run).toMatchObject({ exitCode: 1, document: { complete: true, summary: { unknown: 0 } } });
  });
});

describe('verify with several profiles', () => {
  it('reads with each, and says which could not', async () => {
    const aws = await practiceContext();
    const section = (name: string, { accessKeyId, secretAccessKey }: { accessKeyId: string; secretAccessKey: string }) =>
      `[${name}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`;
    aws.writeProfiles(section('audit', userKey(aws, 'auditor')) + section('nothing', userKey(aws, 'intern')));

    const run = await runVerify(aws, { ...everything, profiles: ['audit', 'nothing'] }, { signer: null });

    expect(accountsIn(run)).toMatchObject([
      { account: ACCOUNT, credentials: 'profile audit', error: null },
      { account: null, credentials: 'profile nothing', buckets: 0, error: { kind: 'access-denied' } },
    ]);
    expect(run.head).toEqual({ account: null, partition: null, principal: null });
    expect(run.exitCode).toBe(1);
  });
});
