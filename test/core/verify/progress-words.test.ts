import { describe, expect, it } from 'vitest';
import { progressInWords } from '../../../src/core/verify/progress-words.js';

const summary = { buckets: 15, on: 10, off: 5, blocked: 0, suspended: 0, unversioned: 0, unknown: 0 };

describe('the progress of verify', () => {
  it('counts the buckets of all accounts, and estimates the rest of this one from its own pace', () => {
    const words = progressInWords({ summary, before: 10, listed: { read: 25, isAll: true }, elapsed: 5_000 });

    expect(words).toBe('Reading buckets: 15 of 35 (10 on, 5 off), about 20 s left');
  });

  it.each<[string, Partial<Parameters<typeof progressInWords>[0]>, string]>([
    ['right after the beginning', { elapsed: 999 }, '15 of 35 (10 on, 5 off)'],
    ['after a second', { elapsed: 1_000 }, '15 of 35 (10 on, 5 off), about 4 s left'],
    ['before a bucket of this account was read', { before: 15, listed: { read: 20, isAll: true } }, '15 of 35 (10 on, 5 off)'],
    ['after all were read', { listed: { read: 5, isAll: true } }, '15 of 15 (10 on, 5 off)'],
    ['where more were read than listed', { listed: { read: 4, isAll: true } }, '15 of 14 (10 on, 5 off)'],
    ['without a second more by rounding', { before: 0, listed: { read: 30, isAll: true }, elapsed: 1_000 }, '15 of 30 (10 on, 5 off), about 1 s left'],
    ['with nothing read', { summary: { ...summary, buckets: 0, on: 0, off: 0 }, before: 0 }, '0 of 25'],
  ])('%s', (_when, more, words) => {
    expect(progressInWords({ summary, before: 10, listed: { read: 25, isAll: true }, elapsed: 5_000, ...more })).toBe(`Reading buckets: ${words}`);
  });

  it('says no total while buckets are still being listed', () => {
    expect(progressInWords({ summary, before: 0, listed: { read: 1_200, isAll: false }, elapsed: 5_000 })).toBe('Reading buckets: 15 of more than 1,200 (10 on, 5 off)');
  });

  it('names no verdict before the first bucket, and each that was found in thousands', () => {
    const none = { ...summary, buckets: 0, on: 0, off: 0 };
    const many = { ...summary, buckets: 12_000, on: 0, off: 0, blocked: 1_500, unknown: 10_500 };
    const at = { before: 0, listed: { read: 12_000, isAll: false }, elapsed: 0 };

    expect(progressInWords({ summary: none, ...at })).toBe('Reading buckets: 0 of more than 12,000');
    expect(progressInWords({ summary: many, ...at })).toBe('Reading buckets: 12,000 of more than 12,000 (1,500 blocked, 10,500 unknown)');
  });
});
