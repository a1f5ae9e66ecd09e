import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { PHONE, practiceContext, TOKEN } from '../../support/practice-context.js';
import { journalOf, summaryOf } from '../support/deletion-runs.js';
import { contentsOf, makeBucket, runPurge, write } from '../purge/support/runs.js';
import { changesAmong, deepBucket, keptWindowIn, ON, runWindow, windowFiles, windowOf } from './support/windows.js';

describe('a purge window', () => {
  it('turns MFA Delete off with one code, deletes without codes, and turns it on with another', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 2_500);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { error: null, summary: { planned: 2_500, deleted: 2_500, codesUsed: 2 } } });
    expect(changesAmong(aws)).toEqual(['Disabled', 'DeleteObjects', 'DeleteObjects', 'DeleteObjects', 'Enabled']);
    expect(aws.stateOf('attic')).toEqual(ON);
    expect(bucket.objects.size()).toBe(1);
    expect(journalOf(run)).toHaveLength(2_500);
    expect(windowOf(run)).toEqual({
      ...{ state: 'closed', openedAt: '2026-03-04T12:00:02.000Z', closedAt: '2026-03-04T12:00:30.000Z', closedBy: 'this-run' },
      ...{ maxSeconds: 900, plan: null, left: 0, lifecycleBackup: null },
    });
    expect(windowFiles(aws)).toEqual([]);
    expect(run.changes).toContain('the purge window of `attic` is closed, MFA Delete is on again');
  });

  it('has its whole plan and its own state on disk, for their owner alone, before MFA Delete is off', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    const seen: unknown[] = [];
    aws.onceAnswering('PutBucketVersioning', () => {
      const kept = keptWindowIn(aws);
      seen.push(windowFiles(aws), kept?.phase, aws.requests.filter(({ operation }) => operation === 'ListObjectVersions').length > 0);
      if (kept !== null) seen.push(statSync(kept.plan).size > 0);
    });
    aws.onceAnswering('DeleteObjects', () => void seen.push(keptWindowIn(aws)));

    await runWindow(aws);

    expect(seen).toEqual([
      ['attic-#-*.plan.ndjson 600', 'attic-#.json 600', 'attic-#.reserve 600'],
      ...['opening', true, true],
      expect.objectContaining({ phase: 'open', openedAt: '2026-03-04T12:00:02.000Z', serialNumbers: [PHONE], bucket: 'attic', account: aws.practice.accountId }),
    ]);
    expect(statSync(path.join(aws.stateDirectory, 'windows')).mode & 0o777).toBe(0o700);
  });

  it('has eight requests under way at the same time', async () => {
    const aws = await practiceContext({ faults: ['latency=200'] });
    const bucket = makeBucket(aws);
    // Keys that XML cannot carry are deleted one by one, so one page of the listing makes many requests.
    for (let index = 0; index < 16; index += 1) for (const daysAgo of [9, 5]) write(bucket, `k${index}\u0001`, daysAgo);
    const arrivals: number[] = [];
    for (let count = 0; count < 16; count += 1) aws.onceAnswering('DeleteObject', () => void arrivals.push(performance.now()));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 16 } } });
    const after = arrivals.map((arrival) => arrival - (arrivals[0] ?? 0));
    expect(after[7]).toBeLessThan(200);
    expect(after[8]).toBeGreaterThan(150);
    expect(after[15]).toBeLessThan(1_500);
  });

  it('needs no wait for its second code where there is a second device', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, { mfaSerials: [PHONE, TOKEN] });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { seconds: 0, codesUsed: 2 }, window: { openedAt: '2026-03-04T12:00:02.000Z', closedAt: '2026-03-04T12:00:02.000Z' } } });
    expect(aws.requests.flatMap(({ mfa }) => mfa?.split(' ')[0] ?? [])).toEqual([PHONE, TOKEN]);
  });

  it('carries out a saved plan, or leaves its own where it was asked to', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const daysAgo of [9, 7, 5]) write(bucket, 'a', daysAgo);
    const file = path.join(aws.home, 'plan.ndjson');
    await runPurge(aws, { keep: 1 }, { dryRun: true, planOut: file, confirm: undefined });

    const saved = await runWindow(aws, { basis: { by: 'plan', path: file } });
    const kept = path.join(aws.home, 'kept.ndjson');
    const again = await runWindow(aws, { planOut: kept });

    expect(saved).toMatchObject({ exitCode: 0, document: { summary: { deleted: 1 } } });
    expect(again).toMatchObject({ exitCode: 0, document: { plan: { file: kept }, summary: { deleted: 1 } } });
    expect([existsSync(file), existsSync(kept)]).toEqual([true, true]);
    expect(contentsOf(bucket)).toEqual(['a 5']);
    expect(readdirSync(path.join(aws.stateDirectory, 'windows'))).toEqual([]);
  });

  it('is not opened where nothing is to be deleted', async () => {
    const aws = await practiceContext();
    makeBucket(aws);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { window: { state: 'not-opened', openedAt: null } } });
    expect(changesAmong(aws)).toEqual([]);
    expect(windowFiles(aws)).toEqual([]);
  });
});

describe('the plan of a window', () => {
  it('names both ways, the risk and the shortest window, and changes nothing in a rehearsal', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 2_500);

    const run = await runWindow(aws, { dryRun: true, confirm: undefined, acceptsOpen: false });

    expect(run).toMatchObject({ exitCode: 0, document: { dryRun: true, window: { state: 'not-opened', left: 2_500, maxSeconds: 900 } } });
    expect(run.narration).toMatch(/through the window +2 +1 s\n.*without a window +3 +1 min\n/);
    expect(run.narration).toContain('The shortest window with one device is one code step');
    expect(run.narration).toContain('anyone with s3:DeleteObjectVersion, stolen keys included, can delete any version');
    expect(changesAmong(aws)).toEqual([]);
    expect(windowFiles(aws)).toEqual([]);
  });

  it('deletes nothing that became current, was replaced or was written since', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['a', 'b', 'c']) for (const daysAgo of [9, 5]) write(bucket, key, daysAgo);
    aws.onceAnswering('PutBucketVersioning', () => {
      // What was listed less than 30 s ago is not looked at again.
      vi.setSystemTime(Date.now() + 31_000);
      // The current version of b goes, so that the planned one is current; c gets another one.
      const current = bucket.objects.current('b');
      if (current !== undefined) bucket.objects.removeVersion(current);
      write(bucket, 'c', 0);
    });

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 1, document: { summary: { planned: 3, deleted: 2 }, leftAlone: { changed: 1 }, window: { state: 'closed', left: 0 } } });
    expect(contentsOf(bucket)).toEqual(['a 5', 'b 9', 'c 0', 'c 5']);
    expect(summaryOf(run).failed).toBe(0);
    expect(aws.stateOf('attic')).toEqual(ON);
  });
});
