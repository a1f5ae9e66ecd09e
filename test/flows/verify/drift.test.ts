import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ACCOUNT, practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { OFF, ON } from '../../../src/sandbox/seed/table.js';
import { runVerify } from '../support/runs.js';

const fleet = { all: true, selection: { include: ['fleet-*'], exclude: [], tags: [], region: null } };

async function baselineOf(aws: PracticeContext, format: 'json' | 'ndjson'): Promise<string> {
  const run = await runVerify(aws, { ...fleet, format });
  const file = path.join(aws.home, `baseline.${format}`);
  writeFileSync(file, run.output);
  return file;
}

function change({ practice, clock }: PracticeContext): void {
  const { buckets } = practice.account;
  buckets.find('fleet-000001')?.setVersioning(OFF, clock.now());
  buckets.find('fleet-000010')?.setVersioning(ON, clock.now());
  buckets.remove('fleet-000002');
  buckets.create({ name: 'fleet-new', region: 'us-east-1', owner: ACCOUNT, createdAt: clock.now() });
}

const drift = {
  since: '2026-03-04T12:00:02.000Z',
  new: [{ name: 'fleet-new', account: ACCOUNT, before: null, after: 'unversioned' }],
  gone: [{ name: 'fleet-000002', account: ACCOUNT, before: 'on', after: null }],
  turnedOff: [{ name: 'fleet-000001', account: ACCOUNT, before: 'on', after: 'off' }],
  turnedOn: [{ name: 'fleet-000010', account: ACCOUNT, before: 'off', after: 'on' }],
  otherwise: [],
};

describe('compared with a baseline', () => {
  it.each(['json', 'ndjson'] as const)('in %s, verify says what is new, gone, turned off and turned on', async (format) => {
    const aws = await practiceContext({ buckets: 10 });
    const baseline = await baselineOf(aws, format);
    change(aws);

    const run = await runVerify(aws, { ...fleet, baseline, failOn: [] });

    expect(run).toMatchObject({ exitCode: 0, document: { changes: drift } });
    expect(run.lines.filter((line) => /TURNED OFF|turned on|new|gone/.test(line))).toHaveLength(4);
  });

  it('a change is a finding where it is to be', async () => {
    const aws = await practiceContext({ buckets: 10 });
    const baseline = await baselineOf(aws, 'json');

    expect(await runVerify(aws, { ...fleet, baseline, failOn: [], failOnChange: true })).toMatchObject({ exitCode: 0, document: { changes: { turnedOff: [], gone: [] } } });
    change(aws);
    expect(await runVerify(aws, { ...fleet, baseline, failOn: [], failOnChange: true })).toMatchObject({ exitCode: 1 });
  });

  it('names a bucket that was off and is suspended now', async () => {
    const aws = await practiceContext({ buckets: 10 });
    const baseline = await baselineOf(aws, 'json');
    aws.practice.account.buckets.find('fleet-000010')?.setVersioning({ status: 'Suspended', mfaDelete: null }, aws.clock.now());

    const run = await runVerify(aws, { ...fleet, baseline, failOn: [], failOnChange: true });

    expect(run).toMatchObject({ exitCode: 1, document: { changes: { turnedOff: [], otherwise: [{ name: 'fleet-000010', account: ACCOUNT, before: 'off', after: 'suspended' }] } } });
    expect(run.lines).toContain(`  changed     fleet-000010 in ${ACCOUNT} (was off, is suspended)`);
  });

  it('what was not asked for is not gone, and what could not be read has not changed', async () => {
    const aws = await practiceContext({ buckets: 10 });
    const baseline = await baselineOf(aws, 'json');
    const bucket = aws.practice.account.buckets.find('fleet-000003');
    if (bucket !== undefined) bucket.policy = JSON.stringify({ Statement: [{ Effect: 'Deny', Principal: '*', Action: 's3:GetBucketVersioning', Resource: 'arn:aws:s3:::fleet-000003' }] });

    const run = await runVerify(aws, { buckets: ['fleet-000001', 'fleet-000003'], baseline });

    expect(run).toMatchObject({ document: { changes: { new: [], gone: [], turnedOff: [], turnedOn: [] }, buckets: [{ verdict: 'on' }, { verdict: 'unknown' }] } });
  });

  it.each(['{"command":"enable","buckets":[]}', '{"type":"bucket","name":"a","verdict":"on"}', 'no JSON'])('which cannot be %s: exit 2', async (text) => {
    const aws = await practiceContext();
    const baseline = path.join(aws.home, 'other.json');
    writeFileSync(baseline, text);

    expect(await runVerify(aws, { ...fleet, baseline })).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
  });
});

describe('watching', () => {
  it('prints what changed from one run to the next, and nothing else, until Ctrl-C', async () => {
    const aws = await practiceContext({ buckets: 10 });
    aws.clock.onceSlept(() => change(aws));
    aws.clock.onceSlept(() => undefined);
    aws.clock.onceSlept(() => aws.interrupt());

    const run = await runVerify(aws, { ...fleet, watch: 900_000 });

    expect(run).toMatchObject({ exitCode: 130, failure: { kind: 'interrupted' } });
    expect(aws.clock.slept).toEqual([900_000, 900_000]);
    expect(run.lines.filter((line) => line.startsWith('Credentials:')), 'said again with each run').toHaveLength(1);
    expect(run.output.split('\n')).toEqual([
      '2026-03-04 12:15:02  TURNED OFF  fleet-000001 in 111122223333 (was on, is off)',
      '2026-03-04 12:15:02  turned on   fleet-000010 in 111122223333 (was off)',
      '2026-03-04 12:15:02  new         fleet-new in 111122223333 (unversioned)',
      '2026-03-04 12:15:02  gone        fleet-000002 in 111122223333 (was on)',
      '',
    ]);
  });

  it('prints a line of JSON for each change, and ends with 1 at the first where a change is a finding', async () => {
    const aws = await practiceContext({ buckets: 10 });
    aws.clock.onceSlept(() => change(aws));

    const run = await runVerify(aws, { ...fleet, watch: 60_000, format: 'ndjson', failOnChange: true });

    const lines = run.output.trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines).toContainEqual({ type: 'change', at: '2026-03-04T12:01:02.000Z', change: 'turnedOff', ...drift.turnedOff[0] });
    expect(lines).toHaveLength(4);
    expect(run.exitCode).toBe(1);
  });

  it('does not call a bucket new again and again that never could be read', async () => {
    const aws = await practiceContext({ buckets: 3, faults: ['access-denied=always@GetBucketVersioning'] });
    aws.clock.onceSlept(() => undefined);
    aws.clock.onceSlept(() => aws.interrupt());

    const run = await runVerify(aws, { ...fleet, watch: 60_000 });

    expect(run).toMatchObject({ exitCode: 130, output: '' });
  });

  it('goes on after a run that could not be made', async () => {
    const aws = await practiceContext({ buckets: 3 });
    aws.clock.onceSlept(() => aws.practice.account.faults.add({ name: 'access-denied', amount: 1, operation: 'ListBuckets' }));
    aws.clock.onceSlept(() => aws.practice.account.buckets.find('fleet-000001')?.setVersioning(OFF, aws.clock.now()));

    const run = await runVerify(aws, { ...fleet, watch: 60_000, failOnChange: true });

    expect(run.lines.join('\n')).toContain('s3:ListAllMyBuckets');
    expect(run.output).toContain('TURNED OFF  fleet-000001');
    expect(run.exitCode).toBe(1);
  });
});
