import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fileSizeLimit } from '../../support/file-size-limit.js';
import { type FlowRun, PHONE, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { runEnable, throughThePlan, typesCodes } from '../support/runs.js';

const one = { buckets: ['ledger-ready'], yes: true, mfaSerials: [PHONE] };

function recordOf({ document }: FlowRun): { path: string; events: Record<string, unknown>[] } {
  const file = String(document?.record);
  return { path: file, events: eventsIn(file) };
}

function eventsIn(file: string): Record<string, unknown>[] {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('what reaches AWS', () => {
  it('has x-amz-mfa on the one request that needs it, with serial number and code', async () => {
    const aws = await practiceContext();
    const code = aws.code();

    await runEnable(aws, { ...one, mfaCode: code });

    expect(aws.requests.filter(({ mfa }) => mfa !== null)).toMatchObject([{ operation: 'PutBucketVersioning', mfa: `${PHONE} ${code}` }]);
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('names the owner it expects and both elements of the configuration', async () => {
    const aws = await practiceContext();

    await runEnable(aws, { buckets: ['ledger-ready', 'uploads-unversioned', 'vault-suspended'] }, { script: [...throughThePlan, ...typesCodes(aws, 3)] });

    const writes = writesAmong(aws.requests);
    expect(writes.map(({ expectedOwner }) => expectedOwner)).toEqual(['111122223333', '111122223333', '111122223333']);
    for (const { body } of writes) {
      expect(body).toContain('<MfaDelete>Enabled</MfaDelete>');
      expect(body).toContain('<Status>Enabled</Status>');
    }
  });

  it('comes in the order: who signs, devices, preflight, one write, read back', async () => {
    const aws = await practiceContext();

    await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, ...typesCodes(aws, 1)] });

    const operations = aws.requests.map(({ operation }) => operation);
    expect([...operations.slice(0, 1), ...operations.slice(1, 3).sort(), ...operations.slice(3, 5), ...operations.slice(5, 9).sort(), ...operations.slice(9)]).toEqual([
      'GetCallerIdentity',
      ...['ListMFADevices', 'ListVirtualMFADevices'],
      ...['HeadBucket', 'GetBucketVersioning'],
      ...['GetBucketLifecycleConfiguration', 'GetBucketPolicy', 'GetBucketReplication', 'GetObjectLockConfiguration'],
      ...['PutBucketVersioning', 'GetBucketVersioning'],
      ...['GetAccountSummary', 'ListAccessKeys'],
    ]);
  });
});

describe('the record of a run', () => {
  it('tells who did what, before and after, in files that only their owner may read', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    const record = recordOf(run);
    const off = { versioning: 'Enabled', mfaDelete: 'Disabled' };
    const on = { versioning: 'Enabled', mfaDelete: 'Enabled' };
    const requestId = aws.practice.account.calls.find(({ operation }) => operation === 'PutBucketVersioning')?.requestId;
    expect(record.events).toEqual([
      {
        ...{ time: '2026-03-04T12:00:02.000Z', event: 'start', command: 'enable', tool: 's3-mfa-delete/1.0.0', buckets: ['ledger-ready'] },
        identity: { account: '111122223333', arn: 'arn:aws:iam::111122223333:root', partition: 'aws', isRoot: true },
        ...{ accessKeyIdLast4: aws.practice.root.accessKeyId.slice(-4), endpoint: aws.practice.endpoint },
      },
      { time: '2026-03-04T12:00:02.000Z', event: 'sending', bucket: 'ledger-ready', before: off, wanted: on, serialNumber: PHONE },
      { time: '2026-03-04T12:00:02.000Z', event: 'result', bucket: 'ledger-ready', after: on, outcome: 'changed', requestId, error: null },
      { time: '2026-03-04T12:00:02.000Z', event: 'end', exitCode: 0 },
    ]);
    expect(statSync(record.path).mode & 0o777).toBe(0o600);
    expect(statSync(path.dirname(record.path)).mode & 0o777).toBe(0o700);
    expect(run.output).toContain(`record: ${record.path}\n`);
  });

  it('says that a request is about to go out before it does', async () => {
    const aws = await practiceContext();
    let written: unknown[] = [];
    aws.onceAnswering('PutBucketVersioning', () => {
      const records = path.join(aws.stateDirectory, 'records');
      written = readdirSync(records).flatMap((name) => eventsIn(path.join(records, name)).map(({ event }) => event));
    });

    await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(written).toEqual(['start', 'sending']);
  });

  it('has a line for every code that went out, also for refused ones, and never the code', async () => {
    const aws = await practiceContext();

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: [...throughThePlan, ['Code of', () => aws.wrongCode()], ['Code of', () => aws.code()]] });

    expect(recordOf(run).events.map(({ event }) => event)).toEqual(['start', 'sending', 'sending', 'result', 'end']);
  });

  it('that cannot be kept ends the run with exit 3 before a code is asked for', async () => {
    const aws = await practiceContext();
    mkdirSync(path.join(aws.home, '.local'));
    writeFileSync(path.join(aws.home, '.local', 'state'), 'a file where the directory should be');

    const run = await runEnable(aws, { buckets: ['ledger-ready'] }, { script: throughThePlan });

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'local-file' }, changes: ['nothing was changed'] });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it.each([
    ['changed', [], 'changed', { kind: 'local-file' }, 3],
    ['refused', ['codes-refused'], 'failed', { kind: 'code-refused' }, 5],
  ])('that can be kept no longer takes no outcome away: a bucket that was %s is reported', async (_what, faults, outcome, error, exitCode) => {
    const aws = await practiceContext({ faults });
    const records = path.join(aws.stateDirectory, 'records');
    const limit = fileSizeLimit();
    // What is in the record by then is all that fits on the disk.
    aws.onceAnswering('PutBucketVersioning', () => limit(Math.max(...readdirSync(records).map((name) => statSync(path.join(records, name)).size))));

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() }).finally(() => limit(null));
    // The kernel's signal arrives with the next turns of the event loop.
    for (let turn = 0; turn < 3; turn += 1) await setImmediate();

    expect(run).toMatchObject({ exitCode, failure: null, document: { buckets: [{ outcome, error }] } });
    expect(run.narration).toContain('error: the record of this run cannot be written');
  });

  it('ends with the exit code of a run that failed', async () => {
    const aws = await practiceContext({ faults: ['codes-refused'] });

    const run = await runEnable(aws, { ...one, mfaCode: aws.code() });

    expect(recordOf(run).events.slice(-2)).toMatchObject([{ event: 'result', outcome: 'failed', error: 'code-refused', requestId: expect.any(String) }, { event: 'end', exitCode: 5 }]);
  });
});
