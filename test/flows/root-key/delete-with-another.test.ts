import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { practiceContext } from '../../support/practice-context.js';
import { userKey } from '../support/signers.js';
import { callsOf, rootKeysLeft, runDelete, secondRootKey, section, sharedFile } from './support/runs.js';

const yes = { yes: true };

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
