import { describe, expect, it, vi } from 'vitest';
import { type FlowRun, NOON, type PracticeContext, practiceContext, type SigningKey } from '../../support/practice-context.js';
import { runVerify } from '../support/runs.js';
import { sessionKey } from '../support/signers.js';

const fleet = { all: true, selection: { include: ['fleet-*'], exclude: [], tags: [], region: null } };
const summaryOf = ({ document }: FlowRun) => document?.summary as Record<string, number>;

describe('while many buckets are read', () => {
  it('one that was deleted after the listing is left out, and said', async () => {
    const aws = await practiceContext({ buckets: 5 });
    aws.onceAnswering('ListBuckets', () => aws.practice.account.buckets.remove('fleet-000003'));

    const run = await runVerify(aws, fleet);

    expect(run).toMatchObject({ exitCode: 0, document: { dropped: ['fleet-000003'], summary: { buckets: 4, on: 4 } } });
    expect(run.narration).toContain('Deleted since the listing, and left out: `fleet-000003`.');
  });

  it('one that was made anew in another region is read there', async () => {
    const aws = await practiceContext({ buckets: 3 });
    aws.onceAnswering('ListBuckets', () => {
      const { buckets } = aws.practice.account;
      buckets.remove('fleet-000002');
      buckets.create({ name: 'fleet-000002', region: 'eu-west-1', owner: aws.practice.accountId, createdAt: NOON });
    });

    const run = await runVerify(aws, fleet);

    expect(run.document?.buckets).toContainEqual(expect.objectContaining({ name: 'fleet-000002', region: 'eu-west-1', verdict: 'unversioned' }));
    expect(summaryOf(run)).toMatchObject({ buckets: 3, unknown: 0 });
  });

  it('SlowDown for minutes slows the run down, and every bucket is read', async () => {
    const aws = await practiceContext({ buckets: 40, faults: ['slow-down=20@GetBucketVersioning+10'] });

    // One after the other: on a frozen clock, waits that overlap would add up.
    const run = await runVerify(aws, { ...fleet, concurrency: 1 });

    expect(run).toMatchObject({ document: { complete: true, summary: { buckets: 40, unknown: 0 } } });
    expect(aws.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(120_000);
  });

  it('SlowDown without end gives up in the end: unknown, exit 3', async () => {
    const aws = await practiceContext({ buckets: 2, faults: ['slow-down=always@GetBucketVersioning'] });

    expect(await runVerify(aws, fleet)).toMatchObject({ exitCode: 3, document: { buckets: [{ verdict: 'unknown', reason: 'SlowDown' }, { verdict: 'unknown' }] } });
  });

  it('a broken connection is tried again', async () => {
    const aws = await practiceContext({ buckets: 20, faults: ['reset=3@GetBucketVersioning+5'] });

    expect(summaryOf(await runVerify(aws, fleet))).toMatchObject({ buckets: 20, unknown: 0 });
  });

  it('an endpoint that goes away half-way leaves what was read, the rest is unknown, and it is not asked over and over', async () => {
    const aws = await practiceContext({ buckets: 300 });
    let answered = 0;
    const stop = (): void => {
      answered += 1;
      if (answered === 40) void aws.practice.close();
      else aws.onceAnswering('GetBucketVersioning', stop);
    };
    aws.onceAnswering('GetBucketVersioning', stop);

    const run = await runVerify(aws, { ...fleet, concurrency: 4 });

    const { buckets, unknown = 0 } = summaryOf(run);
    expect(buckets).toBe(300);
    expect(unknown).toBeGreaterThan(250);
    expect(run.exitCode).toBe(1);
    expect(run.lines.filter((line) => line.startsWith('error:'))).toHaveLength(1);
  });

  it('denied buckets are unknown, each by itself', async () => {
    const aws = await practiceContext({ buckets: 10, faults: ['access-denied=2@GetBucketVersioning+3'] });

    const run = await runVerify(aws, { ...fleet, failOn: [] });

    expect(summaryOf(run)).toMatchObject({ buckets: 10, unknown: 2 });
    expect(run.lines.join('\n')).toContain('(and the same for 1 more)');
    expect(run.exitCode).toBe(3);
  });

  it('credentials that run out half-way and cannot be had anew leave what was read: exit 1 for a finding', async () => {
    const aws = await practiceContext({ buckets: 60 });
    const signer = sessionKey(aws, 'auditor', 600_000);
    let read = 0;
    const expire = (): void => {
      read += 1;
      if (read === 30) vi.setSystemTime(NOON + 660_000);
      else aws.onceAnswering('GetBucketVersioning', expire);
    };
    aws.onceAnswering('GetBucketVersioning', expire);

    const run = await runVerify(aws, { ...fleet, concurrency: 2 }, { signer });

    expect(run).toMatchObject({ exitCode: 1, document: { complete: false, accounts: [{ error: { kind: 'expired-credentials' } }] } });
    expect(summaryOf(run).buckets).toBe(60);
    expect(summaryOf(run).unknown).toBeGreaterThanOrEqual(28);
    // Those in flight found out by themselves; nobody else was sent out.
    expect(aws.requests.filter(({ errorCode }) => errorCode === 'ExpiredToken').length).toBeLessThanOrEqual(2);
  });

  it.each<[string, (aws: PracticeContext) => SigningKey | undefined]>([
    ['a long-term key', () => undefined],
    ['a session', (aws) => sessionKey(aws, 'auditor')],
  ])('a region that is not enabled is unknown and asked once, the others are read: with %s', async (_name, signerIn) => {
    const aws = await practiceContext({ buckets: 10, faults: ['opt-in-regions-off'] });
    const { buckets } = aws.practice.account;
    for (const name of ['fleet-000000-cape', 'fleet-cape-1', 'fleet-cape-2']) buckets.create({ name, region: 'af-south-1', owner: aws.practice.accountId, createdAt: NOON });

    const signer = signerIn(aws);
    const run = await runVerify(aws, { ...fleet, failOn: [], concurrency: 1 }, signer === undefined ? {} : { signer });

    expect(run).toMatchObject({ exitCode: 3, document: { complete: true, summary: { buckets: 13, unknown: 3 } } });
    expect(run.document?.buckets).toContainEqual(expect.objectContaining({ name: 'fleet-cape-2', region: 'af-south-1', verdict: 'unknown', reason: 'InvalidToken' }));
    expect(run.narration).toContain('region af-south-1 refuses these credentials, most likely because it is not enabled for this account (and the same for 2 more)');
    expect(run.narration).toContain('aws account enable-region --region-name af-south-1');
    expect(aws.requests.filter(({ errorCode }) => errorCode === 'InvalidToken')).toHaveLength(1);
  });

  it('a clock that is an hour off is learnt from the first answer', async () => {
    const aws = await practiceContext({ buckets: 5, faults: ['clock-skew=3600'] });

    expect(summaryOf(await runVerify(aws, fleet))).toMatchObject({ buckets: 5, unknown: 0 });
  });

  it('Ctrl-C prints what is known: exit 130', async () => {
    const aws = await practiceContext({ buckets: 60 });
    let read = 0;
    const interrupt = (): void => {
      read += 1;
      if (read === 20) aws.interrupt();
      else aws.onceAnswering('GetBucketVersioning', interrupt);
    };
    aws.onceAnswering('GetBucketVersioning', interrupt);

    const run = await runVerify(aws, { ...fleet, concurrency: 2 });

    expect(run).toMatchObject({ exitCode: 130, failure: null, document: { complete: false } });
    expect(summaryOf(run).buckets).toBeGreaterThanOrEqual(17);
    expect(summaryOf(run)).toMatchObject({ unknown: 0 });
    expect(run.output).toContain('fleet-000001');
    expect(run.lines.join('\n')).toContain('error: interrupted: nothing was changed; what was read until then follows');
  });
});

describe('how hard AWS is asked', () => {
  it('is bound by the rate', async () => {
    const aws = await practiceContext({ buckets: 20 });

    await runVerify(aws, { ...fleet, concurrency: 1, rate: 5 });

    expect(Date.now() - NOON).toBeGreaterThanOrEqual(4_000);
  });
});
