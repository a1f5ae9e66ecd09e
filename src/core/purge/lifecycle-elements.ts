import { Failure } from '../failures/failure.js';

/** Elements by name, as JSON has them. */
export type Elements = Readonly<Record<string, unknown>>;

/** Reads an element with others in it. @throws Failure `usage` when it is not one, or holds one that is not known */
export function elementsOf(value: unknown, where: string, known: readonly string[]): Elements {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unusable(`${where} is not an object`);
  // A word that is overlooked in a filter makes the rule mean more than its author wrote.
  const unknown = Object.keys(value).find((name) => !known.includes(name));
  if (unknown !== undefined) throw unusable(`${where} has \`${unknown}\`, which this program does not know`);
  return value as Elements;
}

/** Reads a whole number; `null` where the element is missing. @throws Failure `usage` */
export function numberOf(elements: Elements, name: string, where: string, least: number): number | null {
  const value = elements[name];
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < least) throw unusable(`${where} has a \`${name}\` that is not a whole number from ${least} up`);
  return value;
}

/** Reads text; `null` where the element is missing. @throws Failure `usage` */
export function textOf(elements: Elements, name: string, where: string): string | null {
  const value = elements[name];
  if (value === undefined) return null;
  if (typeof value !== 'string') throw unusable(`${where} has a \`${name}\` that is not text`);
  return value;
}

/** Reads a moment in ISO 8601 with its zone; `null` where the element is missing. @returns ms since the epoch @throws Failure `usage` */
export function momentOf(elements: Elements, name: string, where: string): number | null {
  const text = textOf(elements, name, where);
  if (text === null) return null;
  const hasZone = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const moment = hasZone ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(moment)) throw unusable(`${where} has a \`${name}\` that is not a date such as 2026-01-31T00:00:00Z`);
  return moment;
}

/** The failure for a configuration that cannot be used. */
export function unusable(message: string): Failure {
  return new Failure('usage', message, {
    hints: ['give a file that `enable` saved, or what `aws s3api get-bucket-lifecycle-configuration` prints'],
  });
}
