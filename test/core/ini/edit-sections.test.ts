import { describe, expect, test } from 'vitest';
import { removeSection, setInSection, settingsOf, valuesOf } from '../../../src/core/ini/edit-sections.js';
import { profileSectionIn, type SectionMatch } from '../../../src/core/ini/sections.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const ini = (text: string) => ({ file: '~/.aws/credentials', bytes: bytes(text) });
const removed = (text: string, profile: string, kind: 'credentials' | 'config' = 'credentials'): string =>
  Buffer.from(removeSection(ini(text), profileSectionIn(kind, profile))).toString('utf8');
const set = (text: string, profile: string, settings: Record<string, string | null>): string =>
  Buffer.from(setInSection(ini(text), profile, settings)).toString('utf8');

describe('removing a section', () => {
  test.each<[string, string, string]>([
    ['in the middle, with its blank line', '[a]\nk = 1\n\n[b]\nk = 2\n\n[c]\nk = 3\n', '[a]\nk = 1\n\n[c]\nk = 3\n'],
    ['at the end, without a final newline', '[a]\nk = 1\n[b]\nk = 2', '[a]\nk = 1\n'],
    ['that is alone', '[b]\nk = 2\n', ''],
    ['with CRLF', '[a]\r\nk = 1\r\n[b]\r\nk = 2\r\n[c]\r\n', '[a]\r\nk = 1\r\n[c]\r\n'],
    ['after a byte order mark', '\ufeff[b]\nk = 2\n[c]\n', '\ufeff[c]\n'],
    ['that stands there twice', '[b]\nk = 1\n[a]\nk = 2\n[b]\nk = 3\n', '[a]\nk = 2\n'],
    ['without the comment that introduces the next', '[b]\nk = 2\n\n# production\n[c]\n', '# production\n[c]\n'],
    ['with the comments between its settings', '[b]\n# mine\nk = 2\n; and\nl = 3\n[c]\n', '[c]\n'],
    ['with what continues its settings', '[b]\ns3 =\n  max = 1\n\tmin = 2\n[c]\n', '[c]\n'],
    ['with a quoted name', '["b"]\nk = 2\n[c]\n', '[c]\n'],
    ['with blanks and a comment around its name', '[  b \t] # mine\nk = 2\n[c]\n', '[c]\n'],
    ['with the blank lines of any kind behind it', '[b]\nk = 2\n\v\n\f\n[c]\n', '[c]\n'],
    ['without a comment behind it, whatever blanks that begins with', '[b]\nk = 2\n\v# production\n\f; too\n[c]\n', '\v# production\n\f; too\n[c]\n'],
    ['without the blank lines of any kind behind such a comment', '[b]\nk = 2\n\n# production\n\n\v\n\f\n[c]\n', '# production\n\n\v\n\f\n[c]\n'],
    ['that has no settings', '[a]\n[b]\n[c]\n', '[a]\n[c]\n'],
    ['of a name that is not there', '[a]\nb = [b]\n', '[a]\nb = [b]\n'],
    ['whose name is only part of another', '[bb]\n[b b]\n[profile b]\n[x"b"]\n["b"x]\n', '[bb]\n[b b]\n[profile b]\n[x"b"]\n["b"x]\n'],
  ])('%s', (_what, text, left) => {
    expect(removed(text, 'b')).toBe(left);
  });

  test.each<[string, string, string]>([
    ['b', '[profile b]\nk = 1\n[b]\nk = 2\n[services b]\n', '[b]\nk = 2\n[services b]\n'],
    ['b', '[ profile  "b" ]\nk = 1\n[c]\n', '[c]\n'],
    ['b', '[my profile b]\nk = 1\n[profileb]\n', '[my profile b]\nk = 1\n[profileb]\n'],
    ['default', '[default]\nk = 1\n[profile default]\nk = 2\n[profile c]\n', '[profile c]\n'],
    ['süd à', '[profile "süd à"]\nk = 1\n[c]\n', '[c]\n'],
  ])('of profile %s in the config file: %j', (profile, text, left) => {
    expect(removed(text, profile, 'config')).toBe(left);
  });

  test('keeps bytes that are not UTF-8', () => {
    const mixed = Buffer.concat([bytes('[a]\nk = '), Buffer.from([0xff, 0xa0, 0x0a]), bytes('[b]\nk = 2\n')]);
    const left = removeSection({ file: 'f', bytes: mixed }, profileSectionIn('credentials', 'b'));
    expect(Buffer.from(left)).toEqual(mixed.subarray(0, -10));
  });

  test.each([
    ['[a]\nk =\n  [b]\n', 3],
    ['[a]\nk = 1\r[b]\n', 2],
  ])('leaves a file alone that is read in two ways, and says where: %j', (text, line) => {
    const message = expect.stringMatching(new RegExp(`^~/.aws/credentials is left as it is: line ${line} `));
    expect(() => removed(text, 'b')).toThrow(helpfulFailure('config-file', { message }));
  });
});

