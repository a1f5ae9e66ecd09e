import { describe, expect, test } from 'vitest';
import { sessionSeconds } from '../../../src/core/session/length.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

describe('how long a session lasts', () => {
  test.each([
    [false, null, 43_200],
    [false, 900, 900],
    [false, 129_600, 129_600],
    [true, null, 3_600],
    [true, 900, 900],
    [true, 3_600, 3_600],
    [false, 3_601, 3_601],
  ])('root %s, asked for %s s: %i s', (isRoot, asked, seconds) => {
    expect(sessionSeconds(isRoot, asked)).toBe(seconds);
  });

  test.each([
    [false, 0, /^--duration 0 s: .* an IAM user /, '`--duration 12h`'],
    [true, 0, /^--duration 0 s: .* the root user /, '`--duration 1h`'],
    [false, 899, /^--duration 14 min 59 s: .* an IAM user .*15 min to 1 d 12 h$/, '`--duration 12h`'],
    [false, 129_601, /an IAM user .*15 min to 1 d 12 h$/, '`--duration 12h`'],
    [true, 899, /the root user .*15 min to 1 h$/, '`--duration 1h`'],
    [true, 3_601, /the root user .*15 min to 1 h$/, '`--duration 1h`'],
  ])('root %s: %s s are refused, with what AWS gives', (isRoot, asked, message, example) => {
    const refusal = helpfulFailure('usage', { message: expect.stringMatching(message), hints: [expect.stringContaining(example)] });
    expect(() => sessionSeconds(isRoot, asked)).toThrow(refusal as Error);
  });
});
