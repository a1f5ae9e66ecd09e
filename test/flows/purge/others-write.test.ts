import { describe, expect, it, vi } from 'vitest';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { type FlowRun, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { journalOf, nameOf, summaryOf, versionsIn } from '../support/deletion-runs.js';
import { asked, ON, runWindow, windowOf } from '../purge-window/support/windows.js';
import { DAY, makeBucket, remove, runPurge, write } from './support/runs.js';

/** Of every key this many versions are old; the newest of all is current. */
const OLD = 5;
/** What the runs are asked for: what others write meanwhile has not been noncurrent for so long. */
const flags = { olderThanMs: DAY };

/**
 * A bucket of many pages, and the other administrator's work in it. The last keys are those that a run comes to last,
 * since a batch is made ready, and looked at for the last time, before its code is asked for:
 * `zz-hidden` lies under a delete marker, `zz-marked` has an old delete marker between two versions.
 */
function sharedBucket(aws: PracticeContext, keys: number) {
  const bucket = makeBucket(aws);
  for (let index = 0; index < keys; index += 1) for (let age = OLD; age >= 0; age -= 1) write(bucket, `k${String(index).padStart(4, '0')}`, 5 + age);
  const old = versionsIn(bucket).filter((version) => bucket.objects.current(version.key) !== version).map(nameOf);
  const hidden = { key: 'zz-hidden', versionId: write(bucket, 'zz-hidden', 9) };
  remove(bucket, 'zz-hidden', 5);
  const marked = { key: 'zz-marked', versionId: write(bucket, 'zz-marked', 9) };
  const marker = { key: 'zz-marked', versionId: remove(bucket, 'zz-marked', 7) };
  write(bucket, 'zz-marked', 5);
  const replaced = { key: 'zz-replaced', versionId: write(bucket, 'zz-replaced', 9) };
  write(bucket, 'zz-replaced', 5);
  const before = versionsIn(bucket);
  return { bucket, before, planned: [...old, ...[hidden, marked, marker, replaced].map(nameOf)], old, hidden, marked, marker, replaced };
}

type Shared = ReturnType<typeof sharedBucket>;

/** Puts a version on a key that was listed and one that was not, deletes an object, and writes a new one. */
function writeOnBothSides({ bucket }: Shared): void {
  for (const key of ['k0000', 'zz-marked', 'k0000~new']) write(bucket, key, 0);
  remove(bucket, 'k0001', 0);
}

/** Brings `zz-hidden` back by removing its marker, takes the current version off `zz-replaced`, and removes the old marker. */
function restoreTheLast({ bucket, marker }: Shared): void {
  removeCurrent(bucket, 'zz-hidden');
  removeCurrent(bucket, 'zz-replaced');
  const found = bucket.objects.find(marker.key, marker.versionId);
  if (found !== undefined) bucket.objects.removeVersion(found);
}

function removeCurrent({ objects }: Bucket, key: string): void {
  const current = objects.current(key);
  if (current !== undefined) objects.removeVersion(current);
}

/** Exactly the rest of the plan went and is journalled; what became current and what others wrote is all there. */
function expectOnlyThePlanGone(run: FlowRun, shared: Shared): void {
  const { bucket, before, old, hidden, marked, replaced } = shared;
  const gone = [...old, nameOf(marked)].toSorted();
  const left = versionsIn(bucket);
  const names = new Set(left.map(nameOf));
  expect(journalOf(run).map(nameOf).toSorted()).toEqual(gone);
  expect(gone.filter((name) => names.has(name))).toEqual([]);
  expect([hidden, replaced].map(({ key }) => bucket.objects.current(key)?.versionId)).toEqual([hidden.versionId, replaced.versionId]);
  // What others removed themselves: the marker and the version on top, and a marker of the plan.
  expect(before.filter((version) => !names.has(nameOf(version)))).toHaveLength(gone.length + 3);
  const written = left.map(({ sequence }) => sequence - before.length).filter((sequence) => sequence > 0).toSorted((a, b) => a - b);
  expect(written.length).toBeGreaterThan(4);
  expect(written).toEqual(written.map((_, index) => index + 1));
  expect(summaryOf(run)).toMatchObject({ planned: gone.length + 3, failed: 0, unknown: 0 });
}

describe('purge, while another administrator writes, deletes and restores', () => {
  it('with codes deletes nothing but its plan, keeps what became current before its code was there, and journals exactly what went', async () => {
    const aws = await practiceContext({ faults: ['others-write=20'] });
    const shared = sharedBucket(aws, 220);
    aws.onceAnswering('ListObjectVersions', () => writeOnBothSides(shared));
    aws.onceAnswering('DeleteObjects', () => {
      writeOnBothSides(shared);
      restoreTheLast(shared);
    });

    const run = await runPurge(aws, flags);

    expect(run).toMatchObject({ exitCode: 1, document: { leftAlone: { changed: 2 } } });
    expectOnlyThePlanGone(run, shared);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('through a window does the same, where it listed more than 30 seconds ago', async () => {
    const aws = await practiceContext({ faults: ['others-write=20'] });
    // More than the listings that are under way at the same time look at.
    const shared = sharedBucket(aws, 2_400);
    aws.onceAnswering('ListObjectVersions', () => writeOnBothSides(shared));
    aws.onceAnswering('PutBucketVersioning', () => {
      vi.setSystemTime(Date.now() + 31_000);
      aws.onceAnswering('ListObjectVersions', () => {
        writeOnBothSides(shared);
        restoreTheLast(shared);
      });
    });
    aws.onceAnswering('DeleteObjects', () => writeOnBothSides(shared));

    const run = await runWindow(aws, { basis: asked(flags) });

    expect(run).toMatchObject({ exitCode: 1, document: { leftAlone: { changed: 2 } } });
    expect(windowOf(run)).toMatchObject({ state: 'closed', left: 0 });
    expectOnlyThePlanGone(run, shared);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('through a window lists nothing again that it listed less than 30 seconds ago, and asks AWS to delete exactly that', async () => {
    const aws = await practiceContext();
    const shared = sharedBucket(aws, 400);
    aws.onceAnswering('PutBucketVersioning', () => {
      vi.setSystemTime(Date.now() + 20_000);
      restoreTheLast(shared);
    });

    const run = await runWindow(aws, { basis: asked(flags) });

    const operations = aws.requests.map(({ operation }) => operation);
    const whileOpen = operations.slice(operations.indexOf('PutBucketVersioning') + 1, operations.lastIndexOf('PutBucketVersioning'));
    expect(whileOpen.filter((operation) => operation === 'ListObjectVersions')).toEqual([]);
    expect(journalOf(run).map(nameOf).toSorted()).toEqual(shared.planned.toSorted());
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('through a window looks again after 30 seconds, and where the clock was set back', async () => {
    for (const [later, looks] of [[30_000, false], [30_001, true], [-1_000, true]] as const) {
      const aws = await practiceContext();
      sharedBucket(aws, 10);
      const before = aws.requests.length;
      aws.onceAnswering('PutBucketVersioning', () => vi.setSystemTime(Date.now() + later));
      await runWindow(aws, { basis: asked(flags) });
      const operations = aws.requests.slice(before).map(({ operation }) => operation);
      const whileOpen = operations.slice(operations.indexOf('PutBucketVersioning') + 1, operations.lastIndexOf('PutBucketVersioning'));
      expect(whileOpen.includes('ListObjectVersions'), `${later} ms later`).toBe(looks);
    }
  });
});
