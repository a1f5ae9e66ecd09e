import type { BucketListing } from '../buckets/bucket-state.js';
import { Failure } from '../failures/failure.js';
import { compileGlob } from '../purge/glob.js';

/** A tag that a bucket has to have; `value` `null`: any. */
export type WantedTag = { key: string; value: string | null };

/** Which of the buckets that could be read are meant. */
export type Selection = {
  /** Patterns of `--include` and `--exclude`; without an include every name is. */
  include: readonly string[];
  exclude: readonly string[];
  /** All of them have to be there. */
  tags: readonly WantedTag[];
  /** `null`: every region. */
  region: string | null;
};

/**
 * Reads `Key=Value`, or `Key` alone for any value.
 * @throws Failure `usage`
 */
export function parseTag(text: string): WantedTag {
  const [key = '', ...rest] = text.split('=');
  if (key === '') {
    throw new Failure('usage', `--tag \`${text}\` names no key`, { hints: ['write it like `--tag Environment=production`, or `--tag Environment` for any value'] });
  }
  return { key, value: rest.length === 0 ? null : rest.join('=') };
}

/**
 * Compiles what can be told from a listing alone: name and region. A server that does not say where its buckets are has
 * no region to choose by.
 * @throws Failure `usage` for a pattern that cannot be one
 */
export function compileSelection({ include, exclude, region }: Selection): (bucket: BucketListing) => boolean {
  const included = include.map((pattern) => compileGlob('--include', pattern));
  const excluded = exclude.map((pattern) => compileGlob('--exclude', pattern));
  return (bucket) =>
    (region === null || bucket.region === null || bucket.region === region) &&
    (included.length === 0 || included.some((matches) => matches(bucket.name))) &&
    !excluded.some((matches) => matches(bucket.name));
}

/** Has the bucket every tag that is wanted? */
export function hasTags(wanted: readonly WantedTag[], tags: ReadonlyMap<string, string>): boolean {
  return wanted.every(({ key, value }) => (value === null ? tags.has(key) : tags.get(key) === value));
}
