import { Failure } from '../failures/failure.js';

/** A date, or a date and a time with or without its offset from UTC. */
const instant = /^(?<day>\d{4}-\d\d-\d\d)(?:[T ](?<clock>\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)(?<offset>Z|[+-]\d\d:\d\d)?)?$/i;

/**
 * Reads a point in time of the command line: ISO 8601, in UTC where it does not say otherwise; a date is its midnight.
 * @param flag what it was given to, for the message: `--deleted-after`
 * @returns ms since the epoch
 * @throws Failure `usage`
 */
export function parseInstant(flag: string, text: string): number {
  const { day = '', clock = '00:00', offset = 'Z' } = instant.exec(text)?.groups ?? {};
  const time = Date.parse(`${day}T${clock}${offset}`);
  // Date.parse takes the 31st of every month for a day.
  const isDay = new Date(`${day}T00:00:00Z`).toJSON()?.slice(0, 10) === day;
  if (Number.isFinite(time) && isDay) return time;
  throw new Failure('usage', `${flag} \`${text}\` is not a point in time`, {
    hints: ['write it like `2026-03-01`, `2026-03-01T18:30` or `2026-03-01T18:30:00+01:00`; without an offset it is UTC'],
  });
}

/** A point in time (ms since the epoch) as JSON documents have it: ISO 8601, UTC; `null` for none. */
export function isoTime(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
