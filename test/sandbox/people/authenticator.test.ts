import { Secret, TOTP } from 'otpauth';
import { describe, expect, it } from 'vitest';
import { codeAt, newDeviceSecret, stepOfCode } from '../../../src/sandbox/people/authenticator.js';

const RFC_SECRET = Secret.fromLatin1('12345678901234567890').base32;

describe('the authenticator', () => {
  // RFC 6238, appendix B, SHA-1: the last six of its eight digits.
  it.each([
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_111_111_111, '050471'],
    [1_234_567_890, '005924'],
    [2_000_000_000, '279037'],
    [20_000_000_000, '353130'],
  ])('shows the code of RFC 6238 at second %i', (second, code) => {
    expect(codeAt(RFC_SECRET, second * 1000)).toBe(code);
  });

  it('shows what any authenticator app shows for the same secret', () => {
    const secret = newDeviceSecret();
    const app = new TOTP({ secret });
    const now = Date.UTC(2026, 0, 2, 3, 4, 5);
    expect(codeAt(secret, now)).toBe(app.generate({ timestamp: now }));
  });

  it('makes a new 64-character base32 secret each time', () => {
    expect(newDeviceSecret()).toMatch(/^[A-Z2-7]{64}$/);
    expect(newDeviceSecret()).not.toBe(newDeviceSecret());
  });

  it('knows a code of the present step and of its neighbours, and no other', () => {
    const now = 1_000 * 30_000 + 5_000;
    const stepsOff = (steps: number): number | null => stepOfCode(RFC_SECRET, codeAt(RFC_SECRET, now + steps * 30_000), now);
    expect([-2, -1, 0, 1, 2].map(stepsOff)).toEqual([null, 999, 1000, 1001, null]);
  });

  it('takes neither short, long nor lettered codes', () => {
    for (const code of ['', '12345', '1234567', 'abcdef', '12 456']) expect(stepOfCode(RFC_SECRET, code, 59_000)).toBeNull();
  });
});
