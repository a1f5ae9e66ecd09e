import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { compareKeys } from '../../../src/core/versions/key-order.js';
import type { ObjectVersion } from '../../../src/core/versions/object-version.js';
import type { ListingPage } from '../../../src/core/purge/key-groups.js';
import { type LeftAlone, recheck } from '../../../src/core/purge/recheck.js';

/** Names a version: key, id and second; newest first within a key. */
const version = (key: string, id: number, second = 1000 - id, rest: Partial<ObjectVersion> = {}): ObjectVersion => ({
  ...{ key, versionId: `v${id}`, isDeleteMarker: false, isLatest: false, lastModified: second * 1000, size: 1 },
  ...rest,
});

/** Pages of so many entries, versions and delete markers apart, as S3 lists them. */
function pagesOf(listing: readonly ObjectVersion[], size: number): ListingPage[] {
  const pages = Array.from({ length: Math.ceil(listing.length / size) }, (_, page) => listing.slice(page * size, (page + 1) * size));
  return pages.map((entries) => ({ versions: entries.filter((entry) => !entry.isDeleteMarker), deleteMarkers: entries.filter((entry) => entry.isDeleteMarker) }));
}

async function* stream<T>(items: Iterable<T>): AsyncGenerator<T, void> {
  yield* items;
}

async function rechecked(plan: readonly ObjectVersion[], pages: readonly ListingPage[], allVersions = false): Promise<{ taken: string[]; leftAlone: LeftAlone; pagesRead: number }> {
  const leftAlone: LeftAlone = { gone: 0, changed: 0 };
  const taken: string[] = [];
  let pagesRead = 0;
  const read = async function* () {
    for (const page of pages) {
      pagesRead += 1;
      yield page;
    }
  };
  for await (const item of recheck(stream(plan), read(), { allVersions, leftAlone })) taken.push(`${item.key} ${item.versionId}`);
  return { taken, leftAlone, pagesRead };
}

describe('a version of a plan', () => {
  const plan = [version('a', 2), version('b', 2), version('b', 3)];

  test('is taken where it is as it was, also where others were written above it', async () => {
    const listing = [version('a', 0, 1000, { isLatest: true }), version('a', 2), version('b', 1, 999, { isLatest: true }), version('b', 2), version('b', 3), version('c', 1)];
    expect(await rechecked(plan, pagesOf(listing, 2))).toMatchObject({ taken: ['a v2', 'b v2', 'b v3'], leftAlone: { gone: 0, changed: 0 } });
  });

  test('that is gone is counted as gone, wherever in the listing it would be', async () => {
    for (const listing of [[], [version('a', 2)], [version('b', 3)], [version('0', 1), version('zz', 1)]]) {
      const { taken, leftAlone } = await rechecked(plan, pagesOf(listing, 1));
      expect(taken.length + leftAlone.gone).toBe(3);
      expect(leftAlone.changed).toBe(0);
    }
  });

  test('that became current is left alone, unless everything is meant to go', async () => {
    const listing = [version('a', 2, 998, { isLatest: true })];
    expect(await rechecked(plan.slice(0, 1), pagesOf(listing, 5))).toMatchObject({ taken: [], leftAlone: { gone: 0, changed: 1 } });
    expect(await rechecked(plan.slice(0, 1), pagesOf(listing, 5), true)).toMatchObject({ taken: ['a v2'], leftAlone: { gone: 0, changed: 0 } });
  });

  test.each<[string, Partial<ObjectVersion>]>([
    ['another time', { lastModified: 5_000 }],
    ['another size', { size: 2 }],
    ['a delete marker now', { isDeleteMarker: true }],
  ])('that is another under the same name is left alone: %s', async (_, rest) => {
    const planned = version('a', 2, 998, { versionId: 'null' });
    expect(await rechecked([planned], pagesOf([{ ...planned, ...rest }], 5), true)).toMatchObject({ taken: [], leftAlone: { gone: 0, changed: 1 } });
  });
});

