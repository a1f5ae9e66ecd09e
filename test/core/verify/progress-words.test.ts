import { describe, expect, it } from 'vitest';
import { progressInWords } from '../../../src/core/verify/progress-words.js';

const summary = { buckets: 15, on: 10, off: 5, blocked: 0, suspended: 0, unversioned: 0, unknown: 0 };

describe('the progress of verify', () => {
  it('counts the buckets of all accounts, and estimates the rest of this one from its own pace', () => {
    const words = progressInWords({ summary, before: 10, listed: { read: 25, isAll: true }, elapsed: 5_000 });

    expect(words).toBe('Reading buckets: 15 of 35 (10 on, 5 off), about 20 s left');
  });

  it('says no total while buckets are still being listed', () => {
    expect(progressInWords({ summary, before: 0, listed: { read: 1_200, isAll: false }, elapsed: 5_000 })).toBe('Reading buckets: 15 of more than 1,200 (10 on, 5 off)');
  });
});
