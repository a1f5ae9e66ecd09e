import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { type PurgeFlags, ruleOfFlags } from '../../../src/core/purge/flag-rules.js';
import { everyObject } from '../../../src/core/purge/object-filter.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const none: PurgeFlags = {
  olderThanMs: null,
  keep: null,
  prefix: '',
  minSize: null,
  maxSize: null,
  include: [],
  exclude: [],
  expiredDeleteMarkers: false,
  allVersions: false,
};

describe('the flags of purge', () => {
  test('make one rule, named after those that say what goes', () => {
    expect(ruleOfFlags({ ...none, olderThanMs: 1000, keep: 3, prefix: 'logs/', expiredDeleteMarkers: true })).toEqual({
      name: '--older-than --keep --expired-delete-markers',
      filter: { ...everyObject, prefix: 'logs/' },
      noncurrent: { after: { ms: 1000 }, keep: 3 },
      current: null,
      expiredMarkers: true,
      everything: false,
    });
  });

  test.each<[string, Partial<PurgeFlags>]>([
    ['--older-than', { olderThanMs: 1000 }],
    ['--keep', { keep: 3 }],
    ['--expired-delete-markers', { expiredDeleteMarkers: true }],
  ])('name a rule %s when nothing else says what goes', (name, flags) => {
    expect(ruleOfFlags({ ...none, ...flags }).name).toBe(name);
  });

  test('say nothing of noncurrent versions where only expired markers are asked for', () => {
    expect(ruleOfFlags({ ...none, expiredDeleteMarkers: true })).toMatchObject({ noncurrent: null, expiredMarkers: true });
  });

  test('say nothing of age with --keep alone, and of a number with --older-than alone', () => {
    expect(ruleOfFlags({ ...none, keep: 0 }).noncurrent).toEqual({ after: null, keep: 0 });
    expect(ruleOfFlags({ ...none, olderThanMs: 0 }).noncurrent).toEqual({ after: null, keep: 0 });
  });

  test('can ask for everything, below a prefix too', () => {
    expect(ruleOfFlags({ ...none, allVersions: true, prefix: 'tmp/' })).toMatchObject({ name: '--all-versions', everything: true, filter: { prefix: 'tmp/' } });
  });

  test.each<[string, Partial<PurgeFlags>, RegExp]>([
    ['nothing that says what goes', { prefix: 'logs/', include: ['*.log'] }, /nothing says which versions/],
    ['everything, but only old versions', { allVersions: true, olderThanMs: 0 }, /--all-versions cannot be used with --older-than: .*everything/],
    ['everything, but only some versions', { allVersions: true, keep: 1 }, /--all-versions cannot be used with --keep: .*everything/],
    ['everything, but only expired markers', { allVersions: true, expiredDeleteMarkers: true }, /--all-versions cannot be used with --expired-delete-markers: .*everything/],
    ['everything of a size', { allVersions: true, minSize: 1 }, /--min-size and --max-size cannot be used with --all-versions/],
    ['markers of a size', { expiredDeleteMarkers: true, maxSize: 1 }, /--min-size and --max-size cannot be used with --expired-delete-markers: delete markers have no size/],
    ['sizes that exclude each other', { keep: 1, minSize: 2, maxSize: 1 }, /no version fits/],
    ['names that cannot be read', { keep: 1, include: ['a]}'] }, /--include `a\]\}` has braces/],
    ['no names that can be read', { keep: 1, exclude: ['*.{jpg,png}'] }, /--exclude `\*\.\{jpg,png\}` has braces/],
  ])('are refused where they ask for %s', (_what, flags, message) => {
    expect(() => ruleOfFlags({ ...none, ...flags })).toThrow(helpfulFailure('usage', { message: expect.stringMatching(message) }));
  });

  test.each<[string, Partial<PurgeFlags>, string[]]>([
    ['everything and some', { allVersions: true, keep: 1 }, ['--keep']],
    ['markers of a size', { expiredDeleteMarkers: true, maxSize: 1 }, ['--expired-delete-markers']],
    ['nothing', {}, ['--older-than', '--keep', '--expired-delete-markers', '--lifecycle']],
  ])('are named in the hints where they ask for %s', (_what, flags, named) => {
    let hints: string[] = [];
    try {
      ruleOfFlags({ ...none, ...flags });
    } catch (error) {
      if (isFailure(error)) hints = error.hints;
    }
    expect(hints.flatMap((hint) => hint.match(/--[a-z-]+/g) ?? [])).toEqual(named);
  });
});
