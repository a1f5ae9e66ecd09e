import { compareKeys, keyAfterPrefix } from './key-order.js';
import { NEWEST, type ObjectVersion, type ObjectVersions, OLDEST, type Position } from './object-versions.js';

/** Which part of a bucket to list. */
export type ListingQuery = {
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
export type ListingPage = { entries: ListingEntry[]; more: boolean };

/**
 * Lists one page in the order of S3: keys by their UTF-8 bytes, versions from new to old. Every step is a search in the
 * order of the bucket, so a page costs the same wherever it is. AWS: "ListObjectVersions", "ListObjectsV2" (verified).
 */
export function listPage(objects: ObjectVersions, query: ListingQuery): ListingPage {
  const entries: ListingEntry[] = [];
  let place = startOf(query);
  while (query.limit > 0 && place !== null) {
    const version = objects.firstFrom(place);
    if (version?.key.startsWith(query.prefix) !== true) break;
    const entry = entryOf(objects, version, query);
    if (entry !== null && entries.length === query.limit) return { entries, more: true };
    if (entry !== null) entries.push(entry);
    place = afterEntry(version, entry, query);
  }
  return { entries, more: false };
}

function startOf({ prefix, delimiter, from }: ListingQuery): Position | null {
  const beginning = { key: prefix, sequence: NEWEST };
  if (from === null || compareKeys(from.key, prefix) < 0) return beginning;
  // A marker inside a rolled-up prefix: that prefix was listed (likely; AWS does not say).
  const rolledUp = commonPrefixOf(from.key, prefix, delimiter);
  return rolledUp === null ? from : afterPrefix(rolledUp);
}

/** `null` for what is not listed: a delete marker among objects. */
function entryOf(objects: ObjectVersions, version: ObjectVersion, query: ListingQuery): ListingEntry | null {
  if (query.of === 'objects' && version.content === null) return null;
  const commonPrefix = commonPrefixOf(version.key, query.prefix, query.delimiter);
  if (commonPrefix !== null) return { commonPrefix };
  return { version, isLatest: objects.current(version.key) === version };
}

function afterEntry(version: ObjectVersion, entry: ListingEntry | null, query: ListingQuery): Position | null {
  if (entry !== null && 'commonPrefix' in entry) return afterPrefix(entry.commonPrefix);
  return { key: version.key, sequence: query.of === 'versions' ? version.sequence - 1 : OLDEST };
}

function afterPrefix(prefix: string): Position | null {
  const key = keyAfterPrefix(prefix);
  return key === null ? null : { key, sequence: NEWEST };
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | null {
  if (delimiter === '' || !key.startsWith(prefix)) return null;
  const end = key.indexOf(delimiter, prefix.length);
  return end === -1 ? null : key.slice(0, end + delimiter.length);
}
