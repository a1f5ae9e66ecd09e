import { describe, expect, it } from 'vitest';
import { compareKeys } from '../../../src/core/versions/key-order.js';
import { versionNamed } from '../../../src/core/versions/object-version.js';
import { decodeUrlEncodedKey } from '../../../src/core/versions/url-encoded-key.js';

describe('the order of keys', () => {
  it.each([
    ['a', 'b'],
    ['a', 'aa'],
    ['', 'a'],
    ['B', 'a'],
    ['z', 'é'],
    ['\u007f', '\u0080'],
    ['\ud7ff', '\ue000'],
    // By UTF-16 units the second would come first
    ['\uffff', '\u{1f600}'],
    ['a\ue000', 'a\u{10000}'],
    ['\u{1f600}', '\u{1f601}'],
    ['\u{1f600}', '\u{1f600}a'],
  ])('is that of their UTF-8 bytes: %j before %j', (first, second) => {
    expect([Math.sign(compareKeys(first, second)), Math.sign(compareKeys(second, first))]).toEqual([-1, 1]);
    expect(Math.sign(Buffer.compare(Buffer.from(first), Buffer.from(second)))).toBe(-1);
  });

  it.each(['', 'a', '\u{1f600}'])('has one place for %j', (key) => {
    expect(compareKeys(key, key)).toBe(0);
  });
});

describe('an encoded key', () => {
  it.each([
    ['plain/key.txt', 'plain/key.txt'],
    ['', ''],
    ['+', ' '],
    ['a+b', 'a b'],
    ['a%2Bb', 'a+b'],
    ['a%20b+c+d', 'a b c d'],
    ['100%25', '100%'],
    ['%F0%9F%98%80', '\u{1f600}'],
    ['%0A', '\n'],
    ['\u{1f600}', '\u{1f600}'],
  ])('%j is %j', (text, key) => {
    expect(decodeUrlEncodedKey(text)).toBe(key);
  });

  it.each(['%', '100%', '%zz', '%F0%9F', '%ff', 'a%2'])('%j is none, and not guessed', (text) => {
    expect(decodeUrlEncodedKey(text)).toBeNull();
  });
});

it('two versions have the same name only where key and version id are the same', () => {
  const names = [['a', 'v1'], ['a', 'v2'], ['b', 'v1'], ['v1 a', 'v'], ['a', 'null'], ['', 'v1']] as const;

  expect(new Set(names.map(([key, versionId]) => versionNamed({ key, versionId }))).size).toBe(names.length);
  expect(versionNamed({ key: 'a', versionId: 'v1' })).toBe(versionNamed({ key: 'a', versionId: 'v1' }));
});
