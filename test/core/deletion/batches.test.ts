import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { batchesOf, batchesOfLists, countBatches } from '../../../src/core/deletion/batches.js';
import { fitsXml, startThatFitsXml } from '../../../src/core/text/xml-characters.js';
import type { VersionName } from '../../../src/core/versions/object-version.js';

async function batched(versions: readonly VersionName[]): Promise<VersionName[][]> {
  const batches: VersionName[][] = [];
  for await (const batch of batchesOf(versions)) batches.push(batch);
  return batches;
}

const named = (count: number, key = 'k'): VersionName[] => Array.from({ length: count }, (_, index) => ({ key, versionId: String(index) }));

describe('versions are divided into requests', () => {
  test('a thousand in each, the rest in the last', async () => {
    expect((await batched(named(2_001))).map(({ length }) => length)).toEqual([1000, 1000, 1]);
  });

  test('none for none', async () => {
    expect(await batched([])).toEqual([]);
  });

  test('a key that XML cannot carry goes alone, and breaks no other batch', async () => {
    const odd = { key: 'bell\u0007', versionId: 'x' };
    expect((await batched([...named(10), odd, ...named(10)])).map((batch) => batch.map(({ versionId }) => versionId))).toEqual([
      ['x'],
      [...named(10), ...named(10)].map(({ versionId }) => versionId),
    ]);
  });

  test('keys of 1024 bytes that all have to be escaped stay under what Ceph accepts', async () => {
    const sizes = (await batched(named(1000, '"'.repeat(1024)))).map((batch) => JSON.stringify(batch).length);
    expect(sizes.length).toBeGreaterThan(6);
    const body = (batch: VersionName[]): number =>
      batch.reduce((sum, { key, versionId }) => sum + `<Object><Key>${key.replaceAll('"', '&quot;')}</Key><VersionId>${versionId}</VersionId></Object>`.length, 100);
    for (const batch of await batched(named(1000, '"'.repeat(1024)))) expect(body(batch)).toBeLessThan(1024 * 1024);
  });

  test.each<[string, VersionName, number]>([
    ['long keys', { key: 'x'.repeat(1024), versionId: '1' }, 1_000_000],
    ['long version ids', { key: 'k', versionId: 'x'.repeat(1024) }, 1_000_000],
    ['keys of many bytes a character', { key: '\u{1f98a}'.repeat(256), versionId: '1' }, 1_000_000],
    ['keys to be escaped', { key: '&'.repeat(1024), versionId: '1' }, 600_000],
  ])('as many as fit into what Ceph accepts, and no fewer than that: %s', async (_what, name, least) => {
    const [first = []] = await batched(Array.from({ length: 1000 }, () => name));
    const entry = `<Object><Key>${name.key.replaceAll('&', '&amp;')}</Key><VersionId>${name.versionId}</VersionId></Object>`;
    const body = first.length * Buffer.byteLength(entry);
    expect(body).toBeLessThan(1024 * 1024 - 200);
    expect(body + Buffer.byteLength(entry)).toBeGreaterThan(least * 0.98);
  });

  test('a thousand entries that just fit go together, and with one byte more they do not', async () => {
    const fitting = named(1000).map(({ versionId }) => ({ key: 'k'.repeat(936 - versionId.length), versionId }));
    const tight = fitting.map((version, index) => (index < 999 ? version : { ...version, key: `${version.key}k` }));
    for (const [versions, sizes] of [[fitting, [1000]], [tight, [999, 1]]] as const) {
      expect((await batched(versions)).map(({ length }) => length)).toEqual(sizes);
    }
  });

  test('the same where they come as lists, wherever a list ends', async () => {
    const odd = { key: 'bell\u0007', versionId: 'x' };
    const versions = [...named(999), odd, ...named(1_500)];
    for (const cuts of [[], [0], [1], [999, 1000, 1001], [2_000, 2_000]]) {
      const ends = [...cuts, versions.length];
      const lists = async function* () {
        for (const [index, end] of ends.entries()) yield versions.slice(ends[index - 1] ?? 0, end);
      };
      const batches: VersionName[][] = [];
      for await (const batch of batchesOfLists(lists())) batches.push(batch);
      expect(batches).toEqual(await batched(versions));
    }
  });

  test('counting comes to the same, whatever the versions', async () => {
    const version = fc.record({ key: fc.oneof(fc.string(), fc.constantFrom('\u0001', 'x'.repeat(1024), '&'.repeat(1000))), versionId: fc.string({ maxLength: 40 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(version, { maxLength: 3000, size: 'max' }), async (versions) => {
        const count = countBatches();
        versions.forEach((each) => count.add(each));
        const batches = await batched(versions);
        expect(count.batches()).toBe(batches.length);
        expect(batches.flat().length).toBe(versions.length);
        for (const batch of batches) expect(batch.length === 1 || batch.every(({ key }) => fitsXml(key))).toBe(true);
      }),
      { numRuns: 30 },
    );
  });
});

test.each([
  ['plain', true],
  ['line\nbreak\ttab\rreturn', true],
  ['🦊 ключ', true],
  ['\u007f and \u0085', true],
  ['\u0000', false],
  ['\u001b[31m', false],
  ['\ufffe', false],
  ['\uffff', false],
  ['\ud800', false],
])('XML can carry %j: %s', (key, fits) => {
  expect(fitsXml(key)).toBe(fits);
});

describe('the beginning of a key that XML can carry', () => {
  test.each([
    ['plain/key', 'plain/key'],
    ['bell-\u0007-end', 'bell-'],
    ['\u0001', ''],
    ['half \ud800 mark', 'half '],
    ['tab\tand\nnew line', 'tab\tand\nnew line'],
    ['', ''],
  ])('of %j is %j', (key, start) => {
    expect(startThatFitsXml(key)).toBe(start);
    expect(fitsXml(start)).toBe(true);
  });
});
