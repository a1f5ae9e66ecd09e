/**
 * Characters that JSON allows in strings and a terminal obeys or a reader cannot see. `JSON.stringify` escapes only
 * those below U+0020.
 */
const unseen = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

/**
 * One JSON document, indented by two spaces, with a newline at its end. Keys keep the order in which they were
 * written; what is not known is `null` and never left out; control characters in strings are escaped.
 */
export function jsonDocument(document: Readonly<Record<string, unknown>>): string {
  return `${serialise(document, 2)}\n`;
}

/** The same on a single line, for streams of documents (NDJSON). */
export function jsonLine(document: Readonly<Record<string, unknown>>): string {
  return `${serialise(document)}\n`;
}

function serialise(document: Readonly<Record<string, unknown>>, indent?: number): string {
  const text = JSON.stringify(document, (_, value: unknown) => (value === undefined ? null : value), indent);
  return text.replace(unseen, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
