import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { practiceContext } from '../../support/practice-context.js';
import { portalBefore } from '../support/storage-server.js';
import { sessionKey, userKey } from '../support/signers.js';
import { callsOf, rootKeysLeft, runDelete, secondRootKey, section, sharedFile } from './support/runs.js';

const yes = { yes: true };

describe('the key that signs', () => {
  test('deletes itself directly, and is then refused again and again over half a minute', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({
      exitCode: 0,
      document: { dryRun: false, keys: [{ accessKeyIdLast4: aws.practice.root.accessKeyId.slice(-4), deletedBy: 'itself', outcome: 'deleted', proof: 'refused', error: null }] },
    });
    expect(rootKeysLeft(aws)).toEqual([]);
    expect(callsOf(aws)).toEqual(['GetCallerIdentity', 'ListAccessKeys', 'GetAccessKeyLastUsed', 'DeleteAccessKey', ...Array<string>(7).fill('GetCallerIdentity InvalidClientTokenId')]);
    expect(aws.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(30_000);
  });

  test('that still signs for ten seconds is asked until it does not', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=10000'] });
    const run = await runDelete(aws, yes);
    expect(run.exitCode).toBe(0);
    expect(callsOf(aws).slice(4)).toEqual([...Array<string>(2).fill('GetCallerIdentity'), ...Array<string>(5).fill('GetCallerIdentity InvalidClientTokenId')]);
  });

  test('that signs for ever is not called deleted', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=999999'] });
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({ exitCode: 3, document: { keys: [{ outcome: 'unknown', proof: null, error: { kind: 'state-unknown' } }] } });
  });

  test.each(['lost-answer=once@DeleteAccessKey', 'error-after-apply=once@DeleteAccessKey'])('is deleted also where the answer is lost: %s', async (fault) => {
    const aws = await practiceContext({ faults: [fault] });
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({ exitCode: 0, document: { keys: [{ outcome: 'deleted', error: null }] } });
    expect(callsOf(aws).filter((call) => call.startsWith('DeleteAccessKey'))).toHaveLength(1);
    expect(run.narration).toContain('the answer to the request to delete root access key');
  });

  test('is deleted also where a proxy answered in the place of AWS, with status 200', async () => {
    const aws = await practiceContext();
    const { url } = await portalBefore(aws.practice.endpoint, 'DeleteAccessKey');
    const run = await runDelete(aws, yes, { endpointUrl: url });
    expect(run).toMatchObject({ exitCode: 0, document: { keys: [{ outcome: 'deleted', error: null }] } });
    expect(rootKeysLeft(aws)).toEqual([]);
  });

  test('is kept where the deletion never arrived', async () => {
    const aws = await practiceContext({ faults: ['reset=once@DeleteAccessKey'] });
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({ exitCode: 3, document: { keys: [{ outcome: 'kept', error: { kind: 'network' } }] } });
    expect(rootKeysLeft(aws)).toHaveLength(1);
  });

  test('is kept where AWS refuses the deletion', async () => {
    const aws = await practiceContext({ faults: ['throttled=always@DeleteAccessKey'] });
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({ exitCode: 3, document: { keys: [{ outcome: 'kept', error: { kind: 'throttled' } }] } });
    expect(aws.clock.slept).toEqual([]);
  });

  test('is touched alone: another root key stays', async () => {
    const aws = await practiceContext();
    const other = secondRootKey(aws);
    expect((await runDelete(aws, yes)).exitCode).toBe(0);
    expect(rootKeysLeft(aws)).toEqual([`${other.accessKeyId.slice(-4)} Active`]);
  });

  test('leaves a record of what was sent and proved', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, yes);
    const directory = path.join(aws.stateDirectory, 'records');
    const [name = ''] = readdirSync(directory);
    expect(run.document).toMatchObject({ record: path.join(directory, name) });
    const events = readFileSync(path.join(directory, name), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { event: string; exitCode?: number });
    expect(events.map(({ event }) => event)).toEqual(['key-start', 'key-deleting', 'key-deleted', 'key-proved-dead', 'end']);
  });
});

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

