import { stringify } from 'csv-stringify/sync';
import { printable } from '../core/text/printable.js';

/**
 * A CSV document with a head line: RFC 4180 quoting, lines end in `\n`. Cells cannot start a formula (they get a `'`
 * in front) and control characters are visible, because bucket and key names are other people's text.
 * https://owasp.org/www-community/attacks/CSV_Injection
 * @param head column titles
 * @param rows as many cells as titles; `null` becomes an empty cell
 */
export function csvDocument(head: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const lines = [head, ...rows].map((row) => row.map(cell));
  return stringify(lines, { escape_formulas: true });
}

function cell(text: string | null): string {
  if (text === null) return '';
  // Made visible, a leading tab or carriage return no longer looks dangerous to the writer; a spreadsheet that is
  // told to interpret escapes would still see it.
  return /^[\t\r]/.test(text) ? `'${printable(text)}` : printable(text);
}
