import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { parseCode } from '../../src/mfa/code-text.js';
import { helpfulFailure } from '../support/helpful-failure.js';

describe('a code', () => {
  it.each(['123456', '123 456', '  123456\n', '1 2 3 4 5 6', '012345', '123\u00a0456'])('is read from %j', (text) => {
    expect(parseCode(text)).toMatch(/^[0-9]{6}$/);
    expect(parseCode(text)).toBe(text.replace(/\D/g, ''));
  });

  it.each([
    ['', 'it is empty'],
    ['12345', 'it has 5 digits'],
    ['1234567', 'it has 7 digits'],
    ['1', 'it has 1 digit'],
    ['12345a', 'it holds something other than digits'],
    ['-12345', 'it holds something other than digits'],
    ['１２３４５６', 'it holds something other than digits'],
  ])('is not read from %j: %s', (text, complaint) => {
    expect(() => parseCode(text)).toThrow(helpfulFailure('invalid-code', { message: `that is not a six-digit code: ${complaint}` }));
  });

  it('that is really a password is not repeated by the message', () => {
    const read = (): string => parseCode('hunter2 correct horse', 'the value of `--mfa-code`');
    expect(read).toThrow(Failure);
    try {
      read();
    } catch (error) {
      expect(JSON.stringify([(error as Failure).message, (error as Failure).hints])).not.toMatch(/hunter2|correct|horse/);
    }
  });
});