describe('with a second credential', () => {
  async function twoKeys(faults: string[] = []) {
    const aws = await practiceContext({ faults });
    const second = secondRootKey(aws);
    sharedFile(aws, 'credentials').write(`${section('first', aws.practice.root)}\n${section('second', second)}`);
    return { aws, second, options: { ...yes, signWith: 'second' }, run: { signer: null, profile: 'first' } };
  }

  test('the key is made inactive, proved dead, deleted, and proved gone', async () => {
    const { aws, second, options, run } = await twoKeys();
    const ending = await runDelete(aws, options, run);
    expect(ending).toMatchObject({ exitCode: 0, document: { keys: [{ deletedBy: 'another', outcome: 'deleted', proof: 'refused' }] } });
    expect(rootKeysLeft(aws)).toEqual([`${second.accessKeyId.slice(-4)} Active`]);
    const refusals = Array<string>(7).fill('GetCallerIdentity InvalidClientTokenId');
    expect(callsOf(aws).slice(4)).toEqual(['UpdateAccessKey', ...refusals, 'ListAccessKeys', 'DeleteAccessKey', ...refusals, 'ListAccessKeys']);
  });

  test('nothing is deleted while it cannot be proved that the key is inactive', async () => {
    const { aws, options, run } = await twoKeys(['old-key-lag=999999']);
    const ending = await runDelete(aws, options, run);
    expect(ending).toMatchObject({ exitCode: 3, document: { keys: [{ outcome: 'deactivated', error: { kind: 'state-unknown' } }] } });
    expect(callsOf(aws)).not.toContain('DeleteAccessKey');
  });

  test('a refused deletion leaves the key inactive, and says so', async () => {
    const { aws, options, run } = await twoKeys(['throttled=always@DeleteAccessKey']);
    const ending = await runDelete(aws, options, run);
    expect(ending).toMatchObject({ exitCode: 3, document: { keys: [{ outcome: 'deactivated', error: { kind: 'throttled' } }] } });
    expect(ending.changes.join()).toContain('was made inactive and not deleted');
  });

  test('the key itself is no second credential, and neither is somebody else', async () => {
    const { aws, run } = await twoKeys();
    sharedFile(aws, 'credentials').write(`${section('first', aws.practice.root)}\n${section('admin', userKey(aws, 'admin'))}`);
    expect(isFailure((await runDelete(aws, { ...yes, signWith: 'first' }, run)).failure, 'usage')).toBe(true);
    expect(isFailure((await runDelete(aws, { ...yes, signWith: 'admin' }, run)).failure, 'not-root')).toBe(true);
    expect(rootKeysLeft(aws)).toHaveLength(2);
  });

  test('a key whose secret is not here is proved gone by the list of keys', async () => {
    const aws = await practiceContext();
    const other = secondRootKey(aws);
    const ending = await runDelete(aws, { ...yes, accessKeyId: other.accessKeyId });
    expect(ending).toMatchObject({ exitCode: 0, document: { keys: [{ deletedBy: 'another', outcome: 'deleted', proof: 'not-listed' }] } });
    expect(rootKeysLeft(aws)).toEqual([`${aws.practice.root.accessKeyId.slice(-4)} Active`]);
  });

  test('a session of root deletes the only key there is', async () => {
    const aws = await practiceContext();
    const { people, keys } = aws.practice.account;
    const { accessKeyId, secretAccessKey, session } = keys.openSession(people.root, 3_600_000, Date.now());
    const signer = { accessKeyId, secretAccessKey, sessionToken: session?.token ?? '' };
    expect((await runDelete(aws, yes, { signer })).exitCode).toBe(0);
    expect(rootKeysLeft(aws)).toEqual([]);
    const again = await runDelete(aws, yes, { signer });
    expect(again).toMatchObject({ exitCode: 0, document: { keys: [], record: null } });
    expect(again.narration).toContain('nothing is left to delete');
  });

  test('a session of root has to be told which of two keys is meant', async () => {
    const aws = await practiceContext();
    const other = secondRootKey(aws);
    const { people, keys } = aws.practice.account;
    const { accessKeyId, secretAccessKey, session } = keys.openSession(people.root, 3_600_000, Date.now());
    const signer = { accessKeyId, secretAccessKey, sessionToken: session?.token ?? '' };
    const unsaid = await runDelete(aws, yes, { signer });
    expect(isFailure(unsaid.failure, 'missing-input')).toBe(true);
    expect(unsaid.failure?.hints.join()).toContain(`root-key delete ${other.accessKeyId}`);
    await runDelete(aws, yes, { signer, script: [['Which root access key?', `…${other.accessKeyId.slice(-4)}`]] });
    expect(rootKeysLeft(aws)).toEqual([`${aws.practice.root.accessKeyId.slice(-4)} Active`]);
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

describe('--assume-root', () => {
  const member = { ...yes, assumeRoot: '444455556666' };

  test('deletes every root key of the member account, and proves it by their list', async () => {
    const aws = await practiceContext();
    const run = await runDelete(aws, member, { signer: userKey(aws, 'admin') });
    expect(run).toMatchObject({
      exitCode: 0,
      head: { account: '444455556666', principal: 'arn:aws:iam::444455556666:root' },
      document: { keys: [{ status: 'Active', outcome: 'deleted', deletedBy: 'assumed-root', proof: 'not-listed' }, { status: 'Inactive', outcome: 'deleted' }] },
    });
    const { keys, people } = aws.practice.account.member;
    expect(keys.of(people.root)).toEqual([]);
    expect(rootKeysLeft(aws)).toHaveLength(1);
    expect(callsOf(aws)).not.toContain('UpdateAccessKey');
  });

  test('takes no root user, and nobody without the right', async () => {
    const aws = await practiceContext();
    expect((await runDelete(aws, member)).failure).toMatchObject({ kind: 'is-root', exitCode: 4 });
    expect((await runDelete(aws, member, { signer: userKey(aws, 'auditor') })).failure).toMatchObject({ kind: 'access-denied' });
    expect(aws.practice.account.member.keys.of(aws.practice.account.member.people.root)).toHaveLength(2);
  });
});

describe('Ctrl-C', () => {
  test('before the deletion changes nothing', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('GetAccessKeyLastUsed', () => aws.interrupt());
    const run = await runDelete(aws, yes);
    expect(run).toMatchObject({ exitCode: 130, changes: ['nothing was changed'] });
    expect(rootKeysLeft(aws)).toHaveLength(1);
  });

  test('while the deletion is sent waits for its answer, and says what was done', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('DeleteAccessKey', () => aws.interrupt('terminated'));
    const run = await runDelete(aws, yes);
    expect(run.exitCode).toBe(143);
    expect(run.changes.join()).toMatch(/root access key …\w{4} was deleted; whether it is gone everywhere was not proved yet/);
    expect(rootKeysLeft(aws)).toEqual([]);
  });
});
