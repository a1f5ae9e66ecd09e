import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NOON, practiceContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { userKey } from '../support/signers.js';
import { BUCKET, contentsOf, DAY, makeBucket, remove, runPurge, write } from './support/runs.js';

const linesOf = (path: unknown): Record<string, unknown>[] =>
  readFileSync(String(path), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);

describe('--older-than and --keep', () => {
  it('delete what became noncurrent long ago and is not among the newest, with one code and a journal', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    const reports = [100, 80, 60, 40, 20].map((daysAgo) => write(bucket, 'a/report.txt', daysAgo));
    const old = write(bucket, 'b.txt', 90);
    remove(bucket, 'b.txt', 70);
    write(bucket, 'b.txt', 10);

    const run = await runPurge(aws, { olderThanMs: 30 * DAY, keep: 1 });

    expect(contentsOf(bucket)).toEqual(['a/report.txt 20', 'a/report.txt 40', 'b.txt 10', 'b.txt 70 x']);
    expect(run).toMatchObject({
      exitCode: 0,
      document: {
        plan: { seen: 8, versions: 4, deleteMarkers: 0, codes: 1, oldest: '2025-11-24T12:00:02.000Z', prefixes: [{ prefix: 'a/', versions: 3 }, { prefix: '', versions: 1 }] },
        summary: { planned: 4, deleted: 4, failed: 0, unknown: 0, codesUsed: 1 },
        leftAlone: { gone: 0, changed: 0 },
        error: null,
      },
    });
    expect(linesOf(run.document?.journal).map(({ key, versionId }) => [key, versionId])).toEqual([
      ...reports.slice(0, 3).reverse().map((versionId) => ['a/report.txt', versionId]),
      ['b.txt', old],
    ]);
    expect(run.output).toMatch(/^4 versions deleted for good \(102 bytes\), 1 code\njournal: .*\nrecord: /);
    expect(writesAmong(aws.requests)).toHaveLength(1);
  });

  it('count the time since a version became noncurrent, to the second', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['due', 'not-yet']) write(bucket, key, 300);
    write(bucket, 'due', 30);
    write(bucket, 'not-yet', 30 - 1 / 86_400);

    await runPurge(aws, { olderThanMs: 30 * DAY });

    expect(contentsOf(bucket)).toEqual(['due 30', `not-yet ${30 - 1 / 86_400}`, 'not-yet 300']);
  });

  it('keep to the prefix, the sizes and the globs', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    const keys = ['logs/a.txt', 'logs/big.txt', 'logs/tmp/a.txt', 'logs/a.bin', 'other/a.txt'];
    for (const key of keys) {
      write(bucket, key, 9, key.includes('big') ? 'x'.repeat(2000) : 'small');
      write(bucket, key, 5);
    }

    await runPurge(aws, { keep: 0, prefix: 'logs/', maxSize: 1000, include: ['*.txt'], exclude: ['*/tmp/*'] });

    expect(contentsOf(bucket).filter((line) => line.endsWith(' 9'))).toEqual(['logs/a.bin 9', 'logs/big.txt 9', 'logs/tmp/a.txt 9', 'other/a.txt 9']);
    expect(contentsOf(bucket).filter((line) => line.endsWith(' 5'))).toHaveLength(keys.length);
  });

  it('ask for nothing where there is nothing to do', async () => {
    const aws = await practiceContext();
    write(makeBucket(aws), 'a.txt', 9);

    const run = await runPurge(aws, { olderThanMs: 0 }, { confirm: undefined }, {});

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 0 }, journal: null, record: null } });
    expect(run.narration).toContain('✔ nothing to do');
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('a dry run', () => {
  it('is open to readers, changes nothing, and tells codes, time and the moment it would be done', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const key of ['a\u0001', 'b\u0001', 'c\u0001']) {
      write(bucket, key, 9);
      write(bucket, key, 5);
    }
    const before = contentsOf(bucket);

    const run = await runPurge(aws, { keep: 0 }, { dryRun: true, confirm: undefined }, { signer: userKey(aws, 'auditor') });

    expect(run).toMatchObject({
      exitCode: 0,
      document: { dryRun: true, plan: { versions: 3, codes: 3, seconds: 90, finishesAt: new Date(NOON + 90_000).toISOString(), file: null }, journal: null, record: null },
    });
    expect(run.narration).toContain('It takes 3 codes, a new one every 30 s: about 1 min 30 s, until 2026-03-04 12:01:32 UTC.');
    expect(run.output).toBe('would delete 3 versions\n');
    expect(contentsOf(bucket)).toEqual(before);
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});

describe('consent', () => {
  it('takes the name of the bucket: --yes is no answer off a terminal', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const daysAgo of [9, 5]) write(bucket, 'a', daysAgo);

    const run = await runPurge(aws, { keep: 0 }, { confirm: undefined }, { embedded: true });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input' } });
    expect(run.failure?.hints.join()).toContain(`--confirm ${BUCKET}`);
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('is typed on a terminal, and Enter alone stops', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws);
    for (const daysAgo of [9, 5]) write(bucket, 'a', daysAgo);

    const run = await runPurge(aws, { keep: 0 }, { confirm: undefined }, { embedded: true, script: [['To delete 1 version from attic for good, type the bucket', 'atic'], ['type the bucket', '']] });

    expect(run).toMatchObject({ exitCode: 1, failure: { kind: 'declined' } });
    expect(contentsOf(bucket)).toHaveLength(2);
  });

  it('comes after MFA Delete was found to be on; where it is off it takes --allow-unprotected, and no code', async () => {
    const aws = await practiceContext();
    const bucket = makeBucket(aws, BUCKET, 'Disabled');
    for (const daysAgo of [9, 5]) write(bucket, 'a', daysAgo);

    const refused = await runPurge(aws, { keep: 0 });
    const run = await runPurge(aws, { keep: 0 }, { allowUnprotected: true }, { signer: userKey(aws, 'admin') });

    expect(refused).toMatchObject({ exitCode: 1, failure: { kind: 'mfa-delete-off' } });
    expect(run).toMatchObject({ exitCode: 0, document: { plan: { requests: 1, codes: 0, finishesAt: null }, summary: { deleted: 1, codesUsed: 0 } } });
    expect(contentsOf(bucket)).toEqual(['a 5']);
  });
});
