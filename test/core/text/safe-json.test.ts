import { describe, expect, it } from 'vitest';
import { safeJson, safeJsonLine } from '../../../src/core/text/safe-json.js';

describe('JSON that is safe to show', () => {
  it('has null for what is not known, and leaves nothing out', () => {
    expect(safeJson({ a: undefined, b: [undefined, { c: undefined }], d: null, e: 0, f: false, g: '' })).toBe('{"a":null,"b":[null,{"c":null}],"d":null,"e":0,"f":false,"g":""}');
    expect(safeJson(undefined)).toBe('null');
  });

  it.each([
    ['\u001b[31m', '\\u001b[31m'],
    ['\u007f', '\\u007f'],
    ['\u009b31m', '\\u009b31m'],
    ['\u061c', '\\u061c'],
    ['\u200e\u200f', '\\u200e\\u200f'],
    ['\u2028\u2029', '\\u2028\\u2029'],
    ['\u202a\u202e', '\\u202a\\u202e'],
    ['\u2066\u2069', '\\u2066\\u2069'],
    ['\ufeff', '\\ufeff'],
    // What is seen stays as it is
    ['ä\u{1f600}~\u00a0', 'ä\u{1f600}~\u00a0'],
  ])('has %j as %s, in names and in values, and reads back the same', (text, escaped) => {
    const value = { [text]: text };

    expect(safeJson(value)).toBe(`{"${escaped}":"${escaped}"}`);
    expect(safeJsonLine(value)).toBe(`{"${escaped}":"${escaped}"}\n`);
    expect(JSON.parse(safeJson(value))).toEqual(value);
  });

  it('is one line, or indented where that is wanted', () => {
    expect(safeJson({ a: [1] })).toBe('{"a":[1]}');
    expect(safeJson({ a: [1] }, 2)).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});
