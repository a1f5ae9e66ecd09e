import type { ObjectVersion } from '../versions/object-version.js';
import { compileGlob } from './glob.js';

/** The tags of a version: key to value. */
export type Tags = Readonly<Record<string, string>>;

/** Which versions a rule is about; everything that is given has to hold. */
export type ObjectFilter = {
  prefix: string;
  /** Bytes, inclusive. */
  minSize: number | null;
  /** Bytes, inclusive. */
  maxSize: number | null;
  /** Globs, of which one has to match, where there are any. */
  include: readonly string[];
  /** Globs, of which none may match. */
  exclude: readonly string[];
  /** Tags the version must have, key and value; it may have others. */
  tags: Tags;
};

/** Every version. */
export const everyObject: ObjectFilter = { prefix: '', minSize: null, maxSize: null, include: [], exclude: [], tags: {} };

/** Asks for size or tags, which delete markers do not have. */
export function asksForContent({ minSize, maxSize, tags }: ObjectFilter): boolean {
  return minSize !== null || maxSize !== null || Object.keys(tags).length > 0;
}

/** A filter made ready: is a version meant, as far as can be said without its tags; and do its tags fit? */
export type CompiledFilter = {
  matches(version: ObjectVersion): boolean;
  needsTags: boolean;
  matchesTags(tags: Tags): boolean;
};

/**
 * Makes a filter ready for many versions. A delete marker has neither size nor tags: a filter that asks for them leaves
 * it alone. (AWS does not say what a size means for a noncurrent marker, and refuses ExpiredObjectDeleteMarker with one.)
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-filter
 * @throws Failure `usage` for a glob that cannot be read
 */
export function compileFilter(filter: ObjectFilter): CompiledFilter {
  const { prefix, tags } = filter;
  const [minSize, maxSize] = [filter.minSize ?? 0, filter.maxSize ?? Number.POSITIVE_INFINITY];
  const include = filter.include.map((glob) => compileGlob('--include', glob));
  const exclude = filter.exclude.map((glob) => compileGlob('--exclude', glob));
  const leavesMarkers = asksForContent(filter);
  const wanted = Object.entries(tags);
  return {
    matches: ({ key, size, isDeleteMarker }) =>
      key.startsWith(prefix) &&
      (isDeleteMarker ? !leavesMarkers : minSize <= size && size <= maxSize) &&
      (include.length === 0 || include.some((glob) => glob(key))) &&
      !exclude.some((glob) => glob(key)),
    needsTags: wanted.length > 0,
    matchesTags: (found) => wanted.every(([key, value]) => Object.hasOwn(found, key) && found[key] === value),
  };
}
