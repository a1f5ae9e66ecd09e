import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../../src/core/text/printable.js';

/** Half of the characters come from the blocks where the dangerous ones live. */
const anyText = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0x10ffff }), fc.integer({ min: 0, max: 0x2fff })))
  .map((codes) => String.fromCodePoint(...codes));

describe('what a terminal obeys or a reader cannot see becomes visible', () => {
  test.each([
    ['a line feed', 'a\nb', 'a\\nb'],
    ['a carriage return', 'a\rb', 'a\\rb'],
    ['a tab', 'a\tb', 'a\\tb'],
    ['a null', 'a\0b', 'a\\x00b'],
    ['a colour', '\u001b[31mred', '\\x1b[31mred'],
    ['a title with a bell', '\u001b]0;owned\u0007', '\\x1b]0;owned\\x07'],
    ['delete', '\u007f', '\\x7f'],
    ['a C1 control sequence introducer', '\u009b2J', '\\x9b2J'],
    ['next line', '\u0085', '\\x85'],
    ['a line separator', '\u2028', '\\u2028'],
    ['a paragraph separator', '\u2029', '\\u2029'],
    ['a byte order mark', '\ufeff', '\\ufeff'],
    ['a soft hyphen', 'pay\u00adpal', 'pay\\xadpal'],
    ['a zero-width space', 'a\u200bb', 'a\\u200bb'],
    ['a word joiner', 'a\u2060b', 'a\\u2060b'],
    ['an invisible tag', 'a\u{e0041}b', 'a\\u{e0041}b'],
    ['half a surrogate pair', 'a\ud800b', 'a\\ud800b'],
  ])('%s', (_, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test.each([...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'])('the bidirectional control %j', (control) => {
    expect(printable(`safe${control}exe.txt`)).toBe(`safe\\u${control.charCodeAt(0).toString(16).padStart(4, '0')}exe.txt`);
  });

  test.each(['', 'ledger', 'größe', '数据', 'חשבון', '🔐', 'a b', 'C:\\x1b'])('%j stays as it is', (text) => {
    expect(printable(text)).toBe(text);
  });

  test('nothing of the kind is left of any text, and a second time changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = printable(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(printable(shown)).toBe(shown);
      }),
    );
  });
});
