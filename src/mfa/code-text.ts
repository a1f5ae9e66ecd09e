import { Failure } from '../core/failures/failure.js';

/**
 * Reads a code as people type it: six digits, spaces around or between them allowed (`123 456`).
 * @param text what was typed, or a line of a file
 * @param where where it came from, for the message: `--mfa-code`, `line 3 of standard input`
 * @returns exactly six ASCII digits
 * @throws Failure `invalid-code`. The message never repeats the text: people type passwords here.
 */
export function parseCode(text: string, where = 'that'): string {
  const digits = text.replace(/\s/g, '');
  if (/^[0-9]{6}$/.test(digits)) return digits;
  throw new Failure('invalid-code', `${where} is not a six-digit code: ${complaint(digits)}`, {
    hints: ['give the six digits that the MFA device shows now, not a password and not a backup code'],
  });
}

function complaint(text: string): string {
  if (text === '') return 'it is empty';
  if (!/^[0-9]+$/.test(text)) return 'it holds something other than digits';
  return `it has ${text.length} ${text.length === 1 ? 'digit' : 'digits'}`;
}
