import { parse } from 'yaml';
import { Failure } from '../failures/failure.js';
import type { ExceptionRule, Expectations } from './expectations.js';

const SCHEMA = 'https://github.com/s3-mfa-delete/s3-mfa-delete/blob/main/docs/schema/verify-policy.schema.json';

/**
 * Reads an expectations file, YAML or JSON (which is YAML). Nothing in it is read leniently: a rule that is misspelt
 * and passed over would let a bucket go unwatched.
 * @param path for messages
 * @throws Failure `usage` that names the place
 */
export function parseExpectations(text: string, path: string): Expectations {
  const document = withoutSyntaxErrors(text, path);
  const file = makeReader(path);
  const top = file.mapOf(document, 'the file', ['$schema', 'schemaVersion', 'mustBeOn', 'exceptions']);
  if (top['schemaVersion'] !== 1) throw file.problem('has no `schemaVersion: 1`');
  const mustBeOn = file.listOf(top['mustBeOn'], 'mustBeOn').map((entry, index) => file.textOf(entry, `mustBeOn[${index}]`));
  const exceptions = file.listOf(top['exceptions'], 'exceptions').map((entry, index) => exceptionOf(file, entry, `exceptions[${index}]`));
  return { mustBeOn, exceptions };
}

function withoutSyntaxErrors(text: string, path: string): unknown {
  try {
    // Without aliases nothing can be made to grow; without the core schema's dates, a day stays as it was written.
    return parse(text, { logLevel: 'error', maxAliasCount: 0, schema: 'core', strict: true, uniqueKeys: true });
  } catch (error) {
    // The first line says what and where, the others show the text there.
    throw makeReader(path).problem(`is neither YAML nor JSON: ${(error as Error).message.replace(/:?\n[^]*/, '')}`);
  }
}

function exceptionOf(file: ReturnType<typeof makeReader>, entry: unknown, place: string): ExceptionRule {
  const names = ['bucket', 'by', 'why', 'until'] as const;
  const map = file.mapOf(entry, place, names);
  const [bucket, by, why, until] = names.map((name) => file.textOf(map[name], `${place}.${name}`)) as [string, string, string, string];
  if (!isDay(until)) throw file.problem(`has \`${until}\` in ${place}.until, which is not a day like 2026-12-31`);
  return { bucket, by, why, until };
}

/** Date.parse takes the 31st of every month for a day, and years of six digits. */
function isDay(text: string): boolean {
  return /^\d{4}-/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.slice(0, 10) === text;
}

/** Reads parts of one file; what is wrong is said with its place. */
function makeReader(path: string) {
  const problem = (what: string): Failure =>
    new Failure('usage', `\`${path}\` ${what}`, { hints: [`its form: ${SCHEMA}`, 'see `s3-mfa-delete verify --help`'] });
  return {
    problem,
    mapOf(value: unknown, place: string, known: readonly string[]): Record<string, unknown> {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw problem(`is not as expected: ${place} has to hold names and values`);
      const stranger = Object.keys(value).find((name) => !known.includes(name));
      if (stranger !== undefined) throw problem(`has \`${stranger}\` in ${place}, which means nothing there`);
      return value as Record<string, unknown>;
    },
    listOf(value: unknown, place: string): unknown[] {
      if (value === undefined || value === null) return [];
      if (!Array.isArray(value)) throw problem(`has no list in ${place}`);
      return value;
    },
    textOf(value: unknown, place: string): string {
      if (typeof value !== 'string' || value.trim() === '') throw problem(`has no text in ${place}`);
      return value;
    },
  };
}