describe('setting in a section', () => {
  test.each<[string, string, string]>([
    ['a section that is there: other settings, comments and the rest stay', '[b] # mine\nregion = x\nkey=old\n  goes on\n# note\n\n[c]\nkey = c\n', '[b] # mine\nregion = x\nkey = new\n# note\n\n[c]\nkey = c\n'],
    ['a section that is not there', '[a]\nkey = 1\n', '[a]\nkey = 1\n\n[b]\nkey = new\n'],
    ['a file without a final newline', '[a]\nkey = 1', '[a]\nkey = 1\n\n[b]\nkey = new\n'],
    ['an empty file', '', '[b]\nkey = new\n'],
    ['a header that ends the file', '[b]', '[b]\nkey = new\n'],
    ['a file with CRLF', '[a]\r\nkey = 1\r\n', '[a]\r\nkey = 1\r\n\r\n[b]\r\nkey = new\r\n'],
    ['a file with line endings of two kinds: as its first one', '[a]\nkey = 1\r\n', '[a]\nkey = 1\r\n\n[b]\nkey = new\n'],
    ['what continues no setting stays', '[b]\n  stray\nkey = 1\n', '[b]\n  stray\nkey = new\n'],
    ['a name that stands there twice', '[b]\nkey = 1\n[a]\nk = 1\n[b]\nkey = 2\n', '[b]\nkey = new\n[a]\nk = 1\n'],
    [
      'a name that stands there twice: no other setting and no comment is lost, and what stood last counts',
      '[b]\nkey = 1\nregion = x\n# one\nk = 1\n[a]\nk = 1\n[b]\nregion = y\n# two\nkey = 2\n\n[c]\n',
      '[b]\n# one\nk = 1\nregion = y\n# two\nkey = new\n[a]\nk = 1\n[c]\n',
    ],
    ['a name in capitals and a colon', '[b]\nKEY: 1\n', '[b]\nkey = new\n'],
  ])('%s', (_what, text, left) => {
    expect(set(text, 'b', { key: 'new' })).toBe(left);
  });

  test('takes settings away', () => {
    expect(set('[b]\nkey = 1\nold = 2\n', 'b', { old: null })).toBe('[b]\nkey = 1\n');
  });

  test.each([
    ['my mfa', '["my mfa"]'],
    ['my-mfa', '[my-mfa]'],
  ])('names profile %s as every reader takes it: %s', (profile, header) => {
    expect(set('', profile, { key: 'v' })).toBe(`${header}\nkey = v\n`);
  });

  test.each([[{ key: 'v\n[root]' }], [{ other: 'v', key: 'v\r' }], [{ 'key\n[root]': 'v' }], [{ '[root]\nkey': 'v' }]])('refuses what would become another line: %j', (settings) => {
    expect(() => set('', 'b', settings)).toThrow(TypeError);
  });
});

describe('reading settings', () => {
  const b: SectionMatch = (content) => content === 'b';

  test.each<[string, string, [string, string][]]>([
    ['in any case, up to a comment, of every section of the name', '[b]\nKey = 1 ; note\ntoken=a=b\n[c]\nkey = 2\n[b]\nlast: 3\n', [['key', '1'], ['token', 'a=b'], ['last', '3']]],
    ['without comments and what continues a setting', '[b]\n# k = 1\ns3 =\n  max = 1\n', [['s3', '']]],
    ['with a `#` in the value', '[b]\nkey =#1#\n', [['key', '#1#']]],
    ['with any letters', '[b]\nkey = Prüfung\n', [['key', 'Prüfung']]],
    ['that have no value', '[b]\nkey\nother =\n', [['key', ''], ['other', '']]],
  ])('%s', (_what, text, settings) => {
    expect([...(settingsOf(ini(text), b) ?? [])]).toEqual(settings);
  });

  test('tells a section without settings from none', () => {
    expect(settingsOf(ini('[b]\n'), b)).toEqual(new Map());
    expect(settingsOf(ini('[c]\n'), b)).toBeNull();
  });

  test('shows every value that stands there for a name', () => {
    expect(valuesOf(ini('[b]\nkey = 1\nother = 2\nKEY = 3\n[c]\nkey = 4\n[b]\nkey = 5\n'), b, 'key')).toEqual(['1', '3', '5']);
  });
});
