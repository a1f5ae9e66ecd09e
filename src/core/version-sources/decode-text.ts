import { Failure } from '../failures/failure.js';

/**
 * The text of a file: UTF-8, or UTF-16 where its first two bytes say so (PowerShell writes that).
 * @param origin where it came from, for the message
 * @throws Failure `usage` for bytes that are neither: a key that was guessed could be another object's
 */
export function decodeText(bytes: Uint8Array, origin: string): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new Failure('usage', `${origin} is not text in UTF-8`, { hints: ['write the list anew in UTF-8'], cause });
  }
}
