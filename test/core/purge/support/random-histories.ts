import fc from 'fast-check';
import { compareKeys } from '../../../../src/core/versions/key-order.js';
import type { ListingPage } from '../../../../src/core/purge/key-groups.js';
import type { SlowFlags, SlowRule, Stored } from './slow-reading.js';

const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 14, 22, 30);

/** A bucket: the histories of its keys, newest first, in their true order, keys as S3 lists them; and the present. */
export type Bucket = { histories: Stored[][]; pageSizes: number[]; now: number };

const event = fc.record({
  isMarker: fc.boolean(),
  gap: fc.constantFrom(0, 0, 1, 300, 700, 1000, 1000, 3_600_000, 5_400_000, DAY, 2 * DAY),
  size: fc.integer({ min: 0, max: 6 }),
  tags: fc.constantFrom<Record<string, string>>({}, { team: 'blue' }, { team: 'red' }, { team: 'blue', tier: '1' }),
});

const keys = fc.uniqueArray(fc.constantFrom('a', 'ab', 'logs/1', 'logs/2', 'logs/x/3', '\u{1f600}', '\ufffd', 'logs/\n&'), { minLength: 1, maxLength: 3 });

const historyOf = (key: string): fc.Arbitrary<Stored[]> =>
  fc.tuple(fc.integer({ min: 0, max: 2 * DAY }), fc.array(event, { minLength: 1, maxLength: 6 })).map(([offset, events]) => {
    let clock = START + offset;
    const oldestFirst = events.map(({ isMarker, gap, size, tags }, index): Stored => {
      clock += gap;
      const time = Math.floor(clock / 1000) * 1000;
      return { id: `${key}#${index}`, key, isMarker, time, size: isMarker ? 0 : size, tags: isMarker ? {} : tags };
    });
    return oldestFirst.reverse();
  });

/** Buckets with ties in time, and page boundaries anywhere. */
export const buckets: fc.Arbitrary<Bucket> = fc.record({
  histories: keys.chain((chosen) => fc.tuple(...[...chosen].sort(compareKeys).map(historyOf))),
  pageSizes: fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 4 }),
  now: fc.integer({ min: 0, max: 12 * 24 }).map((hours) => START + hours * 3_600_000),
});

/** What ListObjectVersions gives of it: pages of the true listing, whose two arrays no longer say what came between. */
export function listingOf({ histories, pageSizes }: Bucket): ListingPage[] {
  const all = histories.flatMap((history) => history.map((stored, place) => ({ stored, isLatest: place === 0 })));
  const pages: ListingPage[] = [];
  for (let from = 0, page = 0; from < all.length; page += 1) {
    const size = pageSizes[page % pageSizes.length] ?? 1;
    const listed = all.slice(from, from + size).map(({ stored, isLatest }) => ({
      key: stored.key,
      versionId: stored.id,
      isDeleteMarker: stored.isMarker,
      isLatest,
      lastModified: stored.time,
      size: stored.size,
    }));
    pages.push({ versions: listed.filter((version) => !version.isDeleteMarker), deleteMarkers: listed.filter((version) => version.isDeleteMarker) });
    from += size;
  }
  return pages;
}

const amount = (least: number, most: number): fc.Arbitrary<number | null> => fc.option(fc.integer({ min: least, max: most }), { nil: null });

/** Flags that can be used together. */
export const flagSets: fc.Arbitrary<SlowFlags> = fc
  .record({
    olderThanMs: fc.option(fc.constantFrom(0, 1000, 3_600_000, DAY, 3 * DAY), { nil: null }),
    keep: amount(0, 4),
    prefix: fc.constantFrom('', '', 'a', 'logs/'),
    minSize: amount(0, 4),
    maxSize: amount(2, 6),
    expiredDeleteMarkers: fc.boolean(),
  })
  .map((flags) => (flags.expiredDeleteMarkers ? { ...flags, minSize: null, maxSize: null } : flags))
  .filter(({ olderThanMs, keep, expiredDeleteMarkers }) => olderThanMs !== null || keep !== null || expiredDeleteMarkers)
  .filter(({ minSize, maxSize }) => minSize === null || maxSize === null || minSize <= maxSize);

const tag = fc.constantFrom({ Key: 'team', Value: 'blue' }, { Key: 'tier', Value: '1' });

const filters: fc.Arbitrary<Pick<SlowRule, 'Prefix' | 'Filter'>> = fc.oneof(
  fc.constantFrom<Pick<SlowRule, 'Prefix' | 'Filter'>>({ Filter: {} }, { Filter: { Prefix: '' } }, { Filter: { Prefix: 'logs/' } }, { Prefix: 'a' }),
  fc.integer({ min: 0, max: 5 }).map((size) => ({ Filter: { ObjectSizeGreaterThan: size } })),
  fc.integer({ min: 1, max: 6 }).map((size) => ({ Filter: { ObjectSizeLessThan: size } })),
  tag.map((Tag) => ({ Filter: { Tag } })),
  fc
    .record({ Prefix: fc.constantFrom('', 'logs/'), ObjectSizeGreaterThan: fc.constant(1), ObjectSizeLessThan: fc.constant(6), Tags: fc.uniqueArray(tag, { selector: ({ Key }) => Key }) }, { requiredKeys: [] })
    .map((And) => ({ Filter: { And } })),
);

const days = fc.integer({ min: 1, max: 4 });

const expirations: fc.Arbitrary<NonNullable<SlowRule['Expiration']>> = fc.oneof(
  days.map((Days) => ({ Days })),
  fc.integer({ min: 0, max: 10 }).map((day) => ({ Date: new Date(Date.UTC(2026, 0, 14 + day)).toISOString() })),
  fc.boolean().map((ExpiredObjectDeleteMarker) => ({ ExpiredObjectDeleteMarker })),
);

const actions = fc.oneof(
  expirations.map((Expiration) => ({ Expiration })),
  fc.record({ NoncurrentDays: days, NewerNoncurrentVersions: fc.integer({ min: 1, max: 4 }) }, { requiredKeys: ['NoncurrentDays'] }).chain((NoncurrentVersionExpiration) =>
    fc.record({ NoncurrentVersionExpiration: fc.constant(NoncurrentVersionExpiration), Expiration: expirations }, { requiredKeys: ['NoncurrentVersionExpiration'] }),
  ),
);

/** Lifecycle configurations of one to three rules, as JSON has them. */
export const configurations: fc.Arbitrary<{ Rules: SlowRule[] }> = fc
  .array(fc.tuple(filters, actions, fc.constantFrom<SlowRule['Status']>('Enabled', 'Enabled', 'Enabled', 'Disabled')), { minLength: 1, maxLength: 3 })
  .map((rules) => ({ Rules: rules.map(([filter, action, Status], index) => ({ ID: `rule ${index}`, Status, ...filter, ...action })) }));
