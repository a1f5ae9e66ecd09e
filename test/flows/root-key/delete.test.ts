import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { portalBefore } from '../support/storage-server.js';
import { callsOf, rootKeysLeft, runDelete, secondRootKey } from './support/runs.js';

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
