import { describe, expect, test } from 'vitest';
import type { Versioning } from '../../../src/core/buckets/bucket-state.js';
import { lifecyclePurge, type LifecyclePurge } from '../../../src/core/purge/lifecycle-rules.js';
import { everyObject } from '../../../src/core/purge/object-filter.js';
import { ruleToAbort } from '../../../src/core/purge/upload-rules.js';
import { at } from './support/versions.js';

type Rule = Record<string, unknown>;
const base: Rule = { ID: 'tidy', Status: 'Enabled', Filter: {} };
const noncurrent = { NoncurrentVersionExpiration: { NoncurrentDays: 30 } };
const read = (rule: Rule, versioning: Versioning = 'Enabled'): LifecyclePurge => lifecyclePurge({ Rules: [{ ...base, ...rule }] }, versioning);
const filterOf = (rule: Rule): unknown => read({ ...noncurrent, ...rule }).rules[0]?.filter;

describe('a saved lifecycle configuration', () => {
  test('is carried out as far as a purge can, and the rest is named', () => {
    const document = {
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
      Rules: [
        { ID: 'history', Status: 'Enabled', Filter: { Prefix: 'logs/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 5 }, Expiration: { ExpiredObjectDeleteMarker: true } },
        { ID: 'cold', Status: 'Enabled', Filter: {}, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }], NoncurrentVersionTransitions: [{ NoncurrentDays: 1, StorageClass: 'GLACIER' }] },
        { Status: 'Enabled', Prefix: 'tmp/', Expiration: { Days: 7 }, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 3 } },
        { ID: 'off', Status: 'Disabled', Filter: {}, ...noncurrent, Transitions: [{ Days: 30, StorageClass: 'GLACIER' }] },
      ],
    };
    const reason = expect.stringMatching(/storage class/);
    expect(lifecyclePurge(document, 'Enabled')).toEqual({
      rules: [
        { name: 'history', filter: { ...everyObject, prefix: 'logs/' }, noncurrent: { after: { days: 30 }, keep: 5 }, current: null, expiredMarkers: true, everything: false },
        { name: '#3', filter: { ...everyObject, prefix: 'tmp/' }, noncurrent: null, current: { afterDays: 7 }, expiredMarkers: false, everything: false },
      ],
      uploads: [{ name: '#3', prefix: 'tmp/', afterDays: 3 }],
      disabled: ['off'],
      notCarriedOut: [
        { rule: 'cold', element: 'Transitions', reason },
        { rule: 'cold', element: 'NoncurrentVersionTransitions', reason },
      ],
    });
  });

  test('can expire current versions from a date on', () => {
    for (const Date of ['2026-01-15', '2026-01-15T00:00Z', '2026-01-15T00:00:00Z', '2026-01-15T00:00:00.000Z', '2026-01-15T00:00:00+00:00']) {
      expect(read({ Expiration: { Date } }).rules[0]?.current).toEqual({ from: at('00:00') });
    }
  });

  test.each(['Transition', 'Transitions', 'NoncurrentVersionTransition', 'NoncurrentVersionTransitions'])('moves nothing: %s is named as left out', (element) => {
    expect(read({ [element]: {} })).toEqual({ rules: [], uploads: [], disabled: [], notCarriedOut: [{ rule: 'tidy', element, reason: expect.stringContaining('storage class') }] });
  });

  test('names a rule by its place where it has no name that could be shown', () => {
    for (const ID of [undefined, '', 5, null]) expect(read({ ...noncurrent, ID }).rules[0]?.name).toBe('#1');
  });

  test('expires the current versions of a size without a word about markers', () => {
    const { rules, notCarriedOut } = read({ Expiration: { Days: 1 }, Filter: { ObjectSizeLessThan: 5 } });
    expect([rules[0]?.current, notCarriedOut]).toEqual([{ afterDays: 1 }, []]);
  });

  test('does nothing with ExpiredObjectDeleteMarker false', () => {
    expect(read({ Expiration: { ExpiredObjectDeleteMarker: false } })).toEqual({ rules: [], uploads: [], disabled: [], notCarriedOut: [] });
  });

  test.each([
    [{}, everyObject],
    [{ Filter: { Prefix: '' } }, everyObject],
    [{ Filter: undefined, Prefix: 'a/' }, { ...everyObject, prefix: 'a/' }],
    [{ Filter: { ObjectSizeGreaterThan: 500 } }, { ...everyObject, minSize: 501 }],
    [{ Filter: { ObjectSizeLessThan: 64_000 } }, { ...everyObject, maxSize: 63_999 }],
    [{ Filter: { Prefix: 'a/', ObjectSizeGreaterThan: 1 } }, { ...everyObject, prefix: 'a/', minSize: 2 }],
    [{ Filter: { Tag: { Key: 'team', Value: '' } } }, { ...everyObject, tags: { team: '' } }],
    [
      { Filter: { And: { Prefix: 'a/', ObjectSizeGreaterThan: 1, ObjectSizeLessThan: 9, Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: '2' }] } } },
      { ...everyObject, prefix: 'a/', minSize: 2, maxSize: 8, tags: { a: '1', b: '2' } },
    ],
  ])('has the filter %j', (rule, filter) => {
    expect(filterOf(rule)).toEqual(filter);
  });
});

