import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOON, PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { furtherKeys } from '../support/root-keys.js';
import { runEnable, runVerify } from '../support/runs.js';
import { userKey } from '../support/signers.js';

/** No process has this id: Linux gives none beyond 2^22. */
const NOBODY = 2 ** 22 + 1;

/** Leaves a key and its note behind, as a run does that is killed; a note field may differ. */
function leave(aws: PracticeContext, note: Record<string, unknown> = {}, createdAt = NOON - 60_000): { accessKeyId: string; file: string } {
  const { keys, people } = aws.practice.account;
  const { accessKeyId } = keys.create(people.root, createdAt);
  const directory = path.join(aws.stateDirectory, 'ephemeral-keys');
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, 'left.json');
  const intent = { version: 1, account: '111122223333', endpoint: aws.practice.endpoint, intendedAt: new Date(NOON - 61_000).toISOString(), keysBefore: [aws.practice.root.accessKeyId], accessKeyId };
  writeFileSync(file, JSON.stringify({ ...intent, pid: NOBODY, host: hostname(), ...note }));
  return { accessKeyId, file };
}

/** A run that signs in as root and finds its bucket done already, with answers to what is asked beside. */
const laterRun = (aws: PracticeContext, ...answers: readonly (readonly [string, boolean])[]) =>
  runEnable(aws, { buckets: ['payments-protected'] }, { script: [['Which credentials', 'environment'], ...answers, ['Which device', PHONE]] });

describe('a root key that a killed run left', () => {
  it('is offered for deletion, and deleted with its note', async () => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws);

    const run = await laterRun(aws, [`Delete root access key …${accessKeyId.slice(-4)} (made 2026-03-04 11:59:02 UTC by a run that did not end properly)?`, true]);

    expect(run.exitCode).toBe(0);
    expect({ keys: furtherKeys(aws), note: existsSync(file) }).toEqual({ keys: [], note: false });
  });

  it('that is only known by its intent is found by what is new in the list', async () => {
    const aws = await practiceContext();
    const { file } = leave(aws, { accessKeyId: null });

    await laterRun(aws, ['(made 2026-03-04 11:59:02 UTC, after a run was cut off that was making one)?', true]);

    expect({ keys: furtherKeys(aws), note: existsSync(file) }).toEqual({ keys: [], note: false });
  });

  it.each([
    ['is known only by what is new', (): null => null],
    ['has the id in its note', (id: string): string => id],
  ])('is not the key that signs now, whatever the note says: one that %s', async (_how, noted) => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws);
    leave(aws, { accessKeyId: noted(accessKeyId) }, NOON - 3_600_000);
    const signer = aws.practice.account.keys.named(accessKeyId) ?? expect.unreachable('there is no such key');

    const run = await runEnable(aws, { buckets: ['payments-protected'] }, { signer, script: [['Which credentials', 'environment'], ['Which device', PHONE]] });

    expect(run.exitCode).toBe(0);
    expect(furtherKeys(aws)).toContain(accessKeyId);
    expect(existsSync(file)).toBe(true);
  });

  it('and that cannot be asked about now does not end a run that reads', async () => {
    const aws = await practiceContext({ faults: ['throttled=always@ListAccessKeys'] });
    const { accessKeyId, file } = leave(aws);

    const run = await runVerify(aws, { buckets: ['payments-protected'] });

    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain(`! an earlier run made root access key …${accessKeyId.slice(-4)}`);
    expect(existsSync(file)).toBe(true);
  });

  it('stays where the person does not confirm, with the command to type', async () => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws);

    const run = await laterRun(aws, ['Delete root access key …', false]);

    expect(run.lines).toContain(`  aws iam delete-access-key --access-key-id ${accessKeyId} --endpoint-url ${aws.practice.endpoint}`);
    expect({ keys: furtherKeys(aws), note: existsSync(file) }).toEqual({ keys: [accessKeyId], note: true });
  });

  it.each([
    ['is older than the note', {}, NOON - 3_600_000],
    ['was there before and has no id in the note', { accessKeyId: null, keysBefore: [] }, NOON - 3_600_000],
  ])('is not offered where the key %s', async (_why, note, createdAt) => {
    const aws = await practiceContext();
    const { accessKeyId } = leave(aws, note, createdAt);

    await laterRun(aws);

    expect(furtherKeys(aws)).toEqual([accessKeyId]);
  });

  it.each([
    ['another account', { account: '999900001111' }],
    ['another server', { endpoint: 'https://s3.amazonaws.com' }],
    ['a run that is still going', { pid: 1 }],
    ['nobody: the note is damaged', { version: 2 }],
  ])('is not offered where the note is of %s', async (_whose, note) => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws, note);

    const run = await laterRun(aws);

    expect({ keys: furtherKeys(aws), note: existsSync(file) }).toEqual({ keys: [accessKeyId], note: true });
    expect(run.narration.includes(`! \`${file}\` notes a root access key that a run made, and cannot be understood`)).toBe('version' in note);
  });

  it.runIf(process.platform === 'linux')('is offered at once where another program has the process id of its run by now', async () => {
    const aws = await practiceContext();
    const { accessKeyId } = leave(aws, { pid: 1, started: 'an earlier boot 4711' });

    await laterRun(aws, [`Delete root access key …${accessKeyId.slice(-4)}`, true]);

    expect(furtherKeys(aws)).toEqual([]);
  });

  it('that is gone is said, and its note removed: AWS decides', async () => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws, { intendedAt: new Date(NOON - 3_600_000).toISOString() });
    aws.practice.account.keys.remove(accessKeyId);

    const run = await laterRun(aws);

    expect(run.lines).toContain('The root access key of an earlier run (2026-03-04 11:00:02 UTC) is gone: AWS lists it no more.');
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ['off a terminal', (aws: PracticeContext) => runEnable(aws, { buckets: ['payments-protected'], mfaSerials: [PHONE], yes: true })],
    ['in a dry run', (aws: PracticeContext) => runEnable(aws, { buckets: ['payments-protected'], dryRun: true })],
    ['by verify', (aws: PracticeContext) => runVerify(aws, { buckets: ['payments-protected'] })],
    ['to an IAM user', (aws: PracticeContext) => runVerify(aws, { buckets: ['payments-protected'] }, { signer: userKey(aws, 'auditor') })],
  ])('is only told of %s', async (_where, laterOne) => {
    const aws = await practiceContext();
    const { accessKeyId, file } = leave(aws);

    const run = await laterOne(aws);

    expect(run.exitCode).toBe(0);
    expect(run.narration).toContain(`! an earlier run made root access key …${accessKeyId.slice(-4)} at 2026-03-04 11:59:01 UTC and may not have deleted it; as the root user:`);
    expect(writesAmong(aws.requests)).toEqual([]);
    expect({ keys: furtherKeys(aws), note: existsSync(file) }).toEqual({ keys: [accessKeyId], note: true });
  });
});
