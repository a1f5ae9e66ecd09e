import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileGlob } from '../../../src/core/purge/glob.js';

const keys = ['a', 'a.log', 'logs/a.log', 'logs/x/a.log', '.hidden', 'a/../b', 'a/b', './..', '/lead', 'new\nline.log', '\u{1f600}', '[x]', 'x-1', 'x-a', 'dir/', '{y}'];
const matching = (pattern: string): string[] => keys.filter(compileGlob('--include', pattern));

describe('a glob', () => {
  test.each([
    ['*', keys],
    ['**', keys],
    ['*.log', ['a.log', 'logs/a.log', 'logs/x/a.log', 'new\nline.log']],
    ['logs/*.log', ['logs/a.log', 'logs/x/a.log']],
    ['**/a.log', ['a.log', 'logs/a.log', 'logs/x/a.log']],
    ['logs/**/a.log', ['logs/a.log', 'logs/x/a.log']],
    ['a/**', ['a/../b', 'a/b']],
    ['a/*', ['a/../b', 'a/b']],
    ['?', ['a', '\u{1f600}']],
    ['x-[0-9]', ['x-1']],
    ['x-[!0-9]', ['x-a']],
    ['x[-+]1', ['x-1']],
    ['[[]x[]]', ['[x]']],
    ['[{]y[}]', ['{y}']],
    ['dir/', ['dir/']],
    ['!a', []],
    ['A', []],
    ['', []],
  ])('%j has the meaning it has for `aws s3`', (pattern, expected) => {
    expect(matching(pattern)).toEqual(expected);
  });

  test.each([
    ['x[a-c]', 'xb', 'x-'],
    ['x[a-]', 'x-', 'x\u0000'],
    ['x[acz]', 'xc', 'xm'],
    ['x[a]', 'xa', 'x\u0000'],
    ['x[!a-]', 'xb', 'x-'],
    ['x[]]', 'x]', 'x['],
    ['x[!]]', 'x[', 'x]'],
    ['?b', '\uffffb', '\uffff'],
    ['*[!\u{1f600}]', 'a', '\u{1f600}'],
    ['a/**/**/b', 'a/x/y/b', 'a/xb'],
    ['**/**/**/**/a', 'a', 'xa'],
  ])('%j takes %j, and not %j', (pattern, taken, left) => {
    expect([taken, left].map(compileGlob('--include', pattern))).toEqual([true, false]);
  });

  test.each([
    ['*.{jpg,png}', /has braces/, '`--exclude` once for each alternative'],
    ['{', /has braces/, '[{]'],
    ['}', /has braces/, '[{]'],
    ['a[b', /has a `\[` that is not closed/, '`[[]`'],
    ['a[]', /has a `\[` that is not closed/, '`[[]`'],
    ['**/**/**/**/**/a', /has more than 4 of `\*\*\/`/, '`*`'],
  ])('%j is refused, since it would be taken for something else', (pattern, message, hint) => {
    const refusal = { kind: 'usage', message: expect.stringMatching(message), hints: [expect.stringContaining(hint)] };
    expect(() => compileGlob('--exclude', pattern)).toThrow(expect.objectContaining(refusal));
  });

  test('is not slowed down by names made for it', () => {
    const matches = compileGlob('--include', `${'*a'.repeat(30)}*b`);
    expect(matches('a'.repeat(1024))).toBe(false);
    expect(matches(`${'a'.repeat(1023)}b`)).toBe(true);
  });

  test('agrees with the regular expression that it stands for', () => {
    const part = fc.constantFrom('*', '?', 'a', 'b', '/', '[ab]', '[!a]', '\u{1f600}');
    const text = fc.array(fc.constantFrom('a', 'b', '/', '\n', '\u{1f600}'), { maxLength: 8 }).map((characters) => characters.join(''));
    // `**/` has a meaning of its own, tried above.
    const pattern = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('')).filter((glob) => !glob.includes('**/'));
    fc.assert(
      fc.property(pattern, text, (glob, key) => {
        const source = glob.replace(/\[!/g, '[^').replace(/\*/g, '.*').replace(/(?<!\[)\?/g, '.');
        return compileGlob('--include', glob)(key) === new RegExp(`^${source}$`, 'su').test(key);
      }),
      { numRuns: 2000 },
    );
  });
});
