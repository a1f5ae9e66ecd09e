import { describe, expect, test } from 'vitest';
import { type DeletedKey, deletedKeys, type DeletionSpan } from '../../../src/core/deletion/deleted-keys.js';
import type { ObjectVersion } from '../../../src/core/versions/object-version.js';

type Page = { versions: ObjectVersion[]; deleteMarkers: ObjectVersion[] };
const always: DeletionSpan = { after: null, before: null };

const version = (versionId: string, at: number, more: Partial<ObjectVersion> = {}): ObjectVersion => ({ key: 'k', versionId, isDeleteMarker: false, isLatest: false, lastModified: at, size: 1, ...more });
const marker = (versionId: string, at: number, more: Partial<ObjectVersion> = {}): ObjectVersion => ({ ...version(versionId, at, more), isDeleteMarker: true, size: 0 });
const current = { isLatest: true };

async function found(pages: Page[], span = always): Promise<string[]> {
  const source = async function* () {
    yield* pages;
  };
  const all: DeletedKey[] = [];
  for await (const key of deletedKeys(source(), span)) all.push(key);
  return all.map(({ key, markers, comesBack, stays }) => `${key}: ${markers.map(({ versionId }) => versionId).join('+')} → ${stays ?? comesBack?.versionId}`);
}

const page = (versions: ObjectVersion[], deleteMarkers: ObjectVersion[] = []): Page => ({ versions, deleteMarkers });

describe('a key is deleted where its current version is a delete marker', () => {
  test('and what comes back is the newest version', async () => {
    expect(await found([page([version('2', 200), version('1', 100)], [marker('m', 300, current)])])).toEqual(['k: m → 2']);
  });

  test('none where nothing is listed', async () => {
    expect(await found([])).toEqual([]);
    expect(await found([page([])])).toEqual([]);
  });

  test('not where the marker is an old one', async () => {
    expect(await found([page([version('2', 300, current), version('1', 100)], [marker('m', 200)])])).toEqual([]);
  });

  test('not where none of its markers is the current one: something was written while it was read', async () => {
    expect(await found([page([version('1', 100)], [marker('m', 200)])])).toEqual([]);
  });

  test('markers on top of one another go together', async () => {
    expect(await found([page([version('1', 100)], [marker('n', 300, current), marker('m', 200)])])).toEqual(['k: n+m → 1']);
  });

  test('but no marker below a version', async () => {
    expect(await found([page([version('2', 300), version('1', 100)], [marker('n', 400, current), marker('m', 200)])])).toEqual(['k: n → 2']);
  });

  test('a marker of the same second as a version counts as the older, unless it is current', async () => {
    expect(await found([page([version('1', 300)], [marker('n', 300, current), marker('m', 300)])])).toEqual(['k: n → 1']);
  });

  test('with nothing but markers, nothing can come back', async () => {
    expect(await found([page([], [marker('m', 300, current)])])).toEqual(['k: m → nothing-left']);
  });
});

describe('wherever a page ends', () => {
  const a = { key: 'a' };
  const b = { key: 'b' };
  const whole = page([version('a1', 100, a), version('b1', 100, b)], [marker('am', 300, { ...a, ...current }), marker('an', 200, a), marker('bm', 300, { ...b, ...current })]);

  test('in one page', async () => {
    expect(await found([whole])).toEqual(['a: am+an → a1', 'b: bm → b1']);
  });

  test('in a page for each entry, empty ones in between', async () => {
    const pages = [
      page([], [marker('am', 300, { ...a, ...current })]),
      page([]),
      page([], [marker('an', 200, a)]),
      page([version('a1', 100, a)]),
      page([], [marker('bm', 300, { ...b, ...current })]),
      page([version('b1', 100, b)]),
    ];
    expect(await found(pages)).toEqual(['a: am+an → a1', 'b: bm → b1']);
  });

  test('a version of an earlier page is newer than a marker of a later one, even of the same second', async () => {
    expect(await found([page([], [marker('n', 300, current)]), page([version('2', 200)]), page([version('1', 200)], [marker('m', 200)])])).toEqual(['k: n → 2']);
  });
});

describe('only deletions of the given time are undone', () => {
  const history = [page([version('1', 100)], [marker('n', 300, current), marker('m', 200)])];

  test('a key that was deleted outside of it is left alone', async () => {
    expect(await found(history, { after: 301, before: null })).toEqual([]);
    expect(await found(history, { after: null, before: 299 })).toEqual([]);
  });

  test('both ends belong to it', async () => {
    expect(await found(history, { after: 200, before: 300 })).toEqual(['k: n+m → 1']);
  });

  test('an earlier deletion stays, and so does the key', async () => {
    expect(await found(history, { after: 250, before: null })).toEqual(['k: n → deleted-earlier']);
  });
});
