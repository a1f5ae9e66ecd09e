import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from '../../support/temporary-home.js';
import { PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable } from '../support/runs.js';

const LOGS = 'logs-lifecycle';
const logs = () => ({ buckets: [LOGS], yes: true, mfaSerials: [PHONE], removeLifecycle: temporaryHome() });
const lifecycleOf = (aws: PracticeContext) => aws.practice.account.buckets.find(LOGS)?.lifecycle ?? null;
const operations = (aws: PracticeContext) => writesAmong(aws.requests).map(({ operation }) => operation);

/** The events of the only record. */
function recorded(aws: PracticeContext): string[] {
  const directory = path.join(aws.stateDirectory, 'records');
  const lines = readdirSync(directory).flatMap((name) => readFileSync(path.join(directory, name), 'utf8').trim().split('\n'));
  return lines.map((line) => (JSON.parse(line) as { event: string }).event);
}

describe('a lifecycle configuration that was set aside', () => {
  it.each(['reset', 'slow-down'])('is put back when the answer is lost (%s) and AWS goes on saying that nothing was changed', async (fault) => {
    const aws = await practiceContext({ faults: [`${fault}=once@PutBucketVersioning`] });
    const before = lifecycleOf(aws);

    const run = await runEnable(aws, { ...logs(), mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'unchanged', error: { kind: 'lost-answer' } }] } });
    expect(lifecycleOf(aws)).toEqual(before);
    expect(run.changes).toEqual(['nothing was changed']);
    expect(operations(aws)).toEqual(['DeleteBucketLifecycle', 'PutBucketVersioning', 'PutBucketLifecycleConfiguration']);
  });

  it('stays aside when the answer is lost after the change was made', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@PutBucketVersioning'] });

    const run = await runEnable(aws, { ...logs(), mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed', lifecycleBackup: expect.stringContaining(LOGS) }] } });
    expect(lifecycleOf(aws)).toBeNull();
    expect(run.changes).toEqual([`changed: \`${LOGS}\` (turn on MFA Delete)`, expect.stringContaining('was removed and is saved in')]);
  });

  it('is put back by a command that names the server, and so is what checks it every night', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...logs(), mfaCode: aws.code() });

    const server = `--endpoint-url ${aws.practice.endpoint}`;
    expect(run.narration).toMatch(new RegExp(`s3-mfa-delete disable ${LOGS} --restore-lifecycle \\S+ ${server}\``));
    expect(run.narration).toContain(`Check every night: \`s3-mfa-delete verify ${LOGS} ${server}\``);
  });

  it('is put back when a code is never given', async () => {
    const aws = await practiceContext();
    const before = lifecycleOf(aws);

    const run = await runEnable(aws, { ...logs(), mfaCode: '-' }, { stdin: [] });

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'failed', error: { kind: 'code-source' } }] } });
    expect(lifecycleOf(aws)).toEqual(before);
  });

  it('is put back on a SIGTERM that comes while it is being removed', async () => {
    const aws = await practiceContext();
    const before = lifecycleOf(aws);
    aws.onceAnswering('DeleteBucketLifecycle', () => aws.interrupt('terminated'));

    const run = await runEnable(aws, { ...logs(), mfaCode: aws.code() });

    expect(run.exitCode).toBe(143);
    expect(lifecycleOf(aws)).toEqual(before);
    expect(operations(aws)).toEqual(['DeleteBucketLifecycle', 'PutBucketLifecycleConfiguration']);
  });

  it('leaves its traces in the record, the removal before it happens', async () => {
    const aws = await practiceContext({ faults: ['codes-refused=9'] });
    let recordedByThen: string[] = [];
    aws.onceAnswering('DeleteBucketLifecycle', () => (recordedByThen = recorded(aws)));

    await runEnable(aws, { ...logs(), mfaCode: aws.code() });

    expect(recordedByThen).toEqual(['start', 'lifecycle-removing']);
    expect(recorded(aws)).toEqual(['start', 'lifecycle-removing', 'sending', 'result', 'lifecycle-restored', 'end']);
  });
});
