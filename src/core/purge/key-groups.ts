import { compareKeys } from '../versions/key-order.js';
import type { ObjectVersion } from '../versions/object-version.js';

/** One page of ListObjectVersions: keys ascending in UTF-8 byte order, then newest first, in each of the two arrays. */
export type ListingPage = { versions: readonly ObjectVersion[]; deleteMarkers: readonly ObjectVersion[] };

/** What one page says of one key, newest first in each array. */
export type KeyGroup = { key: string; versions: readonly ObjectVersion[]; deleteMarkers: readonly ObjectVersion[] };

/** Brings the two arrays of a page together, key by key. */
export function keyGroups({ versions, deleteMarkers }: ListingPage): KeyGroup[] {
  const groups: KeyGroup[] = [];
  let fromVersions = 0;
  let fromMarkers = 0;
  for (;;) {
    const key = lesserKey(versions[fromVersions]?.key, deleteMarkers[fromMarkers]?.key);
    if (key === undefined) return groups;
    const toVersions = endOfKey(versions, fromVersions, key);
    const toMarkers = endOfKey(deleteMarkers, fromMarkers, key);
    groups.push({ key, versions: versions.slice(fromVersions, toVersions), deleteMarkers: deleteMarkers.slice(fromMarkers, toMarkers) });
    fromVersions = toVersions;
    fromMarkers = toMarkers;
  }
}

function lesserKey(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return compareKeys(a, b) <= 0 ? a : b;
}

function endOfKey(list: readonly ObjectVersion[], from: number, key: string): number {
  let end = from;
  while (list[end]?.key === key) end += 1;
  return end;
}
