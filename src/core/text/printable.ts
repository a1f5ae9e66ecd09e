/**
 * Characters that a terminal obeys or a reader cannot see, by Unicode category: controls (C0, C1, DEL), format
 * characters (bidirectional overrides, zero-width ones, tags), line and paragraph separators, lone surrogates.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * Makes text that came from elsewhere safe to show on one line of a terminal: what is obeyed or unseen becomes a
 * visible escape such as `\x1b`, `\u202e` or `\u{e0041}`.
 */
export function printable(text: string): string {
  return text.replace(unseen, (character) => short[character] ?? escapeOf(character.codePointAt(0) ?? 0));
}

function escapeOf(code: number): string {
  const digits = code.toString(16);
  if (code > 0xffff) return `\\u{${digits}}`;
  return code < 0x100 ? `\\x${digits.padStart(2, '0')}` : `\\u${digits.padStart(4, '0')}`;
}
