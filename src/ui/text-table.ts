import stringWidth from 'fast-string-width';
import type { Cleaner } from './clean-text.js';
import type { Style } from './style.js';
import type { Cell, Table as TableContent } from './ui.js';
import { wrapWords } from './wrap.js';

/** No frame: a table stays greppable, survives a copy, and has room for its content. */
const GAP = '  ';

/** Lines that a row may take before a list is easier to read. */
const TALLEST_ROW = 4;

/** How a table is drawn. */
type TableLook = {
  /** Width to fit into; `null` where there is none (a pipe), so that every row stays one line. */
  columns: number | null;
  style: Style;
  clean: Cleaner;
};

/**
 * Draws a table without a newline at its end. Where it is too wide, the last column is left out if the table allows it; else
 * the widest columns are wrapped between words; where words would have to be broken, or a row would become a tower, each row
 * becomes a list of `title  value` lines.
 */
export function textTable({ head, rows, insteadOfLast }: TableContent, { columns, style, clean }: TableLook): string {
  const available = columns ?? Infinity;
  const titles = head.map((title) => style.tone(clean(title), 'strong'));
  const body = rows.map((row) => row.map((cell) => drawn(cell, style, clean)));
  const lines = [titles, ...body];
  const isCut = insteadOfLast !== undefined && naturalWidth(lines) > available;
  const kept = isCut ? lines.map((line) => line.slice(0, -1)) : lines;
  const widths = columnWidths(kept, available);
  const isTower = (fitting: number[]): boolean => naturalWidth(kept) > available && heightOf(kept, fitting) > TALLEST_ROW;
  if (widths === null || isTower(widths)) return stacked(titles, body, available);
  const instead = isCut && insteadOfLast !== '' ? `\n${style.markup(clean(insteadOfLast))}` : '';
  return tabular(kept, widths) + instead;
}

/** Columns that the lines take where nothing is wrapped. */
function naturalWidth(lines: string[][]): number {
  return sum(widestCells(lines)) + GAP.length * ((lines[0]?.length ?? 1) - 1);
}

function widestCells(lines: string[][]): number[] {
  return (lines[0] ?? []).map((_, index) => largest(lines, (line) => stringWidth(line[index] ?? '')));
}

/** Not `Math.max(...)`, whose arguments must fit the stack: a table may have a hundred thousand rows. */
function largest<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, measure(item)), 0);
}

function sum(widths: number[]): number {
  return widths.reduce((total, width) => total + width, 0);
}

function drawn(cell: Cell, style: Style, clean: Cleaner): string {
  const { text, tone } = typeof cell === 'string' ? { text: cell, tone: 'plain' as const } : cell;
  return style.tone(style.markup(clean(text)), tone);
}

/** The widths that fit, taken from the widest columns first; `null` if a word would have to be broken. */
function columnWidths(lines: string[][], available: number): number[] | null {
  const widths = widestCells(lines);
  let excess = naturalWidth(lines) - available;
  if (excess <= 0) return widths;
  const narrowest = widths.map((_, index) => largest(lines, (line) => widestWord(line[index] ?? '')));
  while (excess > 0) {
    const room = widths.map((width, index) => (width > (narrowest[index] ?? 0) ? width : 0));
    const widest = Math.max(...room);
    if (widest === 0) return null;
    widths[room.indexOf(widest)] = widest - 1;
    excess -= 1;
  }
  return widths;
}

function widestWord(text: string): number {
  return largest(text.split(' '), (word) => stringWidth(word));
}

/** Lines that the tallest row takes. */
function heightOf(lines: string[][], widths: number[]): number {
  return largest(lines, (line) => largest(cellsOf(line, widths), ({ length }) => length));
}

/** Each cell of a row as the lines it is wrapped to. */
function cellsOf(line: string[], widths: number[]): string[][] {
  return line.map((text, index) => wrapWords(text, widths[index] ?? Infinity).split('\n'));
}

function tabular(lines: string[][], widths: number[]): string {
  const pad = (text: string, index: number) => text + ' '.repeat(Math.max(0, (widths[index] ?? 0) - stringWidth(text)));
  const printed = lines.flatMap((line) => {
    const cells = cellsOf(line, widths);
    const height = largest(cells, ({ length }) => length);
    return Array.from({ length: height }, (_, row) => cells.map((cell, index) => pad(cell[row] ?? '', index)).join(GAP));
  });
  return printed.join('\n').replace(/ +$/gm, '');
}

function stacked(titles: string[], rows: string[][], columns: number): string {
  const labelWidth = largest(titles, (title) => stringWidth(title));
  const margin = ' '.repeat(labelWidth + GAP.length);
  const field = (title: string, text: string) => {
    const label = title + ' '.repeat(labelWidth - stringWidth(title)) + GAP;
    return label + wrapWords(text, columns - margin.length).replaceAll('\n', `\n${margin}`);
  };
  const entries = rows.map((row) => titles.flatMap((title, index) => (row[index] ? [field(title, row[index])] : [])).join('\n'));
  return entries.join('\n\n');
}
