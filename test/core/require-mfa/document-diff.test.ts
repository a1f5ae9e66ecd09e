import { expect, test } from 'vitest';
import { documentDiff, printed } from '../../../src/core/require-mfa/document-diff.js';

const shown = (before: unknown, after: unknown): string[] => documentDiff(before, after).map(({ change, text }) => `${{ same: ' ', removed: '-', added: '+' }[change]}${text}`);

test('documents are compared line by line, as they are printed', () => {
  expect(shown({ a: 1, b: [2], c: 3 }, { a: 1, b: [4], c: 3 })).toEqual([' {', '   "a": 1,', '   "b": [', '-    2', '+    4', '   ],', '   "c": 3', ' }']);
  expect(shown({ a: 1 }, { a: 1 })).toEqual([' {', '   "a": 1', ' }']);
  expect(printed({ a: 1 })).toBe('{\n  "a": 1\n}\n');
});

test('where there was no document every line is new', () => {
  expect(shown(null, { a: 1 })).toEqual(['+{', '+  "a": 1', '+}']);
});
