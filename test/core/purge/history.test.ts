import { describe, expect, test } from 'vitest';
import { historyReader, readHistory } from '../../../src/core/purge/history.js';
import type { HistoryEntry } from '../../../src/core/purge/key-history.js';
import type { ListingPage } from '../../../src/core/purge/key-groups.js';
import { at, marker, version } from './support/versions.js';

async function read(...pages: Partial<ListingPage>[]): Promise<HistoryEntry[]> {
  async function* listing(): AsyncGenerator<ListingPage> {
    for (const page of pages) yield { versions: [], deleteMarkers: [], ...page };
  }
  const entries: HistoryEntry[] = [];
  for await (const some of readHistory(listing())) entries.push(...some);
  return entries;
}

const short = ({ version: { versionId }, noncurrentSince, newerNoncurrent, isExpiredMarker }: HistoryEntry): unknown[] => [
  versionId,
  noncurrentSince === null ? null : new Date(noncurrentSince).toISOString().slice(11, 19),
  newerNoncurrent,
  ...(isExpiredMarker ? ['expired'] : []),
];

const current = { isLatest: true, lastModified: at('12:00') };

describe('a history', () => {
  test('puts versions and delete markers back into one order, and says since when each is noncurrent', async () => {
    const entries = await read({
      versions: [version('v3', { isLatest: true, lastModified: at('11:30') }), version('v2', { lastModified: at('10:30') }), version('v1')],
      deleteMarkers: [marker('m1', { lastModified: at('11:00') })],
    });
    expect(entries.map(short)).toEqual([
      ['v3', null, 0],
      ['m1', '11:30:00', 0],
      ['v2', '11:00:00', 1],
      ['v1', '10:30:00', 2],
    ]);
  });

  test('goes on over pages', async () => {
    const entries = await read({ versions: [version('v3', current)] }, { deleteMarkers: [marker('m1', { lastModified: at('11:00') })] }, { versions: [version('v1')] });
    expect(entries.map(short)).toEqual([
      ['v3', null, 0],
      ['m1', '12:00:00', 0],
      ['v1', '11:00:00', 1],
    ]);
  });

  test('counts a version and a marker of one second as the newer one, each', async () => {
    const entries = await read({ versions: [version('v2', current), version('v1')], deleteMarkers: [marker('m1')] });
    expect(entries.map(short)).toEqual([
      ['v2', null, 0],
      ['v1', '12:00:00', 0],
      ['m1', '12:00:00', 0],
    ]);
  });

  test('knows their order where one is current, or on an earlier page', async () => {
    const tied = { lastModified: at('10:00') };
    const entries = await read({ versions: [version('v1', tied)], deleteMarkers: [marker('m2', { ...tied, isLatest: true })] }, { deleteMarkers: [marker('m1', tied)] });
    expect(entries.map(short)).toEqual([
      ['m2', null, 0],
      ['v1', '10:00:00', 0],
      ['m1', '10:00:00', 1],
    ]);
  });

  test('does not use times for the order where the clocks of the server disagree', async () => {
    const entries = await read({
      versions: [version('v3', current), version('v2', { lastModified: at('09:00') }), version('v1', { lastModified: at('11:00') })],
      deleteMarkers: [marker('m1', { lastModified: at('10:00') })],
    });
    expect(entries.map(short)).toEqual([
      ['v3', null, 0],
      ['m1', '12:00:00', 0],
      ['v2', '12:00:00', 0],
      ['v1', '11:00:00', 1],
    ]);
  });

  test('does not know since when a version is noncurrent whose successor it did not see', async () => {
    expect((await read({ versions: [version('v1')] })).map(short)).toEqual([['v1', null, 0]]);
  });

  test('believes what is current, also where it became so while the listing was read', async () => {
    const removed = version('v3', current);
    const entries = await read({ versions: [removed] }, { deleteMarkers: [marker('m1', { isLatest: true })] });
    expect(entries.map(short)).toEqual([
      ['v3', null, 0],
      ['m1', null, 0],
    ]);
  });
});

describe('an expired delete marker', () => {
  const alone = marker('m1', { isLatest: true });

  test('is one with nothing else of its key', async () => {
    const entries = await read({ deleteMarkers: [alone], versions: [version('v1', { key: 'reports', isLatest: true })] });
    expect(entries.map(short)).toEqual([
      ['m1', null, 0, 'expired'],
      ['v1', null, 0],
    ]);
    expect((await read({ deleteMarkers: [alone] }, {})).map(short)).toEqual([['m1', null, 0, 'expired']]);
  });

  test('is none where a later page has a version, or another marker, under it', async () => {
    expect((await read({ deleteMarkers: [alone] }, { versions: [version('v1')] })).map(short)).toEqual([
      ['m1', null, 0],
      ['v1', '10:00:00', 0],
    ]);
    expect((await read({ deleteMarkers: [alone, marker('m0')] })).map(short)).toEqual([
      ['m1', null, 0],
      ['m0', '10:00:00', 0],
    ]);
  });
});

test('keys come in UTF-8 order, as S3 lists them', async () => {
  const entries = await read({ versions: [version('v1', { key: '\ufffd', isLatest: true })], deleteMarkers: [marker('m1', { key: '\u{1f600}', isLatest: true })] });
  expect(entries.map(({ version: { key } }) => key)).toEqual(['\ufffd', '\u{1f600}']);
});

test('a server that lists keys out of order is not believed: a marker would look expired that is not', async () => {
  const page = { versions: [version('v2', { key: 'b', isLatest: true }), version('v1', { key: 'a', isLatest: true })] };
  await expect(read(page)).rejects.toMatchObject({
    kind: 'unexpected-answer',
    message: expect.stringContaining('out of order'),
    hints: [expect.stringContaining('nothing was deleted'), expect.stringContaining('`s3-mfa-delete delete-version --from <file>`')],
  });
  await expect(read({ versions: [version('v1', { key: 'b' })] }, { versions: [version('v1', { key: 'a' })] })).rejects.toMatchObject({ kind: 'unexpected-answer' });
});

test('a key with very many versions is passed on page by page, nothing of it is kept', () => {
  const reader = historyReader();
  const pageOf = (page: number): ListingPage => ({
    versions: Array.from({ length: 500 }, (_, index) => version(`v${page}-${index}`, { isLatest: page + index === 0, lastModified: at('20:00') - page * 1000 })),
    deleteMarkers: Array.from({ length: 500 }, (_, index) => marker(`m${page}-${index}`, { lastModified: at('20:00') - page * 1000 })),
  });
  let last: HistoryEntry | undefined;
  for (let page = 0; page < 200; page += 1) {
    const entries = reader.read(pageOf(page));
    expect(entries).toHaveLength(1000);
    last = entries.at(-1);
  }
  expect(reader.end()).toEqual([]);
  expect(last?.newerNoncurrent).toBe(199 * 1000 - 1 + 499);
});
