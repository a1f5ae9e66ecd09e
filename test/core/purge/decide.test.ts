import { describe, expect, test } from 'vitest';
import { purgeDecider } from '../../../src/core/purge/decide.js';
import type { HistoryEntry } from '../../../src/core/purge/key-history.js';
import { everyObject } from '../../../src/core/purge/object-filter.js';
import { idleRule, listingPrefix, type PurgeRule } from '../../../src/core/purge/purge-rule.js';
import { at, marker, version } from './support/versions.js';

const DAY = 86_400_000;

const rule = (more: Partial<PurgeRule>): PurgeRule => ({ ...idleRule('rule', everyObject), ...more });
const entry = (more: Partial<HistoryEntry> = {}): HistoryEntry => ({ version: version('v1'), noncurrentSince: at('10:30'), newerNoncurrent: 0, isExpiredMarker: false, ...more });
const currentEntry = entry({ version: version('v1', { isLatest: true }), noncurrentSince: null });
const expired = entry({ version: marker('m1', { isLatest: true }), noncurrentSince: null, isExpiredMarker: true });
const deletes = { action: 'delete', rule: 'rule' };
const keeps = { action: 'keep' };

describe('noncurrent versions', () => {
  test('go by the time since their successor was created, to the millisecond where that is asked for', () => {
    const decide = purgeDecider([rule({ noncurrent: { after: { ms: 3_600_000 }, keep: 0 } })]);
    expect(decide(entry(), at('11:30'))).toEqual(deletes);
    expect(decide(entry(), at('11:30') - 1)).toEqual(keeps);
  });

  test('go at the next midnight UTC where days are counted, as in the example of the documentation', () => {
    const decide = purgeDecider([rule({ noncurrent: { after: { days: 3 }, keep: 0 } })]);
    const midnight = Date.parse('2026-01-19T00:00:00Z');
    expect(decide(entry(), midnight)).toEqual(deletes);
    expect(decide(entry(), midnight - 1)).toEqual(keeps);
    const atMidnight = entry({ noncurrentSince: Date.parse('2026-01-15T00:00:00Z') });
    expect(decide(atMidnight, midnight - 1)).toEqual(keeps);
  });

  test('go only when both the time and the number of newer ones are reached', () => {
    const decide = purgeDecider([rule({ noncurrent: { after: { ms: DAY }, keep: 2 } })]);
    const [young, old] = [at('11:00'), at('11:00') + DAY];
    expect([decide(entry({ newerNoncurrent: 2 }), old), decide(entry({ newerNoncurrent: 1 }), old), decide(entry({ newerNoncurrent: 2 }), young)]).toEqual([deletes, keeps, keeps]);
  });

  test('stay where their successor was not seen, whatever the rule', () => {
    const decide = purgeDecider([rule({ noncurrent: { after: null, keep: 0 } })]);
    expect(decide(entry({ noncurrentSince: null }), at('11:00'))).toEqual(keeps);
    expect(decide(entry(), at('11:00'))).toEqual(deletes);
  });
});

describe('current versions', () => {
  test('are never deleted; they expire by getting a delete marker', () => {
    const decide = purgeDecider([rule({ current: { afterDays: 1 }, noncurrent: { after: null, keep: 0 }, expiredMarkers: true })]);
    expect(decide(currentEntry, Date.parse('2026-01-17T00:00:00Z'))).toEqual({ action: 'make-delete-marker', rule: 'rule' });
    expect(decide(currentEntry, Date.parse('2026-01-17T00:00:00Z') - 1)).toEqual(keeps);
  });

  test('expire from a date on, also those written after it', () => {
    const decide = purgeDecider([rule({ current: { from: at('09:00') } })]);
    expect(decide(currentEntry, at('10:01'))).toMatchObject({ action: 'make-delete-marker' });
    expect(decide(currentEntry, at('08:59'))).toEqual(keeps);
  });

  test('that are delete markers stay while anything is under them: without them the object would be back', () => {
    const decide = purgeDecider([rule({ current: { from: 0 }, expiredMarkers: true })]);
    expect(decide({ ...expired, isExpiredMarker: false }, at('11:00'))).toEqual(keeps);
    expect(decide(expired, at('11:00'))).toEqual(deletes);
  });

  test('go with everything else where everything goes', () => {
    const decide = purgeDecider([rule({ everything: true })]);
    expect([currentEntry, expired, entry({ noncurrentSince: null })].map((one) => decide(one, at('11:00')))).toEqual([deletes, deletes, deletes]);
  });
});

