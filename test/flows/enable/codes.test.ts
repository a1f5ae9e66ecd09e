import { describe, expect, it, vi } from 'vitest';
import { STEP_MS } from '../../../src/core/clock.js';
import { codeAt } from '../../../src/sandbox/people/authenticator.js';
import { NOON, PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable, throughThePlan } from '../support/runs.js';

const one = { buckets: ['ledger-ready'], yes: true, mfaSerials: [PHONE] };
const asked = 'Code of `root-account-mfa-device` to turn on MFA Delete on ledger-ready';

/** What the phone will show so many steps from now. */
function codeInSteps({ practice }: PracticeContext, steps: number): string {
  const secret = practice.mfaDevices.find(({ serialNumber }) => serialNumber === PHONE)?.secret;
  if (!secret) throw new Error('the phone has no secret');
  return codeAt(secret, Date.now() + steps * STEP_MS);
}

describe('a person’s code', () => {
  it('that is refused is said to be spent and asked for again, in the next step; it is not sent again', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, [asked, () => aws.wrongCode()], [asked, () => aws.code()]] });

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain('! that code was refused (TokenCodeInvalidError) and is spent [code-refused]');
    const writes = writesAmong(aws.requests);
    expect(writes.map(({ status }) => status)).toEqual([400, 200]);
    expect(new Set(writes.map(({ mfa }) => mfa)).size).toBe(2);
    expect(writes.map(({ at }) => at)).toEqual([NOON, NOON + 28_000]);
  });

  it('refused twice brings advice on clocks and devices', async () => {
    const aws = await practiceContext({ faults: ['codes-refused=2'] });

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, {
      script: [...throughThePlan, [asked, () => aws.code()], [asked, () => aws.code()], [asked, () => aws.code()]],
    });

    expect(run.exitCode).toBe(0);
    expect(run.lines.filter((line) => line.startsWith('! '))).toEqual([
      '! that code was refused (TokenCodeInvalidError) and is spent [code-refused]',
      '! that code was refused (TokenCodeInvalidError) and is spent [code-refused]',
      '! set the clock of the phone to automatic: a code is only right while the clock is',
      '! check the clock of this machine: it says 2026-03-04 12:00:30 UTC',
      '! check that the code is of `root-account-mfa-device`: apps list several entries with like names, and each device has its own codes',
      '! a hardware token that drifted is resynchronised in the IAM console, under Security credentials',
    ]);
    expect(writesAmong(aws.requests).map(({ status }) => status)).toEqual([400, 400, 200]);
  });

  it('that is no code is asked for again in place, and nothing is sent', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, [asked, 'correct horse battery'], [asked, () => aws.code()]] });

    expect(run.exitCode).toBe(0);
    expect(run.narration).not.toContain('correct horse');
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('typed in the last two seconds of its step is not sent', async () => {
    const aws = await practiceContext();
    const slowly = (): string => {
      const code = aws.code();
      vi.setSystemTime(NOON + 27_000);
      return code;
    };

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, [asked, slowly], [asked, () => aws.code()]] });

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain('! that code runs out now; it was not sent, type a new one');
    expect(writesAmong(aws.requests)).toMatchObject([{ status: 200, at: NOON + 28_000 }]);
  });
});

describe('--mfa-code', () => {
  it('holds one code, so two buckets are a usage error before any code is sent', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...one, buckets: ['ledger-ready', 'backup-ireland'], mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', message: '--mfa-code holds one code, and 2 buckets take one each' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('that is refused ends with exit 5; nothing was changed', async () => {
    const aws = await practiceContext({ faults: ['codes-refused'] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'failed', after: { mfaDelete: 'Disabled' }, error: { kind: 'code-refused', aws: { code: 'TokenCodeInvalidError' } } }] } });
    expect(aws.stateOf('ledger-ready')).toEqual({ status: 'Enabled', mfaDelete: null });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('that an earlier run sent is refused unsent, with exit 5', async () => {
    const aws = await practiceContext({ faults: ['codes-refused'] });
    const options = { ...one, mfaCode: aws.code() };
    await runEnable(aws, options);

    const run = await runEnable(aws, options);

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'failed', error: { kind: 'code-used', aws: null } }] } });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('that is not six digits is a usage error before anything is asked of the person or of S3', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...one, mfaCode: 'hunter2!' });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'invalid-code', message: expect.not.stringContaining('hunter2') } });
    expect(aws.requests.map(({ operation }) => operation)).toEqual(['GetCallerIdentity']);
  });

  it('is missing where nothing gives codes: exit 2', async () => {
    const aws = await practiceContext();

    expect(await runEnable(aws, one)).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', message: 'an MFA code is needed, and there is no terminal to ask on' } });
  });
});

describe('codes from standard input', () => {
  it('are used in order, each in a step of its own', async () => {
    const aws = await practiceContext();
    const [first, second] = [aws.code(), codeInSteps(aws, 1)];

    const run = await runEnable(aws, { ...one, buckets: ['ledger-ready', 'backup-ireland'], mfaCode: '-' }, { stdin: [first, '', second] });

    expect(run.exitCode).toBe(0);
    expect(writesAmong(aws.requests).map(({ mfa, status }) => [mfa, status])).toEqual([[`${PHONE} ${first}`, 200], [`${PHONE} ${second}`, 200]]);
  });

  it('that run out end the run with exit 5; the buckets before are changed', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...one, buckets: ['ledger-ready', 'backup-ireland', 'evidence-locked'], mfaCode: '-' }, { stdin: [aws.code()] });

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'changed' }, { outcome: 'failed', error: { kind: 'code-source' } }, { outcome: 'skipped', error: null }] } });
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });
});

describe('codes from a command', () => {
  it('come from S3_MFA_DELETE_MFA_PROCESS without anybody being asked', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, one, { env: { S3_MFA_DELETE_MFA_PROCESS: `echo "your code: ${aws.code()}"` } });

    expect(run).toMatchObject({ exitCode: 0, questions: [] });
  });

  it('that fails end the run with exit 5, and nothing was sent', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...one, mfaProcess: 'echo no code here' });

    expect(run).toMatchObject({ exitCode: 5, document: { buckets: [{ outcome: 'failed', error: { kind: 'code-source' } }] } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('two runs one after the other', () => {
  it('never use one step of a device twice: the second waits', async () => {
    const aws = await practiceContext();
    await runEnable(aws, { ...one, mfaCode: aws.code() });

    const run = await runEnable(aws, { buckets: ['backup-ireland'] }, { script: [...throughThePlan, ['to turn on MFA Delete on backup-ireland', () => aws.code()]] });

    expect(run.exitCode).toBe(0);
    expect(run.lines).toContain('Waiting 28 s for the next code of `root-account-mfa-device`');
    expect(writesAmong(aws.requests).map(({ status }) => status)).toEqual([200, 200]);
  });
});
