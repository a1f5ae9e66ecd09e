import { expect, it } from 'vitest';
import { isJson } from '../../../src/core/text/is-json.js';

it.each([
  ['{"a": [1]}', true],
  ['"text"', true],
  ['null', true],
  ['{"a": 1', false],
  ['{"a": 1}\n{"a": 2}', false],
  ['', false],
])('%j is JSON: %s', (text, expected) => {
  expect(isJson(text)).toBe(expected);
});
