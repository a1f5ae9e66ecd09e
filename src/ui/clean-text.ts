import { isJson } from '../core/text/is-json.js';
import { printable } from '../core/text/printable.js';
import type { Redactor } from '../core/text/redaction.js';
import { safeJson } from '../core/text/safe-json.js';

/** Makes one line of text safe to show: secrets hidden, control characters visible. */
export type Cleaner = (text: string) => string;

/** The cleaner of a run. Secrets go first: an escaped control character could otherwise split one. */
export function makeCleaner(redactor: Redactor): Cleaner {
  return (text) => printable(redactor.redact(text));
}

/**
 * Hides secrets in a result and leaves everything else to the byte. In JSON only string values are touched, because
 * six digits of a byte count that happen to equal a code must not turn a number into something that does not parse.
 * @param text a whole document (JSON, CSV, …)
 */
export function redactResult(redactor: Redactor, text: string): string {
  if (redactor.redact(text) === text) return text;
  if (!isJson(text)) return redactor.redact(text);
  return text.replace(/"(?:[^"\\]|\\.)*"/g, (literal) => redactLiteral(redactor, literal));
}

function redactLiteral(redactor: Redactor, literal: string): string {
  const value = JSON.parse(literal) as string;
  const clean = redactor.redact(value);
  // As the document was written: control characters beside the secret stay escaped.
  return clean === value ? literal : safeJson(clean);
}
