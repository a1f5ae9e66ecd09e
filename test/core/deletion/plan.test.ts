import { describe, expect, test } from 'vitest';
import { type DeletionPlan, planDeletion } from '../../../src/core/deletion/plan.js';
import type { ObjectVersion, VersionName } from '../../../src/core/versions/object-version.js';

type Entry = Partial<ObjectVersion> & { versionId: string };

const entry = (fields: Entry): ObjectVersion => ({ key: 'k', isDeleteMarker: false, isLatest: false, lastModified: 0, size: 1, ...fields });
const version = (versionId: string, at: number, more: Partial<ObjectVersion> = {}): ObjectVersion => entry({ versionId, lastModified: at, ...more });
const marker = (versionId: string, at: number, more: Partial<ObjectVersion> = {}): ObjectVersion => entry({ versionId, lastModified: at, isDeleteMarker: true, size: 0, ...more });
const current = { isLatest: true };

function planned(names: VersionName[], versions: ObjectVersion[], deleteMarkers: ObjectVersion[] = []): DeletionPlan {
  const planner = planDeletion(names);
  planner.visit({ versions, deleteMarkers });
  return planner.plan();
}

const k = (versionId: string): VersionName => ({ key: 'k', versionId });
const becomes = ({ aftermath }: DeletionPlan): string[] => aftermath.map((after) => `${after.becomes} ${after.version?.versionId ?? '-'}`);

describe('what becomes current', () => {
  const history = [version('3', 3000, current), version('2', 2000), version('1', 1000)];

  test('the current version stays where only older ones go', () => {
    expect(becomes(planned([k('2'), k('1')], history))).toEqual(['unchanged -']);
  });

  test('the next newest where the current one goes', () => {
    expect(becomes(planned([k('3')], history))).toEqual(['version 2']);
    expect(becomes(planned([k('3'), k('2')], history))).toEqual(['version 1']);
  });

  test('nothing where all go', () => {
    expect(becomes(planned([k('3'), k('2'), k('1')], history))).toEqual(['nothing -']);
  });

  test('a delete marker that comes up makes the object look deleted', () => {
    expect(becomes(planned([k('3')], [version('3', 3000, current), version('1', 1000)], [marker('m', 2000)]))).toEqual(['delete-marker m']);
  });

  test('a delete marker where nothing else is left', () => {
    expect(becomes(planned([k('3')], [version('3', 3000, current)], [marker('m', 2000)]))).toEqual(['delete-marker m']);
  });

  test('the newer of a version and a delete marker', () => {
    expect(becomes(planned([k('3')], [version('3', 3000, current), version('2', 2000)], [marker('m', 1000)]))).toEqual(['version 2']);
  });

  test('the object is back where its delete marker goes', () => {
    expect(becomes(planned([k('m')], [version('1', 1000)], [marker('m', 2000, current)]))).toEqual(['version 1']);
  });

  test('a version and a marker of the same second cannot be told apart', () => {
    expect(becomes(planned([k('3')], [version('3', 3000, current), version('1', 1000)], [marker('m', 1000)]))).toEqual(['unclear -']);
  });

  test('of the same second, the current one is known to be the newer', () => {
    expect(becomes(planned([k('1')], [version('2', 2000), version('1', 2000)], [marker('m', 2000, current)]))).toEqual(['unchanged -']);
  });
});

test('versions that are not there are told apart from those that are', () => {
  const plan = planned([k('9'), k('1'), { key: 'other', versionId: '1' }], [version('1', 1000, current)]);
  expect(plan.versions.map(({ versionId }) => versionId)).toEqual(['1']);
  expect(plan.absent).toEqual([k('9'), { key: 'other', versionId: '1' }]);
  expect(plan.aftermath.map(({ key }) => key)).toEqual(['k']);
});

test('a version id names a version of its own key only', () => {
  const plan = planned([{ key: 'a', versionId: 'null' }], [version('null', 1, { key: 'a' }), version('null', 2, { key: 'b' })]);
  expect(plan.versions.map(({ key }) => key)).toEqual(['a']);
});

test('versions come in the order of a listing: keys by their bytes, then from new to old', () => {
  const names = [k('1'), { key: '\u{1F600}', versionId: 'x' }, { key: '\ufffd', versionId: 'y' }, k('2')];
  const plan = planned(names, [version('2', 2000), version('1', 1000), version('y', 1, { key: '\ufffd' }), version('x', 1, { key: '\u{1F600}' })]);
  expect(plan.versions.map(({ versionId }) => versionId)).toEqual(['2', '1', 'y', 'x']);
});

test('versions and delete markers come in one order, of one second the current one first', () => {
  const names = [k('3'), k('m'), k('1'), { key: 'tied', versionId: 'v' }, { key: 'tied', versionId: 'n' }];
  const tied = { key: 'tied' };
  const plan = planned(names, [version('3', 3000, current), version('1', 1000), version('v', 1, tied)], [marker('m', 2000), marker('n', 1, { ...tied, ...current })]);
  expect(plan.versions.map(({ versionId }) => versionId)).toEqual(['3', 'm', '1', 'n', 'v']);
});

test('a thousand versions are one request, and one more is another', () => {
  const names = Array.from({ length: 1001 }, (_, index) => k(String(index)));
  expect([1, 1000, 1001].map((count) => planned(names.slice(0, count), names.map(({ versionId }) => version(versionId, 1))).batches)).toEqual([1, 1, 2]);
});

test('a key is settled with a delete marker too, and one that nobody asked for from the start', () => {
  const planner = planDeletion([k('3')]);
  expect([planner.isSettled('k'), planner.isSettled('other')]).toEqual([false, true]);
  planner.visit({ versions: [version('3', 3000, current)], deleteMarkers: [marker('m', 2000)] });
  expect(planner.isSettled('k')).toBe(true);
});

test('a key is settled once its versions and the next newest have been seen', () => {
  const planner = planDeletion([k('3'), k('2')]);
  planner.visit({ versions: [version('3', 3000, current)], deleteMarkers: [] });
  expect(planner.isSettled('k')).toBe(false);
  planner.visit({ versions: [version('2', 2000)], deleteMarkers: [] });
  expect(planner.isSettled('k')).toBe(false);
  planner.visit({ versions: [version('1', 1000)], deleteMarkers: [] });
  expect(planner.isSettled('k')).toBe(true);
});

test('a key is not settled while one that was asked for is missing, whatever was seen', () => {
  const planner = planDeletion([k('3'), k('1')]);
  planner.visit({ versions: [version('3', 3000, current), version('2', 2000)], deleteMarkers: [] });
  expect(planner.isSettled('k')).toBe(false);
  planner.visit({ versions: [version('1', 1000)], deleteMarkers: [] });
  expect(planner.isSettled('k')).toBe(true);
});

test('what goes and is seen once more is not taken for what stays', () => {
  const planner = planDeletion([k('3')]);
  for (const versions of [[version('3', 3000, current)], [version('3', 3000, current), version('2', 2000)]]) planner.visit({ versions, deleteMarkers: [] });
  expect(becomes(planner.plan())).toEqual(['version 2']);
});

test('a page that is seen twice changes nothing', () => {
  const planner = planDeletion([k('3')]);
  const page = { versions: [version('3', 3000, current), version('2', 2000)], deleteMarkers: [] };
  planner.visit(page);
  planner.visit(page);
  expect(becomes(planner.plan())).toEqual(['version 2']);
  expect(planner.plan().versions).toHaveLength(1);
});
