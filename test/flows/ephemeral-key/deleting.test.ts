import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { NOON, PHONE, practiceContext } from '../../support/practice-context.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { writesAmong } from '../../support/seen-request.js';
import { furtherKeys, notesOnDisk } from '../support/root-keys.js';
import { runEnable } from '../support/runs.js';
import { consoleSession } from '../support/signers.js';
import { expectNothingLeft, OFF, ON, run, untilTheCode } from './support/runs.js';

describe('every ending', () => {
  const operations = ['CreateAccessKey', 'GetCallerIdentity', 'PutBucketVersioning'];
  const endings = operations.flatMap((operation) => [[operation, 'interrupted', 130], [operation, 'terminated', 143]] as const);

  it.each(endings)('a signal while AWS answers %s (%s) deletes the key: exit %i', async (operation, kind, exitCode) => {
    const aws = await practiceContext();
    aws.onceAnswering('CreateAccessKey', () => (operation === 'CreateAccessKey' ? aws.interrupt(kind) : aws.onceAnswering(operation, () => aws.interrupt(kind))));

    const { ended, signers } = await run(aws);

    expect(ended.exitCode).toBe(exitCode);
    expect(signers('DeleteAccessKey')).toEqual(['session: 200']);
    expect(aws.stateOf('ledger-ready')).toEqual(operation === 'PutBucketVersioning' ? ON : OFF);
    expect(ended.narration).not.toContain('still exists');
    expectNothingLeft(aws);
  });

  it.each([
    ['Ctrl-C at the question for the code', ctrlC, 130],
    ['a bug of this program', () => { throw new TypeError('undefined is not a function'); }, 70],
  ] as const)('%s deletes the key', async (_what, answer, exitCode) => {
    const aws = await practiceContext();

    const ended = await runEnable(aws, { buckets: ['ledger-ready'], ephemeralRootKey: true }, { signer: consoleSession(aws), script: [...untilTheCode, ['Code of', answer]] });

    expect(ended.exitCode).toBe(exitCode);
    expect(aws.stateOf('ledger-ready')).toEqual(OFF);
    expectNothingLeft(aws);
  });

  it('a code that is refused deletes the key: exit 5', async () => {
    const aws = await practiceContext();

    const { ended } = await run(aws, { mfaCode: aws.wrongCode() });

    expect(ended).toMatchObject({ exitCode: 5, document: { rootKey: { outcome: 'ephemeral' }, buckets: [{ outcome: 'failed' }] } });
    expectNothingLeft(aws);
  });

  it('a note that cannot be kept ends the run before a key is made', async () => {
    const aws = await practiceContext();
    mkdirSync(aws.stateDirectory, { recursive: true });
    writeFileSync(path.join(aws.stateDirectory, 'ephemeral-keys'), '');

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('the deletion', () => {
  it('is done by the key itself where the session has ended by then', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => void vi.setSystemTime(Date.now() + 3_600_000));

    const { ended, signers } = await run(aws, {}, consoleSession(aws, 900_000));

    expect(signers('DeleteAccessKey')).toEqual(['session: ExpiredToken', 'ephemeral key: 200']);
    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expectNothingLeft(aws);
  });

  it('is sent again where its answer was lost', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteAccessKey'] });

    const { ended, signers } = await run(aws);

    expect(signers('DeleteAccessKey')).toEqual(['session: no answer', 'session: NoSuchEntity']);
    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expectNothingLeft(aws);
  });

  it('that session and key are both refused: exit 3, the note stays, the command to type; the next run offers it', async () => {
    const aws = await practiceContext({ faults: ['iam-denied=2@DeleteAccessKey'] });

    const { ended, signers } = await run(aws);

    const [left = ''] = furtherKeys(aws);
    expect(signers('DeleteAccessKey')).toEqual(['session: AccessDenied', 'ephemeral key: AccessDenied']);
    expect(ended).toMatchObject({ exitCode: 3, document: { rootKey: { accessKeyIdLast4: left.slice(-4), outcome: 'kept' }, buckets: [{ outcome: 'changed' }] } });
    expect(ended.narration).toContain(`aws iam delete-access-key --access-key-id ${left}`);
    expect(notesOnDisk(aws)).toMatchObject([{ document: { accessKeyId: left } }]);
    const next = await runEnable(aws, { buckets: ['payments-protected'] }, { script: [['Which credentials', 'environment'], [`Delete root access key …${left.slice(-4)}`, true], ['Which device', PHONE]] });
    expect(next.lines).toContain(`✔ root access key …${left.slice(-4)} deleted`);
    expectNothingLeft(aws);
  });

  it('after which the key still signs for ten seconds is waited for', async () => {
    const aws = await practiceContext({ faults: ['old-key-lag=10000'] });

    const { ended } = await run(aws);

    expect(ended).toMatchObject({ exitCode: 0, document: { rootKey: { outcome: 'ephemeral' } } });
    expect(Date.now() - NOON).toBeGreaterThan(10_000);
    expectNothingLeft(aws);
  });
});
