import { describe, expect, it } from 'vitest';
import { PHONE, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable } from '../support/runs.js';

const one = { buckets: ['ledger-ready'], yes: true, mfaSerials: [PHONE] };
const off = { versioning: 'Enabled', mfaDelete: 'Disabled' };
const on = { versioning: 'Enabled', mfaDelete: 'Enabled' };

describe('an answer that is lost', () => {
  it.each(['lost-answer', 'error-after-apply'])('after the change was made (%s): the state is read back and reported as changed', async (fault) => {
    const aws = await practiceContext({ faults: [`${fault}=once@PutBucketVersioning`] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed', after: on, error: null }] } });
    expect(run.narration).toMatch(/! `ledger-ready`: the answer to s3:PutBucketVersioning on `ledger-ready` was lost .*; reading the state back/);
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it.each(['reset', 'slow-down'])('before anything was changed (%s): reported as unchanged with exit 3, after AWS had its time', async (fault) => {
    const aws = await practiceContext({ faults: [`${fault}=once@PutBucketVersioning`] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'unchanged', before: off, after: off, error: { kind: 'lost-answer' } }] } });
    expect(run.changes).toEqual(['nothing was changed']);
    expect(run.lines).toContain('[ ] `ledger-ready`: MFA Delete is off');
    expect(run.lines).toContain('[ ] delete the root access key, once the buckets above are done:');
    expect(aws.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(15_000);
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('costs a fresh code when the command is run again, and does the rest', async () => {
    const aws = await practiceContext({ faults: ['reset=once@PutBucketVersioning'] });
    await runEnable(aws, { ...one, mfaCode: aws.code() });
    await aws.clock.sleep(30_000);

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed' }] } });
    const [first, second] = writesAmong(aws.requests);
    expect(first?.mfa).not.toBe(second?.mfa);
  });

  it('does not keep the other buckets from being changed', async () => {
    const aws = await practiceContext({ faults: ['reset=once@PutBucketVersioning'] });

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland'], yes: true }, { embedded: true });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'unchanged' }, { outcome: 'changed' }] } });
  });
});

describe('reads that lag behind a change', () => {
  it('are repeated until AWS shows it', async () => {
    const aws = await practiceContext({ faults: ['stale-reads=5000'] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed', after: on }] } });
    expect(aws.clock.slept).toEqual([500, 1_000, 2_000, 3_000]);
  });

  it('for longer than anybody waits: the state is unknown, exit 3, and what AWS says is reported', async () => {
    const aws = await practiceContext({ faults: ['stale-reads=600000'] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 3, document: { buckets: [{ outcome: 'unknown', after: off, error: { kind: 'state-unknown', message: 'AWS accepted the change and still says versioning on, MFA Delete off' } }] } });
    expect(run.changes).toEqual(['unknown: `ledger-ready`; ask `s3-mfa-delete verify ledger-ready` (turn on MFA Delete)']);
    expect(run.narration).toContain('hint: ask again in a few minutes: `s3-mfa-delete verify ledger-ready`');
  });

  it('that cannot be made any more: unknown, exit 4, and the rest of the run is not tried', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('PutBucketVersioning', () => aws.practice.account.faults.add({ name: 'revoked-key', amount: 0, operation: null }));

    const run = await runEnable(aws, { buckets: ['ledger-ready', 'backup-ireland', 'evidence-locked'], yes: true }, { embedded: true });

    expect(run).toMatchObject({
      exitCode: 4,
      document: {
        buckets: [
          { outcome: 'unknown', after: { versioning: null, mfaDelete: null }, error: { kind: 'state-unknown', message: 'the state could not be read back' } },
          { outcome: 'failed', error: { kind: 'unknown-access-key' } },
          { outcome: 'skipped' },
        ],
      },
    });
    expect(aws.stateOf('ledger-ready')).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });
});

describe('a clock that is wrong', () => {
  it.each([
    [3600, '60 minutes behind'],
    [-3600, '60 minutes ahead of'],
  ])('by %i s ends the run before a code is asked for: exit 3', async (seconds, words) => {
    const aws = await practiceContext({ faults: [`clock-skew=${seconds}`] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'clock-skew', message: `the clock of this machine is ${words} AWS’s` } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('by 45 s is said before a code is asked for, and costs none', async () => {
    const aws = await practiceContext({ faults: ['clock-skew=45'] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed' }] } });
    expect(run.lines).toContain(`! the clock of this machine is 45 s behind AWS’s: set it, or codes that are made on this machine will be refused`);
    expect(writesAmong(aws.requests)).toMatchObject([{ status: 200 }]);
  });

  it('by a few seconds is nothing to talk about', async () => {
    const aws = await practiceContext({ faults: ['clock-skew=5'] });

    expect((await runEnable(aws, { ...one, mfaCode: aws.code() })).narration).not.toContain('the clock of this machine');
  });
});
