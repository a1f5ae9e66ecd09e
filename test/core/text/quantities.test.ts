import { expect, test } from 'vitest';
import { counted, durationInWords, minuteInWords, momentInWords, sizeInWords } from '../../../src/core/text/quantities.js';

test.each([
  [0, '0 versions'],
  [1, '1 version'],
  [999, '999 versions'],
  [1000, '1,000 versions'],
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
  [2.5 * 2 ** 20, '2.5 MiB'],
  [3 * 2 ** 30, '3.0 GiB'],
  [5 * 2 ** 40, '5.0 TiB'],
  [2 ** 70, '1048576.0 PiB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeInWords(bytes)).toBe(words);
});

test.each([
  [-5_000, '0 s'],
  [0, '0 s'],
  [1, '1 s'],
  [30_000, '30 s'],
  [90_000, '1 min 30 s'],
  [120_000, '2 min'],
  [3_600_000, '1 h'],
  [90_061_000, '1 d 1 h'],
  [172_861_000, '2 d'],
  [7_265_000, '2 h 1 min'],
])('%d ms are %s', (ms, words) => {
  expect(durationInWords(ms)).toBe(words);
});

test('a noun may have a plural of its own', () => {
  expect([counted(1, 'entry', 'entries'), counted(2, 'entry', 'entries')]).toEqual(['1 entry', '2 entries']);
});

test('a moment is shown in UTC, and a dash where there is none', () => {
  expect(momentInWords(Date.parse('2026-03-04T12:00:02.999Z'))).toBe('2026-03-04 12:00:02');
  expect(momentInWords(Number.NaN)).toBe('-');
  expect(minuteInWords(Date.parse('2026-03-04T12:00:59Z'))).toBe('2026-03-04 12:00');
});
