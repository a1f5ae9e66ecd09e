import { expect, test } from 'vitest';
import { counted, durationInWords, minuteInWords, momentInWords, sizeInWords } from '../../../src/core/text/quantities.js';

test.each([
  [0, '0 versions'],
  [1, '1 version'],
  [1_234_567, '1,234,567 versions'],
])('%d is counted as %s', (count, words) => {
  expect(counted(count, 'version')).toBe(words);
});

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [1023, '1,023 bytes'],
  [1024, '1.0 KiB'],
  [1536, '1.5 KiB'],
  [5 * 2 ** 40, '5.0 TiB'],
  [2 ** 70, '1048576.0 PiB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

test.each([
  [0, '0 s'],
  [1, '1 s'],
  [30_000, '30 s'],
  [90_000, '1 min 30 s'],
  [120_000, '2 min'],
  [3_600_000, '1 h'],
  [90_061_000, '1 d 1 h'],
])('%d ms are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test('a moment is shown in UTC, and a dash where there is none', () => {
  expect(momentInWords(Date.parse('2026-03-04T12:00:02.999Z'))).toBe('2026-03-04 12:00:02');
  expect(momentInWords(Number.NaN)).toBe('-');
  expect(minuteInWords(Date.parse('2026-03-04T12:00:59Z'))).toBe('2026-03-04 12:00');
});
