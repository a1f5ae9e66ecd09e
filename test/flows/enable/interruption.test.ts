import { describe, expect, it } from 'vitest';
import { PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { ctrlC, type ScriptLine } from '../../support/scripted-ui.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable, throughThePlan, typesCodes } from '../support/runs.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };
const off = { status: 'Enabled', mfaDelete: null };
const two = { buckets: ['ledger-ready', 'backup-ireland'] };
const firstOnly = ['changed: `ledger-ready` (turn on MFA Delete)', 'not changed: `backup-ireland` (turn on MFA Delete)'];

/** Every question of the wizard for two buckets, in order. */
const wizard = (aws: PracticeContext): ScriptLine[] => [
  ['Which credentials', 'Paste'],
  ['Access key id', () => aws.practice.root.accessKeyId],
  ['Secret access key', () => aws.practice.root.secretAccessKey],
  ['Which device', PHONE],
  ['Which buckets', ['ledger-ready', 'backup-ireland']],
  ['Turn on MFA Delete on 2 buckets', true],
  ['turn on MFA Delete on backup-ireland', () => aws.code()],
  ['turn on MFA Delete on ledger-ready', () => aws.code()],
];

describe('a plan that is not confirmed', () => {
  it('changes nothing: exit 1, no record', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, two, { script: [['Which credentials', 'environment'], ['Which device', PHONE], ['Turn on', false]] });

    const hints = ['to see the plan again without being asked: `s3-mfa-delete enable ledger-ready backup-ireland --dry-run`'];
    expect(run).toMatchObject({ exitCode: 1, failure: { kind: 'declined', message: 'not confirmed, so nothing was changed', hints }, changes: ['nothing was changed'] });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('needs --yes off a terminal: exit 2', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'], mfaSerials: [PHONE], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--yes')] } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('Ctrl-C', () => {
  it.each([0, 1, 2, 3, 4, 5, 6])('at question %i ends with 130 and changes nothing', async (index) => {
    const aws = await practiceContext();
    const script = wizard(aws).slice(0, index + 1);
    const [question] = script[index] ?? [''];

    const run = await runEnable(aws, {}, { signer: null, script: [...script.slice(0, index), [question, ctrlC]] });

    expect(run).toMatchObject({ exitCode: 130, changes: ['nothing was changed'] });
    expect(writesAmong(aws.requests)).toEqual([]);
    expect([aws.stateOf('ledger-ready'), aws.stateOf('backup-ireland')]).toEqual([off, off]);
  });

  it('at the second code keeps the first bucket as changed and says so exactly', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1), ['on backup-ireland', ctrlC]] });

    expect(run).toMatchObject({
      exitCode: 130,
      changes: firstOnly,
      document: { buckets: [{ name: 'ledger-ready', outcome: 'changed', after: { mfaDelete: 'Enabled' } }, { name: 'backup-ireland', outcome: 'skipped', after: { mfaDelete: 'Disabled' } }] },
    });
    expect(run.lines.slice(-2)).toEqual([
      `error: interrupted: ${firstOnly.join('; ')} [interrupted]`,
      '! the root access key still exists: delete it when you are done with it',
    ]);
    expect([aws.stateOf('ledger-ready'), aws.stateOf('backup-ireland')]).toEqual([on, off]);
  });

  it('after a refused code changes nothing', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, two, { script: [...throughThePlan, ['ledger-ready', () => aws.wrongCode()], ['ledger-ready', ctrlC]] });

    expect(run).toMatchObject({ exitCode: 130, changes: ['nothing was changed'] });
  });

  it('while waiting for the next code keeps the first bucket as changed', async () => {
    const aws = await practiceContext();
    aws.clock.onceSlept(() => aws.interrupt());

    const run = await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 130, changes: firstOnly });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('while a code is on its way waits for the answer, reads back and reports the truth', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => aws.interrupt());

    const run = await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 130, changes: firstOnly, document: { buckets: [{ outcome: 'changed', after: { mfaDelete: 'Enabled' } }, { outcome: 'skipped' }] } });
    expect(aws.stateOf('ledger-ready')).toEqual(on);
  });

  it('while the last code is on its way ends with 130 all the same, with everything changed', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => aws.interrupt());

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 130, document: { buckets: [{ outcome: 'changed' }] }, changes: ['changed: `ledger-ready` (turn on MFA Delete)'] });
  });

  it('while a code is on its way and the answer is lost as well still reads back', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@PutBucketVersioning'] });
    aws.onceAnswering('PutBucketVersioning', () => aws.interrupt());

    const run = await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 130, changes: firstOnly });
  });

  it.each(['GetCallerIdentity', 'ListMFADevices', 'HeadBucket', 'GetBucketPolicy'])('while AWS answers %s ends at once with 130', async (operation) => {
    const aws = await practiceContext();
    aws.onceAnswering(operation, () => aws.interrupt());
    const script = operation === 'GetCallerIdentity' || operation === 'ListMFADevices' ? throughThePlan.slice(0, 1) : throughThePlan.slice(0, 2);

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script });

    expect(run).toMatchObject({ exitCode: 130, failure: { kind: 'interrupted' }, changes: ['nothing was changed'] });
  });

  it('is safe: the same command again does what is left', async () => {
    const aws = await practiceContext();
    await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1), ['on backup-ireland', ctrlC]] });

    const run = await runEnable(aws, two, { script: [...throughThePlan, ['on backup-ireland', () => aws.code()]] });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'unchanged' }, { outcome: 'changed' }] } });
  });
});

describe('SIGTERM', () => {
  it('ends with 143 and says what was changed', async () => {
    const aws = await practiceContext();
    aws.clock.onceSlept(() => aws.interrupt('terminated'));

    const run = await runEnable(aws, two, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    expect(run).toMatchObject({ exitCode: 143, changes: firstOnly });
  });

  it('before anything was changed ends with 143', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('HeadBucket', () => aws.interrupt('terminated'));

    const run = await runEnable(aws, { buckets: ['ledger-ready'], yes: true }, { embedded: true });

    expect(run).toMatchObject({ exitCode: 143, failure: { kind: 'terminated' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});