describe('what S3 does not allow is left alone, and named', () => {
  test.each([
    ['expired markers by tag', { Expiration: { ExpiredObjectDeleteMarker: true }, Filter: { Tag: { Key: 'a', Value: '1' } } }, 'ExpiredObjectDeleteMarker'],
    ['expired markers by size', { Expiration: { ExpiredObjectDeleteMarker: true }, Filter: { ObjectSizeLessThan: 5 } }, 'ExpiredObjectDeleteMarker'],
    ['uploads by tag', { AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 }, Filter: { Tag: { Key: 'a', Value: '1' } } }, 'AbortIncompleteMultipartUpload'],
    ['a number without days', { NoncurrentVersionExpiration: { NewerNoncurrentVersions: 3 } }, 'NoncurrentVersionExpiration'],
  ])('%s', (_what, rule, element) => {
    expect(read(rule)).toEqual({ rules: [], uploads: [], disabled: [], notCarriedOut: [{ rule: 'tidy', element, reason: expect.stringContaining('S3') }] });
  });
});

describe('current versions expire only where versioning is on', () => {
  test.each<[Versioning, string]>([
    ['Suspended', 'versioning is suspended'],
    ['Unversioned', 'versioning is not on'],
  ])('not where it is %s: a plain delete would destroy the null version', (versioning, state) => {
    const message = expect.stringMatching(new RegExp(`^lifecycle rule \`tidy\` .*${state}.* destroy \`null\` versions`));
    for (const Expiration of [{ Days: 1 }, { Date: '2026-01-01' }]) {
      expect(() => read({ Expiration }, versioning)).toThrow(expect.objectContaining({ kind: 'usage', message, hints: [expect.stringMatching(/Days or Date/), expect.stringMatching(/turn versioning on/)] }));
    }
    expect(read({ Expiration: { Days: 1 }, Status: 'Disabled' }, versioning).disabled).toEqual(['tidy']);
    expect(read({ ...noncurrent, Expiration: { ExpiredObjectDeleteMarker: true } }, versioning).rules).toHaveLength(1);
  });
});

