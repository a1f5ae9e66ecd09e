import wrapAnsi from 'wrap-ansi';

/** Narrower than this, text is left to the terminal: a column of single words helps nobody. */
const NARROWEST = 40;

/** Stands in for a space that must not break; private use, so that it occurs in no text. */
const UNBREAKABLE = '\ue000';

/**
 * Wraps one line of text between words. What stands in backticks is never broken, so that a command can be copied;
 * words longer than the line run on and the terminal breaks them, which copies well too.
 * @param columns width of the terminal
 * @param hanging width of the prefix that the caller puts before the text: continuation lines stand under the text
 */
export function wrapLine(text: string, columns: number, hanging = 0): string {
  const indentation = /^ */.exec(text)?.[0] ?? '';
  const margin = indentation + ' '.repeat(hanging);
  const glued = text.slice(indentation.length).replace(/`[^`]+`/g, (span) => span.replaceAll(' ', UNBREAKABLE));
  const wrapped = wrapAnsi(glued, Math.max(columns, NARROWEST) - margin.length, { hard: false });
  return indentation + wrapped.replaceAll(UNBREAKABLE, ' ').replaceAll('\n', `\n${margin}`);
}
