import { describe, expect, test } from 'vitest';
import { msLeftInStep, skewInWords, stepAt } from '../../src/core/clock.js';

describe('code steps are 30 seconds long and begin with the epoch', () => {
  test.each([
    [0, 0, 30_000],
    [1, 0, 29_999],
    [29_999, 0, 1],
    [30_000, 1, 30_000],
    // RFC 6238, appendix B: 2005-03-18 01:58:29 UTC is in step 0x23523EC.
    [1_111_111_109_000, 0x23523ec, 1_000],
    [20_000_000_000_000, 0x27bc86aa, 10_000],
  ])('at %i ms: step %i, %i ms left', (now, step, left) => {
    expect(stepAt(now)).toBe(step);
    expect(msLeftInStep(now)).toBe(left);
  });
});

test.each([
  [40_400, '40 s behind'],
  [-40_600, '41 s ahead of'],
  [119_999, '120 s behind'],
  [120_000, '2 minutes behind'],
  [-29 * 60_000, '29 minutes ahead of'],
])('%i ms that another clock is ahead are “%s” it', (offset, words) => {
  expect(skewInWords(offset)).toBe(words);
});
