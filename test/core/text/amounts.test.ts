import { describe, expect, test } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { parseCount, parseDuration, parseSize } from '../../../src/core/text/amounts.js';

const refusal = (message: string): unknown => expect.objectContaining({ kind: 'usage', message, hints: [expect.any(String)] });

describe('durations', () => {
  test.each([
    ['0s', 0],
    ['90s', 90_000],
    ['15m', 900_000],
    ['12h', 43_200_000],
    ['30d', 2_592_000_000],
    ['2w', 1_209_600_000],
    ['007d', 604_800_000],
  ])('%s', (text, ms) => {
    expect(parseDuration('--older-than', text)).toBe(ms);
  });

  test.each(['', '30', 'd', '-1d', '1.5d', '30 d', '30D', '1d12h', '1y', '30days', '1e3s', '99999999999999999d', '٣d', '0x1s'])('%j is none', (text) => {
    expect(() => parseDuration('--older-than', text)).toThrow(refusal(`--older-than \`${text}\` is not a duration`));
  });
});

describe('sizes', () => {
  test.each([
    ['0', 0],
    ['1048576', 1_048_576],
    ['500B', 500],
    ['64KiB', 65_536],
    ['10MiB', 10_485_760],
    ['5GiB', 5_368_709_120],
    ['2TiB', 2_199_023_255_552],
  ])('%s', (text, bytes) => {
    expect(parseSize('--min-size', text)).toBe(bytes);
  });

  test.each(['', 'KiB', '1KB', '1kib', '1.5MiB', '-1', '10 GiB', '1e3', '99999999TiB'])('%j is none: what could be misread is not guessed', (text) => {
    expect(() => parseSize('--min-size', text)).toThrow(refusal(`--min-size \`${text}\` is not a size`));
  });
});

test.each<[string, (flag: string, text: string) => number]>([
  ['a duration', parseDuration],
  ['a size', parseSize],
  ['a number', parseCount],
])('what the hint for %s offers can be typed', (_what, parse) => {
  let offered: string[] = [];
  try {
    parse('--flag', 'nonsense');
  } catch (error) {
    if (isFailure(error)) offered = error.hints.flatMap((hint) => [...hint.matchAll(/`([^`]+)`/g)].map(([, example = '']) => example));
  }
  expect(offered).not.toEqual([]);
  for (const example of offered) expect(parse('--flag', example)).toBeGreaterThan(0);
});

test('numbers of things are digits only', () => {
  expect([parseCount('--keep', '0'), parseCount('--keep', '12')]).toEqual([0, 12]);
  for (const text of ['', '-1', '1.0', '3d', ' 3', '1e2', 'constructor']) expect(() => parseCount('--keep', text)).toThrow(refusal(`--keep \`${text}\` is not a whole number`));
});
