import { describe, expect, it } from 'vitest';
import { type PracticeContext, practiceContext, type SigningKey } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';
import { sessionKey, userKey } from '../support/signers.js';

const three = ['payments-protected', 'ledger-ready', 'logs-lifecycle'];
const judged = [{ verdict: 'on' }, { verdict: 'off' }, { verdict: 'blocked' }];

describe('verify works with any credentials that may read', () => {
  it.each<[string, (aws: PracticeContext) => SigningKey]>([
    ['the root user’s key', (aws) => aws.practice.root],
    ['an IAM user with read rights', (aws) => userKey(aws, 'auditor')],
    ['a session without MFA', (aws) => sessionKey(aws, 'auditor')],
  ])('%s', async (_name, signer) => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: three }, { signer: signer(aws) })).toMatchObject({ exitCode: 1, document: { buckets: judged } });
  });

  it('and says in the head of its document who they are', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: three }, { signer: userKey(aws, 'auditor') });

    expect(run.head).toEqual({ account: '111122223333', partition: 'aws', principal: 'arn:aws:iam::111122223333:user/auditor' });
  });

  it('and says on stderr where they come from, as every command does', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = userKey(aws, 'auditor');
    aws.writeProfiles(`[audit]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n`);

    const fromVariables = await runVerify(aws, { buckets: three });
    const fromProfile = await runVerify(aws, { buckets: three }, { signer: null, profile: 'audit' });

    expect(fromVariables.lines[0]).toBe(`Credentials: the environment variables (AKIA…${aws.practice.root.accessKeyId.slice(-4)})`);
    expect(fromProfile.lines[0]).toBe(`Credentials: profile audit (AKIA…${accessKeyId.slice(-4)})`);
    expect(fromProfile.output).not.toContain('Credentials');
  });

  it('and asks nobody anything, also on a terminal', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: three }, { script: [] });

    expect(run.questions).toEqual([]);
  });

  it('and without rights calls every bucket unknown: exit 3', async () => {
    const aws = await practiceContext();

    const run = await runVerify(aws, { buckets: three }, { signer: userKey(aws, 'intern') });

    expect(run).toMatchObject({ exitCode: 3, document: { summary: { unknown: 3, off: 0 }, buckets: three.map((name) => ({ name, verdict: 'unknown', reason: 'AccessDenied', mfaDelete: null })) } });
  });
});

describe('verify without usable credentials', () => {
  it.each<[string, (aws: PracticeContext) => SigningKey | null, string]>([
    ['none at all', () => null, 'no-credentials'],
    ['a session that is over', (aws) => sessionKey(aws, 'auditor', -1), 'expired-credentials'],
    ['a key that AWS does not know', () => ({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }), 'unknown-access-key'],
    ['the secret of another key', (aws) => ({ ...aws.practice.root, secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }), 'wrong-secret-key'],
  ])('%s: exit 4, and no verdict at all', async (_name, signer, kind) => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { buckets: three }, { signer: signer(aws) })).toMatchObject({ exitCode: 4, document: null, failure: { kind } });
  });

  it('--all without the right to list: exit 3', async () => {
    const aws = await practiceContext();

    expect(await runVerify(aws, { all: true }, { signer: userKey(aws, 'intern') })).toMatchObject({ exitCode: 3, failure: { kind: 'access-denied', message: expect.stringContaining('s3:ListAllMyBuckets') } });
  });
});

describe('Ctrl-C during verify', () => {
  it.each(['HeadBucket', 'GetBucketVersioning'])('while AWS answers %s ends with 130 and no half result', async (operation) => {
    const aws = await practiceContext();
    aws.onceAnswering(operation, () => aws.interrupt());

    expect(await runVerify(aws, { buckets: three })).toMatchObject({ exitCode: 130, document: null, failure: { kind: 'interrupted' }, output: '' });
  });
});
