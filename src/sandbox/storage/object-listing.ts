import { compareKeys } from '../../core/versions/key-order.js';
import { keyAfterPrefix } from './key-after-prefix.js';
import { NEWEST, type ObjectVersion, type ObjectVersions, OLDEST, type Position } from './object-versions.js';

/** Which part of a bucket to list. */
type ListingQuery = {
  /** `versions`: every version and delete marker; `objects`: the current versions that are no markers. */
  of: 'versions' | 'objects';
  prefix: string;
  /** Keys that have this after the prefix are rolled up into one entry; empty for none. */
  delimiter: string;
  /** Where to begin; `null` for the beginning. A position whose sequence is OLDEST is after all versions of its key. */
  from: Position | null;
  /** At most this many entries; a rolled-up prefix counts as one. */
  limit: number;
};

/** One entry of a listing, in its order. */
export type ListingEntry = { version: ObjectVersion; isLatest: boolean } | { commonPrefix: string };

/** One page. `more`: there are further entries. */
type ListingPage = { entries: ListingEntry[]; more: boolean };

/**
 * Lists one page in the order of S3: keys by their UTF-8 bytes, versions from new to old. It walks from version to
 * version and searches only where it leaps, so a page costs the same wherever it is. AWS: "ListObjectVersions",
 * "ListObjectsV2" (verified).
 */
export function listPage(objects: ObjectVersions, query: ListingQuery): ListingPage {
  const entries: ListingEntry[] = [];
  const start = startOf(query);
  if (start === null || query.limit === 0) return { entries, more: false };
  let walk = objects.from(start);
  let keyBefore: string | null = null;
  for (;;) {
    const { value: version, done } = walk.next();
    if (done === true || !version.key.startsWith(query.prefix)) return { entries, more: false };
    // Only the walk's first version needs a search to tell whether there is a newer one.
    const isLatest = keyBefore === null ? objects.current(version.key) === version : version.key !== keyBefore;
    const entry = entryOf(version, isLatest, query);
    if (entry !== null && entries.length === query.limit) return { entries, more: true };
    if (entry !== null) entries.push(entry);
    const leap = leapAfter(version, entry, query);
    if (leap === null) return { entries, more: false };
    keyBefore = leap === 'next' ? version.key : null;
    if (leap !== 'next') walk = objects.from(leap);
  }
}

function startOf({ prefix, delimiter, from }: ListingQuery): Position | null {
  const beginning = { key: prefix, sequence: NEWEST };
  if (from === null || compareKeys(from.key, prefix) < 0) return beginning;
  // A marker inside a rolled-up prefix: that prefix was listed (likely; AWS does not say).
  const rolledUp = commonPrefixOf(from.key, prefix, delimiter);
  return rolledUp === null ? from : afterPrefix(rolledUp);
}

/** `null` for what is not listed: a delete marker among objects. */
function entryOf(version: ObjectVersion, isLatest: boolean, query: ListingQuery): ListingEntry | null {
  if (query.of === 'objects' && version.content === null) return null;
  const commonPrefix = commonPrefixOf(version.key, query.prefix, query.delimiter);
  return commonPrefix === null ? { version, isLatest } : { commonPrefix };
}

/** Where to go on: over the rest of a rolled-up prefix, over the older versions of an object; `null` at the very end. */
function leapAfter(version: ObjectVersion, entry: ListingEntry | null, query: ListingQuery): Position | 'next' | null {
  if (entry !== null && 'commonPrefix' in entry) return afterPrefix(entry.commonPrefix);
  return query.of === 'versions' ? 'next' : { key: version.key, sequence: OLDEST };
}

function afterPrefix(prefix: string): Position | null {
  const key = keyAfterPrefix(prefix);
  return key === null ? null : { key, sequence: NEWEST };
}

/** What stands for a key where keys are rolled up: the key up to the first delimiter after the prefix, or nothing. */
export function commonPrefixOf(key: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '' || !key.startsWith(prefix)) return null;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? null : key.slice(0, end + delimiter.length);
}