test('the listing is read no further than the plan goes', async () => {
  const listing = Array.from({ length: 100 }, (_, index) => version(`k${String(index).padStart(3, '0')}`, 1));
  expect((await rechecked(listing.slice(0, 5), pagesOf(listing, 10))).pagesRead).toBeLessThanOrEqual(2);
});

describe('the listing is read no further than the plan goes', () => {
  const far = Array.from({ length: 50 }, (_, index) => version('b', index));

  test('where what was planned is gone, and its key would have come before', async () => {
    expect(await rechecked([version('a', 1)], pagesOf(far, 10))).toEqual({ taken: [], leftAlone: { gone: 1, changed: 0 }, pagesRead: 1 });
  });

  test('where what was planned is gone, and other versions of its key are there', async () => {
    const listing = [version('a', 2), version('a', 5), ...far];
    expect(await rechecked([version('a', 3)], pagesOf(listing, 10))).toEqual({ taken: [], leftAlone: { gone: 1, changed: 0 }, pagesRead: 1 });
  });
});

test('the plan is read no further than the listing has come', async () => {
  const versions = Array.from({ length: 100 }, (_, index) => version('log', index));
  let planRead = 0;
  const plan = async function* () {
    for (const item of versions) {
      planRead += 1;
      yield item;
    }
  };
  const readAt: number[] = [];
  const read = async function* () {
    for (const page of pagesOf(versions, 10)) {
      readAt.push(planRead);
      yield page;
    }
  };
  for await (const item of recheck(plan(), read(), { allVersions: false, leftAlone: { gone: 0, changed: 0 } })) expect(item.key).toBe('log');
  expect(readAt).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81, 91]);
});

test('a plan is let go of when nobody wants the rest of it', async () => {
  let isLetGo = false;
  const plan = async function* () {
    try {
      yield* [version('a', 1), version('a', 2)];
    } finally {
      isLetGo = true;
    }
  };
  const listing = pagesOf([version('a', 1), version('a', 2)], 10);
  for await (const item of recheck(plan(), stream(listing), { allVersions: false, leftAlone: { gone: 0, changed: 0 } })) if (item.versionId === 'v1') break;
  expect(isLetGo).toBe(true);
});

test('a plan may be a list', async () => {
  const taken: string[] = [];
  for await (const { versionId } of recheck([version('a', 1)], stream(pagesOf([version('a', 1)], 10)), { allVersions: false, leftAlone: { gone: 0, changed: 0 } })) taken.push(versionId);
  expect(taken).toEqual(['v1']);
});

test('whatever was planned and whatever is gone, exactly what is still there is taken, in order', async () => {
  const entry = fc.record({ key: fc.constantFrom('a', 'b', 'é', '\ud83e\udd8a'), second: fc.nat(6), isDeleteMarker: fc.boolean(), isPlanned: fc.boolean(), isGone: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 30 }), fc.integer({ min: 1, max: 7 }), async (entries, size) => {
      const all = entries
        .map(({ isPlanned, isGone, ...rest }, index) => ({ isPlanned, isGone, version: version(rest.key, index, rest.second, { isDeleteMarker: rest.isDeleteMarker }) }))
        .sort((one, other) => compareKeys(one.version.key, other.version.key) || other.version.lastModified - one.version.lastModified);
      const planned = all.filter(({ isPlanned }) => isPlanned);
      const { taken, leftAlone } = await rechecked(planned.map((each) => each.version), pagesOf(all.filter(({ isGone }) => !isGone).map((each) => each.version), size));
      const expected = planned.filter(({ isGone }) => !isGone).map((each) => `${each.version.key} ${each.version.versionId}`);
      expect(taken.toSorted()).toEqual(expected.toSorted());
      expect(leftAlone).toEqual({ gone: planned.length - expected.length, changed: 0 });
    }),
    { numRuns: 2_000 },
  );
});
