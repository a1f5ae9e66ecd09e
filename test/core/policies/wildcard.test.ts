import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wildcardMatches } from '../../../src/core/policies/wildcard.js';

describe('IAM wildcards', () => {
  test.each([
    ['*', '', true],
    ['*', 'anything', true],
    ['', '', true],
    ['', 'a', false],
    ['?', '', false],
    ['s3:*', 's3:PutBucketVersioning', true],
    ['s3:Put*', 's3:PutBucketVersioning', true],
    ['s3:*Versioning', 's3:PutBucketVersioning', true],
    ['s3:Put*Version', 's3:PutBucketVersioning', false],
    ['s3:PutBucketVersionin?', 's3:PutBucketVersioning', true],
    ['s3:PutBucketVersioning?', 's3:PutBucketVersioning', false],
    ['a*b*c', 'aXbbYcZc', true],
    ['a*b*c', 'aXbbYcZ', false],
    ['a.c', 'abc', false],
    ['(a|b)+', '(a|b)+', true],
    ['a*', 'a\nb', true],
    ['**', 'x', true],
    ['a?*', 'a', false],
    ['ledger', 'ledger-2', false],
    ['Ledger', 'ledger', false],
  ])('%j and %j: %s', (pattern, text, expected) => {
    expect(wildcardMatches(pattern, text)).toBe(expected);
  });

  test('a text without wildcards matches itself only', () => {
    const plain = fc.string().filter((text) => !/[*?]/.test(text));
    fc.assert(fc.property(plain, plain, (one, other) => wildcardMatches(one, other) === (one === other)));
  });

  test('a star takes whatever stands between', () => {
    fc.assert(fc.property(fc.string(), fc.string(), fc.string(), (head, middle, tail) => {
      const literal = (text: string): string => text.replace(/[*?]/g, 'x');
      expect(wildcardMatches(`${literal(head)}*${literal(tail)}`, literal(head) + middle + literal(tail))).toBe(true);
    }));
  });

  test('a hostile pattern is answered at once', () => {
    const began = performance.now();
    expect(wildcardMatches('*a'.repeat(2_000) + 'b', 'a'.repeat(4_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(1_000);
  });
});