test('expired delete markers go at once by their own rule, by days only when they are old enough', () => {
  const [atOnce, byDays] = [purgeDecider([rule({ expiredMarkers: true })]), purgeDecider([rule({ current: { afterDays: 1 } })])];
  expect([atOnce(expired, at('10:00')), byDays(expired, at('23:00')), byDays(expired, at('10:00') + 2 * DAY)]).toEqual([deletes, keeps, deletes]);
});

describe('filters', () => {
  const after = { after: null, keep: 0 };
  const wants = (filter: Partial<typeof everyObject>, one: HistoryEntry): boolean =>
    purgeDecider([rule({ filter: { ...everyObject, ...filter }, noncurrent: after })])(one, at('11:00')).action === 'delete';

  test('by size take both ends, and leave delete markers alone', () => {
    expect([wants({ minSize: 10 }, entry()), wants({ minSize: 11 }, entry()), wants({ maxSize: 10 }, entry()), wants({ maxSize: 9 }, entry())]).toEqual([true, false, true, false]);
    const noncurrentMarker = entry({ version: marker('m1') });
    expect([wants({}, noncurrentMarker), wants({ maxSize: 9 }, noncurrentMarker), wants({ minSize: 0 }, noncurrentMarker)]).toEqual([true, false, false]);
  });

  test('by name take a prefix, one of the globs to include, and none of those to exclude', () => {
    const one = entry({ version: version('v1', { key: 'logs/2026/a.log' }) });
    expect([wants({ prefix: 'logs/' }, one), wants({ prefix: 'log/' }, one)]).toEqual([true, false]);
    expect([wants({ include: ['*.txt', '*.log'] }, one), wants({ include: ['*.txt'] }, one), wants({ exclude: ['logs/*'] }, one)]).toEqual([true, false, false]);
    expect(wants({ include: ['*'], exclude: ['*.log'] }, one)).toBe(false);
  });
});

describe('tags', () => {
  const tagged = rule({ name: 'tagged', filter: { ...everyObject, tags: { team: 'blue', tier: '1' } }, noncurrent: { after: { ms: 0 }, keep: 1 } });
  const decide = purgeDecider([tagged]);
  const older = entry({ newerNoncurrent: 1 });

  test('are asked for only where they decide', () => {
    expect(decide(older, at('11:00'))).toEqual({ action: 'read-tags' });
    expect(decide(entry(), at('11:00'))).toEqual(keeps);
    expect(decide({ ...older, version: marker('m1') }, at('11:00'))).toEqual(keeps);
    const plain = rule({ noncurrent: { after: null, keep: 0 } });
    expect(purgeDecider([tagged, plain])(older, at('11:00'))).toEqual(deletes);
  });

  test('have to be there, all of them, with their values; more of them do no harm', () => {
    expect(decide(older, at('11:00'), { team: 'blue', tier: '1', more: '' })).toEqual({ action: 'delete', rule: 'tagged' });
    for (const tags of [{}, { team: 'blue' }, { team: 'blue', tier: '2' }]) expect(decide(older, at('11:00'), tags)).toEqual(keeps);
  });

  test('of JavaScript objects are none', () => {
    const odd = purgeDecider([rule({ filter: { ...everyObject, tags: { constructor: 'x' } }, noncurrent: { after: null, keep: 0 } })]);
    expect(odd(older, at('11:00'), {})).toEqual(keeps);
  });
});

test('only keys are listed that a rule can be about', () => {
  const prefixes = (...list: string[]): string => listingPrefix(list.map((prefix) => rule({ filter: { ...everyObject, prefix } })));
  expect([prefixes('logs/a', 'logs/b'), prefixes('logs/'), prefixes('a', ''), prefixes('x\u{1f600}', 'x\u{1f601}'), prefixes()]).toEqual(['logs/', 'logs/', '', 'x', '']);
  expect([prefixes('logs/', 'logs/'), prefixes('logs/a', 'logs/'), prefixes('x\u{1f600}/a', 'x\u{1f600}/b')]).toEqual(['logs/', 'logs/', 'x\u{1f600}/']);
});
