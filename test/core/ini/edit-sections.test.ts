import { describe, expect, test } from 'vitest';
import { removeSection, setInSection, settingsOf } from '../../../src/core/ini/edit-sections.js';
import { profileSectionIn } from '../../../src/core/ini/sections.js';

const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const ini = (text: string) => ({ file: '~/.aws/credentials', bytes: bytes(text) });
const removed = (text: string, profile: string, kind: 'credentials' | 'config' = 'credentials'): string =>
  Buffer.from(removeSection(ini(text), profileSectionIn(kind, profile))).toString('utf8');
const set = (text: string, profile: string, settings: Record<string, string | null>): string =>
  Buffer.from(setInSection(ini(text), profileSectionIn('credentials', profile), settings)).toString('utf8');

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
    ['with blanks and a comment around its name', '[ b ] # mine\nk = 2\n[c]\n', '[c]\n'],
    ['that has no settings', '[a]\n[b]\n[c]\n', '[a]\n[c]\n'],
    ['of a name that is not there', '[a]\nb = [b]\n', '[a]\nb = [b]\n'],
    ['whose name is only part of another', '[bb]\n[b b]\n[profile b]\n', '[bb]\n[b b]\n[profile b]\n'],
  ])('%s', (_what, text, left) => {
    expect(removed(text, 'b')).toBe(left);
  });

  test.each<[string, string, string]>([
    ['b', '[profile b]\nk = 1\n[b]\nk = 2\n[services b]\n', '[b]\nk = 2\n[services b]\n'],
    ['b', '[ profile  "b" ]\nk = 1\n[c]\n', '[c]\n'],
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

  test.each(['[a]\nk =\n  [b]\n', '[a]\nk = 1\r[b]\n'])('leaves a file alone that is read in two ways: %j', (text) => {
    expect(() => removed(text, 'b')).toThrow(/line \d means one thing to the AWS CLI and another to the SDKs/);
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

  test('quotes a name with blanks', () => {
    expect(set('', 'my mfa', { key: 'v' })).toBe('["my mfa"]\nkey = v\n');
  });

  test('refuses a value that would become another line', () => {
    expect(() => set('', 'b', { key: 'v\n[root]' })).toThrow(TypeError);
  });
});

test('settings are read as the AWS CLI reads them', () => {
  const text = '[b]\nKey = 1 ; note\ntoken=a=b\n[c]\nkey = 2\n[b]\nlast: 3\n';
  expect([...(settingsOf(ini(text), profileSectionIn('credentials', 'b')) ?? [])]).toEqual([['key', '1'], ['token', 'a=b'], ['last', '3']]);
  expect(settingsOf(ini(text), profileSectionIn('credentials', 'd'))).toBeNull();
});
