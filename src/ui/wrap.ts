import stringWidth from 'fast-string-width';
import { wrapAnsi } from 'fast-wrap-ansi';

/** Narrower than this, text is left to the terminal: a column of single words helps nobody. */
const NARROWEST = 40;

/** Stands in for a space that must not break; private use, so that it occurs in no text. */
const UNBREAKABLE = '\ue000';

/**
 * Breaks text between words so that its lines fit into `width` columns; longer words run on. What fits is not touched:
 * fast-wrap-ansi normalises Unicode, and a key name in another normal form is another key.
 */
export function wrapWords(text: string, width: number): string {
  return stringWidth(text) <= width ? text : wrapAnsi(text, Math.max(width, 1), { hard: false });
}

/**
 * Wraps one line of text between words. What stands in backticks is never broken, so that a command can be copied;
 * words longer than the line run on and the terminal breaks them, which copies well too. Where only the margin makes
 * them too long, they stand without it.
 * Lines of a list (`- `, `[x] `, `1. `) continue under their text.
 * @param columns width of the terminal
 * @param hanging width of the prefix that the caller puts before the text: continuation lines stand under the text
 */
export function wrapLine(text: string, columns: number, hanging = 0): string {
  const indentation = /^ */.exec(text)?.[0] ?? '';
  const bullet = /^(?:- |\[[ x]\] |\d+\. )/.exec(text.slice(indentation.length))?.[0] ?? '';
  const margin = indentation + ' '.repeat(hanging + bullet.length);
  const glued = text.slice(indentation.length).replace(/`[^`]+`/g, (span) => span.replaceAll(' ', UNBREAKABLE));
  const wrapped = wrapWords(glued, Math.max(columns, NARROWEST) - margin.length);
  const lines = wrapped.replaceAll(UNBREAKABLE, ' ').split('\n');
  // A path that fits on a line of its own is not broken for the sake of the margin.
  const standsAlone = (line: string): boolean => stringWidth(line) <= columns && stringWidth(line) + margin.length > columns;
  const placed = lines.map((line, index) => (standsAlone(line) ? `${index === 0 && hanging > 0 ? '\n' : ''}${line}` : (index === 0 ? indentation : margin) + line));
  return placed.join('\n');
}
