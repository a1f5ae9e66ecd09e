import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { emptyContent } from '../../../src/sandbox/seed/objects.js';
import { fileSizeLimit } from '../../support/file-size-limit.js';
import { NOON, PHONE, practiceContext, type PracticeContext, TOKEN } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { contentsOf, DAY, makeBucket, runPurge, write } from './support/runs.js';

/** Keys that XML cannot carry, with an old version each: every one takes a code of its own. */
function onePerCode(aws: PracticeContext, count: number): Bucket {
  const bucket = makeBucket(aws);
  for (let index = 0; index < count; index += 1) {
    write(bucket, `k${index}\u0001`, 9);
    write(bucket, `k${index}\u0001`, 5);
  }
  return bucket;
}

/** One key with so many noncurrent versions below a current one. */
function oneKey(aws: PracticeContext, noncurrent: number): Bucket {
  const bucket = makeBucket(aws);
  const content = emptyContent(100);
  for (let index = 0; index <= noncurrent; index += 1) bucket.objects.put('log', content, { versioning: 'Enabled', at: NOON - 30 * DAY + index * 1000 });
  return bucket;
}

const journalled = (aws: PracticeContext): string[] => {
  const directory = path.join(aws.stateDirectory, 'journals');
  return readdirSync(directory).flatMap((name) => readFileSync(path.join(directory, name), 'utf8').trimEnd().split('\n').map((line) => (JSON.parse(line) as { key: string }).key)).sort();
};

describe('a run of several codes', () => {
  it('deletes a thousand versions with each, and waits for the next', async () => {
    const aws = await practiceContext();
    const bucket = oneKey(aws, 2_500);

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 0, document: { plan: { codes: 3 }, summary: { planned: 2_500, deleted: 2_500, bytes: 250_000, codesUsed: 3, seconds: 58 } } });
    expect(bucket.objects.size()).toBe(1);
    expect(journalled(aws)).toHaveLength(2_500);
    expect(aws.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(60_000);
    expect(run.narration).toContain('1,000 of 2,500 versions done');
    expect(run.narration).toMatch(/root access key still exists: when you are done with it, delete it: `?s3-mfa-delete root-key delete/);
  });

  it('uses two devices in turn, which takes half the time', async () => {
    const aws = await practiceContext();
    onePerCode(aws, 4);

    const run = await runPurge(aws, { keep: 0 }, { mfaSerials: [PHONE, TOKEN] });

    expect(run.narration).toContain('It takes 4 codes, 2 devices in turn, each with a new one every 30 s: about 1 min');
    expect(writesAmong(aws.requests).map(({ mfa }) => mfa?.split(' ')[0])).toEqual([PHONE, TOKEN, PHONE, TOKEN]);
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { seconds: 60 }, summary: { deleted: 4, codesUsed: 4, seconds: 28 } } });
  });

  it('takes the next code for the same versions when one is refused on the way', async () => {
    const aws = await practiceContext();
    const bucket = onePerCode(aws, 3);
    aws.onceAnswering('DeleteObject', () => aws.practice.account.faults.add({ name: 'codes-refused', amount: 1, operation: null }));

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3, failed: 0, codesUsed: 4 } } });
    expect(contentsOf(bucket)).toHaveLength(3);
    expect(new Set(writesAmong(aws.requests).map(({ mfa }) => mfa)).size).toBe(4);
  });

  it('finds out what a lost answer did, and sends nothing of it again', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteObjects'] });
    const bucket = makeBucket(aws);
    for (const key of ['a', 'b']) for (const daysAgo of [9, 5]) write(bucket, key, daysAgo);

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 2, unknown: 0, codesUsed: 1 } } });
    expect(contentsOf(bucket)).toEqual(['a 5', 'b 5']);
    expect(journalled(aws)).toEqual(['a', 'b']);
  });

  it('stops between two batches on Ctrl-C, says what is gone, and a second run does the rest', async () => {
    const aws = await practiceContext();
    const bucket = onePerCode(aws, 3);
    aws.clock.onceSlept(() => aws.interrupt());

    const run = await runPurge(aws, { keep: 0 });
    const left = contentsOf(bucket).length;
    const again = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 130, document: { summary: { planned: 3, deleted: 1, codesUsed: 1 }, error: { kind: 'interrupted' } } });
    expect(run.narration).toContain('interrupted: deleted for good: 1 of 3 versions in `attic`');
    expect(left).toBe(5);
    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 2, deleted: 2 } } });
    expect(journalled(aws)).toEqual(['k0\u0001', 'k1\u0001', 'k2\u0001']);
  });

  it('stops when somebody turns MFA Delete off meanwhile, and says so', async () => {
    const aws = await practiceContext();
    const bucket = onePerCode(aws, 3);
    aws.onceAnswering('DeleteObject', () => bucket.setVersioning({ status: 'Enabled', mfaDelete: 'Disabled' }, Date.now()));

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 1, document: { summary: { deleted: 1, codesUsed: 1 }, error: { kind: 'mfa-delete-off' } } });
    expect(contentsOf(bucket)).toHaveLength(5);
  });

  it('stops with exit 4 when the key is revoked meanwhile, the journal whole', async () => {
    const aws = await practiceContext();
    const bucket = onePerCode(aws, 3);
    aws.onceAnswering('DeleteObject', () => aws.practice.account.faults.add({ name: 'revoked-key', amount: 0, operation: null }));

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 4, document: { summary: { planned: 3, deleted: 1 } } });
    expect(contentsOf(bucket)).toHaveLength(5);
    expect(journalled(aws)).toEqual(['k0\u0001']);
  });

  it('names what Object Lock keeps, and ends with exit 1', async () => {
    const aws = await practiceContext();
    const bucket = onePerCode(aws, 2);
    const held = bucket.objects.put('held', emptyContent(1), { versioning: 'Enabled', at: NOON - 9 * DAY }, { retention: null, legalHold: true });
    write(bucket, 'held', 5);

    const run = await runPurge(aws, { keep: 0 });

    expect(run).toMatchObject({ exitCode: 1, document: { summary: { planned: 3, deleted: 2, failed: 1 }, failures: [{ key: 'held', versionId: held.versionId, code: 'AccessDenied' }] } });
  });

  it('notices a full disk before the next code: what was deleted is in the journal, whole', async () => {
    const aws = await practiceContext();
    const bucket = oneKey(aws, 2_500);
    const limit = fileSizeLimit();
    aws.onceAnswering('DeleteObjects', () => limit(300_000));

    const run = await runPurge(aws, { keep: 0 });
    limit(null);

    expect(run).toMatchObject({ exitCode: 3, document: { summary: { deleted: 1_000, codesUsed: 1 }, error: { kind: 'local-file' } } });
    expect([bucket.objects.size(), journalled(aws).length]).toEqual([1_501, 1_000]);
  });

  it('goes on with codes of the time that it is, where the clock is set on or back', async () => {
    for (const step of [600_000, -70_000]) {
      const aws = await practiceContext();
      const bucket = onePerCode(aws, 3);
      aws.onceAnswering('DeleteObject', () => vi.setSystemTime(Date.now() + step));

      const run = await runPurge(aws, { keep: 0 });

      expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3, failed: 0 } } });
      expect([contentsOf(bucket).length, journalled(aws).length]).toEqual([3, 3]);
      expect(new Set(writesAmong(aws.requests).map(({ mfa }) => mfa)).size).toBe(3);
    }
  });

  it('is refused with one static code before anything is asked', async () => {
    const aws = await practiceContext();
    onePerCode(aws, 2);

    const run = await runPurge(aws, { keep: 0 }, { mfaCode: aws.code() }, {});

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});
