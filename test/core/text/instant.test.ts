import { afterEach, expect, test, vi } from 'vitest';
import { isFailure } from '../../../src/core/failures/failure.js';
import { isoTime, parseInstant } from '../../../src/core/text/instant.js';

afterEach(() => void vi.unstubAllEnvs());

test.each([
  ['2026-03-01', '2026-03-01T00:00:00.000Z'],
  ['2026-03-01T18:30', '2026-03-01T18:30:00.000Z'],
  ['2026-03-01 18:30:15', '2026-03-01T18:30:15.000Z'],
  ['2026-03-01T18:30:15.250Z', '2026-03-01T18:30:15.250Z'],
  ['2026-03-01T18:30:15+01:00', '2026-03-01T17:30:15.000Z'],
  ['2026-03-01 18:30-02:30', '2026-03-01T21:00:00.000Z'],
  ['2026-03-01t18:30z', '2026-03-01T18:30:00.000Z'],
  ['2026-03-01T18:30Z', '2026-03-01T18:30:00.000Z'],
  ['2026-03-01T18:30:15.2', '2026-03-01T18:30:15.200Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
])('%s is %s, whatever the time zone of the machine', (text, time) => {
  expect(new Date(parseInstant('--deleted-after', text)).toISOString()).toBe(time);
});

test.each(['America/New_York', 'Pacific/Kiritimati'])('a time without an offset is UTC on a machine in %s as well', (zone) => {
  vi.stubEnv('TZ', zone);

  const times = ['2026-03-01', '2026-03-01T18:30', '2026-03-01 18:30:15.250'].map((text) => isoTime(parseInstant('--deleted-after', text)));
  expect(times).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-01T18:30:00.000Z', '2026-03-01T18:30:15.250Z']);
});

test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '2026-03-01T25:00', '01.03.2026', '2026-03-01T18:30 CET', '1772300000', '2026-3-1', 'on 2026-03-01', '2026-03-01T18:30+0100', '2026-03-01T18:30:15.2504', '2026-03-01T18', '2026-02-30T10:00'])('%j is none', (text) => {
  expect(() => parseInstant('--deleted-after', text)).toThrow(`--deleted-after \`${text}\` is not a point in time`);
});

test('the forms that the hint offers can be typed', () => {
  let offered: string[] = [];
  try {
    parseInstant('--deleted-after', 'nonsense');
  } catch (error) {
    if (isFailure(error, 'usage')) offered = error.hints.flatMap((hint) => [...hint.matchAll(/`([^`]+)`/g)].map(([, example = '']) => example));
  }
  expect(offered.map((example) => isoTime(parseInstant('--deleted-after', example)))).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-01T18:30:00.000Z', '2026-03-01T17:30:00.000Z']);
});

test('no time is null in a document', () => {
  expect([isoTime(null), isoTime(0)]).toEqual([null, '1970-01-01T00:00:00.000Z']);
});
