import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { practiceContext } from '../../support/practice-context.js';
import { sessionKey, userKey } from '../support/signers.js';
import { callsOf, rootKeysLeft, runDelete } from './support/runs.js';

const yes = { yes: true };

describe('consent', () => {
  test('is asked for, and no is no', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, {}, { script: [['Delete 1 root access key of account 111122223333 for good?', false]] });
    expect(isFailure(run.failure, 'declined')).toBe(true);
    expect(rootKeysLeft(aws)).toHaveLength(1);
  });

  test('is missing off a terminal without --yes', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, {});
    expect(isFailure(run.failure, 'missing-input')).toBe(true);
    expect(callsOf(aws)).not.toContain('DeleteAccessKey');
  });

  test('is not needed for a dry run, which sends nothing', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, { dryRun: true });
    expect(run).toMatchObject({ exitCode: 0, document: { dryRun: true, keys: [{ outcome: 'kept' }], record: null } });
    expect(callsOf(aws)).toEqual(['GetCallerIdentity', 'ListAccessKeys', 'GetAccessKeyLastUsed']);
  });
});

describe('a key that something else uses', () => {
  /** S3 used the key some minutes ago, and IAM has not heard of this run’s own calls yet. */
  async function usedByS3(minutesAgo: number) {
    const aws = await practiceContext({ faults: ['last-used-lag=60000'] });
    const { keys } = aws.practice.account;
    const key = keys.named(aws.practice.root.accessKeyId);
    if (key === undefined) throw new Error('there is no root key');
    key.uses = [{ at: Date.now() - minutesAgo * 60_000, service: 's3', region: 'eu-west-1' }];
    return aws;
  }

  test('is deleted only after a further question', async () => {
    const aws = await usedByS3(59);
    const run = await runDelete(aws, {}, { script: [['may that stop working', true], ['Delete 1 root access key', true]] });
    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain('2026-03-04 11:01 UTC, s3 in eu-west-1');
  });

  test.each([true, false])('stays where the answer is no, or nobody can be asked (terminal: %s)', async (isTerminal) => {
    const aws = await usedByS3(59);
    const run = await runDelete(aws, yes, isTerminal ? { script: [['may that stop working', false]] } : {});
    expect(isFailure(run.failure, 'key-in-use')).toBe(true);
    expect(run.exitCode).toBe(1);
    expect(rootKeysLeft(aws)).toHaveLength(1);
  });

  test.each([[61, 3_600_000], [59, 0]])('is not in use when it was used %i minutes ago and %i ms count as recent', async (minutes, recentMs) => {
    const aws = await usedByS3(minutes);
    expect((await runDelete(aws, { ...yes, recentMs })).exitCode).toBe(0);
  });
});

describe('who may', () => {
  test.each(['admin', 'auditor'] as const)('not the user %s', async (name) => {
    const aws = await practiceContext();
    const run = await runDelete(aws, yes, { signer: userKey(aws, name) });
    expect(isFailure(run.failure, 'not-root')).toBe(true);
    expect(run.exitCode).toBe(4);
  });

  test('not a session without MFA, to which IAM is closed', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, yes, { signer: sessionKey(aws, 'root') });
    expect(run.exitCode).toBe(4);
    expect(rootKeysLeft(aws)).toHaveLength(1);
  });

  test('a key that root does not have is a usage error', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, { ...yes, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    expect(isFailure(run.failure, 'usage')).toBe(true);
    expect(run.failure?.hints.join()).toContain(aws.practice.root.accessKeyId);
  });
});
