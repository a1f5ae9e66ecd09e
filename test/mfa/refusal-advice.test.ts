import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { deviceOf } from '../../src/core/signers/mfa-device.js';
import { refusalAdvice, refusalReason } from '../../src/mfa/refusal-advice.js';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { PHONE, TABLET } from './support/gate-bench.js';

describe('after a refusal', () => {
  it('a person is told what to look at: clocks, and the entries of every device that may be meant', () => {
    const advice = refusalAdvice([PHONE, TABLET].map(deviceOf), frozenClock(STEP_START + 1_500));
    expect(advice.filter((line) => !/^\S[^\n]+$/.test(line))).toEqual([]);
    expect(advice).toContainEqual(expect.stringContaining('2026-03-01 12:00:01 UTC'));
    expect(advice).toContainEqual(expect.stringContaining('`phone` or `tablet`'));
  });

  it.each([
    [{ aws: { code: 'TokenCodeInvalidError', httpStatus: 400, requestId: null } }, 'that code was refused (TokenCodeInvalidError) and is spent'],
    [{ aws: { code: 'AccessDenied', httpStatus: 403, requestId: 'R1' } }, 'refused; that code is spent'],
    [{}, 'refused; that code is spent'],
  ])('the reason for another code is the code only where AWS says so: %j', (details, reason) => {
    expect(refusalReason(new Failure('code-refused', 'refused', details))).toBe(reason);
  });
});
