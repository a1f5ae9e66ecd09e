import { describe, expect, it } from 'vitest';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { makeCleaner } from '../../src/ui/clean-text.js';
import { makeStyle } from '../../src/ui/style.js';
import { textTable } from '../../src/ui/text-table.js';
import type { Table } from '../../src/ui/ui.js';

const verdicts: Table = {
  head: ['Bucket', 'Region', 'Verdict', 'Fix'],
  rows: [
    ['ledger', 'eu-west-1', { text: 'on', tone: 'good' }, ''],
    ['photos-of-the-company-picnic', 'us-east-1', { text: 'blocked', tone: 'bad' }, '`s3-mfa-delete enable --remove-lifecycle backup photos-of-the-company-picnic`'],
  ],
};

const draw = (table: Table, columns: number | null, colored = false) =>
  textTable(table, { columns, style: makeStyle(colored), clean: makeCleaner(makeRedactor()) });
const widest = (text: string) => Math.max(...text.split('\n').map(({ length }) => length));

describe('a table', () => {
  it('keeps every row on one line where nothing limits it', () => {
    expect(draw(verdicts, null)).toMatchInlineSnapshot(`
      "Bucket                        Region     Verdict  Fix
      ledger                        eu-west-1  on
      photos-of-the-company-picnic  us-east-1  blocked  \`s3-mfa-delete enable --remove-lifecycle backup photos-of-the-company-picnic\`"
    `);
  });

  it('wraps its widest columns between words at 80 columns', () => {
    expect(draw(verdicts, 80)).toMatchInlineSnapshot(`
      "Bucket                        Region     Verdict  Fix
      ledger                        eu-west-1  on
      photos-of-the-company-picnic  us-east-1  blocked  \`s3-mfa-delete enable
                                                        --remove-lifecycle backup
                                                        photos-of-the-company-picnic\`"
    `);
    expect(widest(draw(verdicts, 80))).toBeLessThanOrEqual(80);
  });

  it('leaves out its last column rather than wrap it, if it may, and says in a line what stood there', () => {
    const table: Table = { ...verdicts, insteadOfLast: 'To turn it on: `s3-mfa-delete enable <bucket...>`' };

    expect(draw(table, 80)).toMatchInlineSnapshot(`
      "Bucket                        Region     Verdict
      ledger                        eu-west-1  on
      photos-of-the-company-picnic  us-east-1  blocked
      To turn it on: \`s3-mfa-delete enable <bucket...>\`"
    `);
    expect(draw(table, null)).toBe(draw(verdicts, null));
    expect(draw(table, 40)).toBe(draw(verdicts, 40));
    expect(draw({ ...table, insteadOfLast: '' }, 80)).not.toMatch(/\n$/);
  });

  it.each([null, 80])('has room for a hundred thousand rows, at %s columns', (columns) => {
    const rows = Array.from({ length: 100_000 }, (_, index) => [`bucket-${index}`, `s3-mfa-delete enable bucket-${index}`]);

    expect(draw({ head: ['Bucket', 'Fix'], rows }, columns).split('\n')).toHaveLength(100_001);
  });

  it('becomes a list where a row would take more than four lines', () => {
    const table: Table = { head: ['Access key', 'What it is for'], rows: [['AKIAOVLEUNBZVVEBSAJB', 'may read what verify reads and nothing else']] };

    expect(draw(table, 33)).toMatchInlineSnapshot(`
      "Access key      AKIAOVLEUNBZVVEBSAJB
      What it is for  may read what
                      verify reads and
                      nothing else"
    `);
  });

  it('becomes a list where words would have to be broken, as at 40 columns', () => {
    expect(draw(verdicts, 40)).toMatchInlineSnapshot(`
      "Bucket   ledger
      Region   eu-west-1
      Verdict  on

      Bucket   photos-of-the-company-picnic
      Region   us-east-1
      Verdict  blocked
      Fix      \`s3-mfa-delete enable
               --remove-lifecycle backup
               photos-of-the-company-picnic\`"
    `);
    expect(widest(draw(verdicts, 40))).toBeLessThanOrEqual(40);
  });

  it('leaves a name whole that is longer than the terminal is wide', () => {
    const name = 'b'.repeat(63);
    expect(draw({ head: ['Bucket', 'State'], rows: [[name, 'on']] }, 40)).toContain(name);
  });

  it('fits exactly without being touched', () => {
    const table = { head: ['a', 'b'], rows: [['1234567890', '1234 67890']] };
    expect(draw(table, 22)).toBe('a           b\n1234567890  1234 67890');
    expect(draw(table, 21)).toBe('a           b\n1234567890  1234\n            67890');
  });

  it('lines up coloured, wide and combined characters, and keeps their normal form', () => {
    const table = { head: ['名前', 'State'], rows: [[{ text: '漢字', tone: 'bad' as const }, 'on'], ['e\u0301', 'off']] };
    expect(draw(table, 80)).toBe('名前  State\n漢字  on\ne\u0301     off');
    expect(draw(table, 80, true)).toContain('\x1b[31m漢字\x1b[39m  on');
  });

  it('can be empty', () => {
    expect(draw({ head: ['Bucket', 'State'], rows: [] }, 80)).toBe('Bucket  State');
  });
});
