import fc from 'fast-check';
import { expect, test } from 'vitest';
import { removeSection, setInSection, settingsOf } from '../../../src/core/ini/edit-sections.js';
import { profileSectionIn, type SectionMatch } from '../../../src/core/ini/sections.js';

/** One section as text: what belongs to it, and the comments behind it that do not. */
type Piece = { mine: boolean; own: string; behind: string };

const eol = fc.constantFrom('\n', '\r\n');
const words = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '=', ':', '"', '[', ']', ' ', '/', '\t', 'ü', '😀', '#', ';'), maxLength: 12 });
const line = fc.oneof(
  fc.tuple(fc.constantFrom('key', 'aws_access_key_id', 'Region', 's3'), fc.constantFrom('=', ' = ', '  =', ':'), words).map((parts) => parts.join('')),
  words.map((text) => `  x${text}`),
);
const remark = fc.tuple(fc.constantFrom('#', ';', '  #', '\t; '), words).map((parts) => parts.join(''));
const blank = fc.constantFrom('', '  ', '\t');

const piece: fc.Arbitrary<Piece> = fc
  .record({
    mine: fc.boolean(),
    other: fc.constantFrom('[default]', '[prod2]', '[profile prod]', '[ "x y" ]', '[prod x]'),
    header: fc.constantFrom('[prod]', '[ prod ]', '["prod"]', "['prod'] # here"),
    body: fc.array(fc.oneof(line, remark, blank), { maxLength: 6 }),
    last: fc.option(line, { nil: undefined }),
    blanks: fc.array(blank, { maxLength: 2 }),
    behind: fc.array(fc.oneof(remark, blank), { maxLength: 3 }),
    eol,
  })
  .map(({ mine, other, header, body, last, blanks, behind, eol: end }) => {
    const written = (lines: string[]) => lines.map((text) => text + end).join('');
    // Without a last setting nothing but the header is sure to belong to the section.
    const own = written([mine ? header : other, ...(last === undefined ? [] : [...body, last]), ...blanks]);
    // What stands behind begins with a comment, or it would be blank lines of the section.
    return { mine, own, behind: behind.length === 0 ? '' : written(['# behind', ...behind]) };
  });

const head = fc.tuple(fc.constantFrom('', '\ufeff'), fc.constantFrom('', '# first\n', '\n; all of it\r\n')).map((parts) => parts.join(''));
const match: SectionMatch = (content) => profileSectionIn('credentials', 'prod')(content);
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

test('every byte outside the section survives its removal', () => {
  fc.assert(
    fc.property(head, fc.array(piece, { maxLength: 6 }), fc.boolean(), (first, pieces, cut) => {
      const whole = first + pieces.map(({ own, behind }) => own + behind).join('');
      const left = first + pieces.map(({ mine, own, behind }) => (mine ? behind : own + behind)).join('');
      const trim = (text: string) => (cut ? text.replace(/\r?\n$/, '') : text);
      const last = pieces.at(-1);
      const expected = last?.mine === true && last.behind === '' ? left : trim(left);
      expect(textOf(removeSection({ file: 'f', bytes: Buffer.from(trim(whole)) }, match))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});

test('every byte outside the section survives a setting, and it can be read again', () => {
  fc.assert(
    fc.property(head, fc.array(piece, { maxLength: 6 }), (first, pieces) => {
      const at = pieces.findIndex(({ mine }) => mine);
      const once = pieces.filter(({ mine }, index) => !mine || index === at);
      const index = once.findIndex(({ mine }) => mine);
      const text = (some: readonly Piece[]) => some.map(({ own, behind }) => own + behind).join('');
      const bytes = Buffer.from(first + text(once));
      const after = setInSection({ file: 'f', bytes }, 'prod', { aws_access_key_id: 'NEW', token: 'a=b' });
      const kept = index < 0 ? [first + text(once), ''] : [first + text(once.slice(0, index)), (once[index]?.behind ?? '') + text(once.slice(index + 1))];
      expect(textOf(after).startsWith(kept[0] ?? '')).toBe(true);
      expect(textOf(after).endsWith(kept[1] ?? '')).toBe(true);
      const settings = settingsOf({ file: 'f', bytes: after }, match);
      expect([settings?.get('aws_access_key_id'), settings?.get('token')]).toEqual(['NEW', 'a=b']);
      expect(textOf(removeSection({ file: 'f', bytes: after }, match)).length).toBeLessThanOrEqual(textOf(after).length);
    }),
    { numRuns: 500 },
  );
});
