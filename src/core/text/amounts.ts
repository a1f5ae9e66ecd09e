import { Failure } from '../failures/failure.js';

const durationUnits: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

const sizeUnits: Readonly<Record<string, number>> = { '': 1, B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30, TiB: 2 ** 40 };

/**
 * Reads a duration of the command line: a whole number and `s`, `m`, `h`, `d` or `w`, as in `30d`; `0s` is one.
 * @param flag what it was given to, for the message: `--older-than`
 * @returns ms
 * @throws Failure `usage`
 */
export function parseDuration(flag: string, text: string): number {
  return amountOf(flag, text, durationUnits, 'a duration', ['write a whole number and a unit: `90s`, `15m`, `12h`, `30d` or `2w`']);
}

/**
 * Reads a size of the command line: bytes, or a whole number and `KiB`, `MiB`, `GiB` or `TiB`.
 * @param flag what it was given to, for the message: `--min-size`
 * @returns bytes
 * @throws Failure `usage`
 */
export function parseSize(flag: string, text: string): number {
  return amountOf(flag, text, sizeUnits, 'a size', ['write bytes, or a whole number and a unit: `1048576`, `64KiB`, `10MiB` or `5GiB`']);
}

/**
 * Reads a number of things of the command line: a whole number, zero included.
 * @param flag what it was given to, for the message: `--keep`
 * @throws Failure `usage`
 */
export function parseCount(flag: string, text: string): number {
  return amountOf(flag, text, { '': 1 }, 'a whole number', ['write digits only, as in `3`']);
}

// Nothing is read leniently: a size or an age that is taken for another one deletes what was to be kept.
function amountOf(flag: string, text: string, units: Readonly<Record<string, number>>, what: string, hints: string[]): number {
  const [, digits = '', unit = ''] = /^(\d+)([a-z]*)$/i.exec(text) ?? [];
  const factor = digits !== '' && Object.hasOwn(units, unit) ? units[unit] : undefined;
  const amount = Number(digits) * (factor ?? Number.NaN);
  if (!Number.isSafeInteger(amount)) throw new Failure('usage', `${flag} \`${text}\` is not ${what}`, { hints });
  return amount;
}
