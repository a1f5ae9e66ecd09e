/**
 * Characters that JSON allows in strings and a terminal obeys or a reader cannot see. `JSON.stringify` escapes only
 * those below U+0020 and lone surrogates.
 */
const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * JSON text that is safe to show: what is not known is `null` and never left out, and control characters in strings
 * are escaped.
 * @param indent spaces a level; none for one line
 */
export function safeJson(value: unknown, indent?: number): string {
  return escaped(JSON.stringify(value, (_, part: unknown) => (part === undefined ? null : part), indent));
}

/** A value of which every part is known. */
type Known = string | number | boolean | null;

/** One line as {@link safeJson} makes it, of what is known altogether: a quarter of the time, of a million lines. */
export function safeJsonLine(value: Readonly<Record<string, Known>>): string {
  return `${escaped(JSON.stringify(value))}\n`;
}

function escaped(text: string): string {
  return text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
