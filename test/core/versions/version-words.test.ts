import { describe, expect, it } from 'vitest';
import { keyInWords, shortVersionId, standingOf, versionsInWords } from '../../../src/core/versions/version-words.js';

describe('a key for people', () => {
  it.each<[key: string, width: number, words: string]>([
    ['abcdefghij', 10, 'abcdefghij'],
    ['abcdefghijk', 10, 'abcdef…ijk'],
    ['abcdefghijklm', 11, 'abcdef…jklm'],
    ['\u{1f600}'.repeat(11), 10, `${'\u{1f600}'.repeat(6)}…${'\u{1f600}'.repeat(3)}`],
    ['a`b', 10, 'a\\x60b'],
    ['`'.repeat(3), 10, '\\x60\\x…x60'],
  ])('%j in %i columns is %j', (key, width, words) => {
    expect(keyInWords(key, width)).toBe(words);
  });

  it('has 80 columns where nobody says how many', () => {
    expect(keyInWords('x'.repeat(80))).toBe('x'.repeat(80));
    expect([...keyInWords('x'.repeat(81))]).toHaveLength(80);
  });
});

it.each([
  ['null', 'null'],
  ['1234567890123', '1234567890123'],
  ['12345678901234', '123456789012…'],
  ['3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrH', '3sL4kqtJlcpX…'],
])('version id %s is shown as %s', (versionId, shown) => {
  expect(shortVersionId(versionId)).toBe(shown);
});

it.each([
  [false, true, 'current'],
  [false, false, 'noncurrent'],
  [true, true, 'current delete marker'],
  [true, false, 'delete marker'],
])('delete marker: %s, latest: %s, is a %s', (isDeleteMarker, isLatest, standing) => {
  expect(standingOf({ isDeleteMarker, isLatest })).toBe(standing);
});

describe('versions are counted', () => {
  const version = { key: 'a', versionId: 'v', isLatest: false, lastModified: 0 };
  const [data, marker] = [{ ...version, isDeleteMarker: false, size: 26 }, { ...version, isDeleteMarker: true, size: 0 }];

  it.each([
    [[data], '1 version, 26 bytes'],
    [[data, data, marker], '2 versions, 1 delete marker, 52 bytes'],
    [[marker, marker], '2 delete markers'],
    [[{ ...data, size: 0 }], '1 version, 0 bytes'],
    [[], ''],
  ])('%#', (versions, words) => {
    expect(versionsInWords(versions)).toBe(words);
  });
});
