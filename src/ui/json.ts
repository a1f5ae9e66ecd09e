import { safeJson } from '../core/text/safe-json.js';

/**
 * One JSON document, indented by two spaces, with a newline at its end. Keys keep the order in which they were
 * written; what is not known is `null` and never left out; control characters in strings are escaped.
 */
export function jsonDocument(document: Readonly<Record<string, unknown>>): string {
  return `${safeJson(document, 2)}\n`;
}

/** The same on a single line, for streams of documents (NDJSON). */
export function jsonLine(document: Readonly<Record<string, unknown>>): string {
  return `${safeJson(document)}\n`;
}