describe('a file that could be misunderstood is refused', () => {
  const refused = (document: unknown, message: RegExp): void =>
    expect(() => lifecyclePurge(document, 'Enabled')).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringMatching(message), hints: [expect.stringContaining('get-bucket-lifecycle-configuration')] }));

  test.each([null, 1, 'text', [], {}, { Rules: {} }, { Rules: [] }])('%j is no configuration', (document) => {
    refused(document, /does not hold a lifecycle configuration/);
  });

  test.each<[string, Rule, RegExp]>([
    ['a filter that is a number, which would mean everything', { ...noncurrent, Filter: 5 }, /the filter of lifecycle rule `tidy` is not an object/],
    ['a filter that is a list, which would mean everything', { ...noncurrent, Filter: [] }, /the filter of lifecycle rule `tidy` is not an object/],
    ['a filter that is null', { ...noncurrent, Filter: null }, /the filter of lifecycle rule `tidy` is not an object/],
    ['a prefix that is null, which would mean everything', { ...noncurrent, Filter: { Prefix: null } }, /`Prefix` that is not text/],
    ['a size that is null, which would mean every size', { ...noncurrent, Filter: { ObjectSizeGreaterThan: null } }, /`ObjectSizeGreaterThan` that is not a whole number/],
    ['a truth that is null', { Expiration: { ExpiredObjectDeleteMarker: null } }, /neither true nor false/],
    ['a misspelt filter, which would mean everything', { ...noncurrent, Filter: { prefix: 'a/' } }, /the filter of lifecycle rule `tidy` has `prefix`/],
    ['no filter at all', { ...noncurrent, Filter: undefined }, /neither a `Filter` nor a `Prefix`/],
    ['a filter by something new', { ...noncurrent, Filter: { And: { Owner: 'me' } } }, /the filter of lifecycle rule `tidy` has `Owner`/],
    ['two filters', { ...noncurrent, Prefix: 'a/' }, /more than one filter/],
    ['a filter beside And', { ...noncurrent, Filter: { Prefix: 'a/', And: {} } }, /more than one filter/],
    ['a tag key twice', { ...noncurrent, Filter: { And: { Tags: [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }] } } }, /a tag key twice/],
    ['a tag without value', { ...noncurrent, Filter: { Tag: { Key: 'a' } } }, /tag without key or value/],
    ['a tag without key', { ...noncurrent, Filter: { Tag: { Value: 'a' } } }, /tag without key or value/],
    ['a tag with more to it', { ...noncurrent, Filter: { Tag: { Key: 'a', Value: 'b', Not: true } } }, /a tag of lifecycle rule `tidy` has `Not`/],
    ['tags that are no list', { ...noncurrent, Filter: { And: { Tags: { Key: 'a', Value: '1' } } } }, /`Tags` that are not a list/],
    ['a size that is text', { ...noncurrent, Filter: { ObjectSizeGreaterThan: '5' } }, /`ObjectSizeGreaterThan` that is not a whole number/],
    ['an action that is not known', { Shred: { Days: 1 } }, /has `Shred`/],
    ['no action', {}, /has no action/],
    ['another status', { ...noncurrent, Status: 'enabled' }, /neither Enabled nor Disabled/],
    ['days that are none', { NoncurrentVersionExpiration: { NoncurrentDays: 0 } }, /`NoncurrentDays` that is not a whole number from 1 up/],
    ['a number that is misspelt', { NoncurrentVersionExpiration: { NoncurrentDays: 1, NewerNonCurrentVersions: 3 } }, /^NoncurrentVersionExpiration of lifecycle rule `tidy` has `NewerNonCurrentVersions`/],
    ['an expiration that is misspelt', { Expiration: { days: 1 } }, /^Expiration of lifecycle rule `tidy` has `days`/],
    ['uploads that are misspelt', { AbortIncompleteMultipartUpload: { Days: 1 } }, /^AbortIncompleteMultipartUpload of lifecycle rule `tidy` has `Days`/],
    ['days and a date', { Expiration: { Days: 1, Date: '2026-01-01' } }, /in more than one way/],
    ['days and expired markers', { Expiration: { Days: 1, ExpiredObjectDeleteMarker: true } }, /in more than one way/],
    ['a date without zone, which would be local time', { Expiration: { Date: '2026-01-01T00:00:00' } }, /`Date` that is not a date/],
    ['a date in a sentence', { Expiration: { Date: 'on 2026-01-01' } }, /`Date` that is not a date/],
    ['a date that is none', { Expiration: { Date: '2026-13-01' } }, /`Date` that is not a date/],
    ['a truth that is text', { Expiration: { ExpiredObjectDeleteMarker: 'true' } }, /neither true nor false/],
    ['uploads without days', { AbortIncompleteMultipartUpload: {} }, /no DaysAfterInitiation/],
    ['a prefix that is no text', { ...noncurrent, Filter: { Prefix: 5 } }, /`Prefix` that is not text/],
  ])('%s', (_what, rule, message) => {
    refused({ Rules: [{ ...base, ...rule }] }, message);
  });

  test.each([null, 5, 'text', [[]]])('%j is no rule', (rule) => {
    refused({ Rules: [rule] }, /^lifecycle rule `#1` is not an object/);
  });

  test('also in a rule that is disabled', () => {
    refused({ Rules: [{ ...base, Status: 'Disabled', NoncurrentVersionExpiration: { Days: 3 } }] }, /has `Days`/);
  });
});

test('incomplete uploads are aborted at the midnight after their days, below the prefix of the rule', () => {
  const rules = [{ name: 'tidy', prefix: 'tmp/', afterDays: 3 }];
  const upload = { key: 'tmp/big', initiated: at('10:30') };
  const midnight = Date.parse('2026-01-19T00:00:00Z');
  expect([ruleToAbort(rules, upload, midnight), ruleToAbort(rules, upload, midnight - 1), ruleToAbort(rules, { ...upload, key: 'data/big' }, midnight)]).toEqual(['tidy', null, null]);
});
