import { describe, expect, it, vi } from 'vitest';
import type { Bucket } from '../../src/sandbox/storage/buckets.js';
import { type FlowRun, practiceContext, type PracticeContext } from '../support/practice-context.js';
import { bucketOf, deleting, journalOf, listFile, nameOf, restoring, summaryOf, unattended, versionsIn } from './support/deletion-runs.js';
import { ON, runWindow } from './purge-window/support/windows.js';
import { BUCKET, makeBucket, remove, runPurge, write } from './purge/support/runs.js';

const KEYS = ['a', 'b', 'c', 'd'];

/** What a command deletes of four objects, each a version under a delete marker, and how it is run. */
type Command = {
  name: string;
  /** Or the versions under them. */
  deletesMarkers: boolean;
  /** With the deletes, not only around them. */
  takesCodes: boolean;
  run: (aws: PracticeContext, wanted: { key: string; versionId: string }[]) => Promise<FlowRun>;
};

const commands: Command[] = [
  { name: 'delete-version', deletesMarkers: false, takesCodes: true, run: (aws, wanted) => deleting(aws, { bucket: BUCKET, from: listFile(aws, wanted), isConfirmed: true }, unattended) },
  { name: 'restore', deletesMarkers: true, takesCodes: true, run: (aws) => restoring(aws, { bucket: BUCKET, yes: true }, unattended) },
  { name: 'purge', deletesMarkers: false, takesCodes: true, run: (aws) => runPurge(aws, { keep: 0 }) },
  { name: 'purge --window', deletesMarkers: false, takesCodes: false, run: (aws) => runWindow(aws) },
];

describe.each(commands)('$name', ({ deletesMarkers, takesCodes, run }) => {
  async function started(...faults: string[]) {
    const aws = await practiceContext({ faults });
    const bucket = makeBucket(aws);
    for (const key of KEYS) write(bucket, key, 9);
    for (const key of KEYS) remove(bucket, key, 5);
    const all = versionsIn(bucket);
    const wanted = all.filter(({ content }) => (content === null) === deletesMarkers);
    return { aws, bucket, all: all.map(nameOf), wanted: wanted.map(nameOf), run: () => run(aws, wanted) };
  }

  /** What is gone was wanted and is in the journal, each once; the bucket is protected as before. */
  function expectGone(aws: PracticeContext, bucket: Bucket, ended: FlowRun, all: readonly string[], gone: readonly string[]): void {
    expect(versionsIn(bucket).map(nameOf)).toEqual(all.filter((name) => !gone.includes(name)));
    expect(journalOf(ended).map(nameOf).toSorted()).toEqual([...gone].toSorted());
    expect(summaryOf(ended)).toMatchObject({ planned: KEYS.length, deleted: gone.length, unknown: 0 });
    expect(aws.stateOf(BUCKET)).toEqual(ON);
  }

  it('names the keys that AWS refuses inside a 200, sends again what it was too busy for, and ends with exit 1', async () => {
    const { aws, bucket, all, wanted, run: start } = await started('key-errors=3');

    const ended = await start();

    expect(ended.exitCode).toBe(1);
    expect(ended.document?.failures).toMatchObject([{ key: 'a', code: 'AccessDenied' }, { key: 'b', code: 'NoSuchVersion' }]);
    expectGone(aws, bucket, ended, all, wanted.slice(2));
  });

  it('deletes nothing where AWS refuses the whole request, and says what it may be', async () => {
    const { aws, bucket, all, run: start } = await started('access-denied=always@DeleteObjects');

    const ended = await start();

    // With a code the answer may be about that: some servers say no more of a wrong one.
    const error = takesCodes ? { kind: 'code-refused', hints: expect.arrayContaining([expect.stringContaining('look for what denies s3:DeleteObjectVersion')]) } : { kind: 'access-denied' };
    expect(ended).toMatchObject({ exitCode: takesCodes ? 5 : 3, document: { error, journal: null } });
    expectGone(aws, bucket, ended, all, []);
  });

  it.each(['slow-down=2@DeleteObjects', 'lost-answer=once@DeleteObjects', 'codes-refused=1'])('comes to its end through %s, nothing twice, no code twice', async (fault) => {
    const { aws, bucket, all, wanted, run: start } = await started(fault);

    const ended = await start();

    expect(ended.exitCode).toBe(0);
    expectGone(aws, bucket, ended, all, wanted);
    const codes = aws.requests.flatMap(({ mfa }) => mfa ?? []);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it.each([600_000, -70_000])('comes to its end where the clock is set by %i ms', async (step) => {
    const { aws, bucket, all, wanted, run: start } = await started('slow-down=once@DeleteObjects');
    aws.onceAnswering('DeleteObjects', () => vi.setSystemTime(Date.now() + step));

    const ended = await start();

    expect(ended.exitCode).toBe(0);
    expectGone(aws, bucket, ended, all, wanted);
  });
});

it('purge --window deletes hostile names exactly, journals them exactly and shows them safely', async () => {
  const aws = await practiceContext();
  const bucket = bucketOf(aws, 'odd-names');
  const multibyte = `${'鍵🦊'.repeat(146)}é`;
  expect(Buffer.byteLength(multibyte)).toBe(1_024);
  for (const daysAgo of [9, 5]) for (const key of ['/leading', '\r', '<&>', multibyte]) write(bucket, key, daysAgo);
  const all = versionsIn(bucket);
  const noncurrent = all.filter((version) => bucket.objects.current(version.key) !== version).map(nameOf);

  const run = await runWindow(aws, { bucket: 'odd-names', confirm: 'odd-names' });

  expect(run.exitCode).toBe(0);
  expect(versionsIn(bucket).map(nameOf)).toEqual(all.map(nameOf).filter((name) => !noncurrent.includes(name)));
  expect(journalOf(run).map(nameOf).toSorted()).toEqual(noncurrent.toSorted());
  // eslint-disable-next-line no-control-regex
  expect(run.narration + run.output).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
});
