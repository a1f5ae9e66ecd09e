import type { ObjectVersion } from '../versions/object-version.js';
import type { KeyGroup } from './key-groups.js';

/** A version or delete marker with what its place in the history of its key says. */
export type HistoryEntry = {
  version: ObjectVersion;
  /**
   * When it became noncurrent, ms since the epoch: when its successor was created, the latest time that can be.
   * `null` for the current version, and where no successor was seen (the listing changed while it was read).
   */
  noncurrentSince: number | null;
  /** How many noncurrent versions of the key, delete markers included, are certainly newer. */
  newerNoncurrent: number;
  /** A current delete marker, and nothing else is left of the key. */
  isExpiredMarker: boolean;
};

/** What earlier pages said of the same key, all of it newer. */
export type NewerPages = { readonly count: number; readonly currents: number; readonly earliest: number | null };

/** The key begins here. */
export const nothingBefore: NewerPages = { count: 0, currents: 0, earliest: null };

/** Adds what a page said of the key to what is known to be newer than the next page. */
export function withGroup(newer: NewerPages, { versions, deleteMarkers }: KeyGroup): NewerPages {
  const all = [...versions, ...deleteMarkers];
  return {
    count: newer.count + all.length,
    currents: newer.currents + all.filter(({ isLatest }) => isLatest).length,
    earliest: all.reduce<number | null>((earliest, { lastModified }) => earlier(earliest, lastModified), newer.earliest),
  };
}

/** One of the two arrays while they are merged. */
type Side = {
  readonly list: readonly ObjectVersion[];
  /** The next to come out. */
  next: number;
  /** How many are certainly newer than what comes out of the other side now. */
  certain: number;
};

/** The entries of a key in one page, newest first; of two that may have come in either order, each counts as the newer. */
export function entriesOfGroup(group: KeyGroup, newer: NewerPages): HistoryEntry[] {
  const sides: [Side, Side] = [startOf(group.versions), startOf(group.deleteMarkers)];
  // Where clocks of servers disagree, times say nothing about the order of the two arrays.
  const timesTell = isDescending(group.versions) && isDescending(group.deleteMarkers);
  const entries: HistoryEntry[] = [];
  for (;;) {
    const [own, other] = isNewer(sides[1], sides[0]) ? [sides[1], sides[0]] : sides;
    const version = own.list[own.next];
    if (version === undefined) return entries;
    while (isCertainlyNewer(other.list[other.certain], version, timesTell)) other.certain += 1;
    entries.push(version.isLatest ? currentEntry(version) : noncurrentEntry(version, own, other, newer));
    own.next += 1;
  }
}

function startOf(list: readonly ObjectVersion[]): Side {
  return { list, next: 0, certain: 0 };
}

/** Should the first side come out before the second? */
function isNewer(first: Side, second: Side): boolean {
  const [a, b] = [first.list[first.next], second.list[second.next]];
  if (a === undefined || b === undefined) return b === undefined;
  return a.isLatest || (!b.isLatest && a.lastModified > b.lastModified);
}

function isCertainlyNewer(candidate: ObjectVersion | undefined, than: ObjectVersion, timesTell: boolean): boolean {
  if (candidate === undefined) return false;
  return candidate.isLatest || (timesTell && candidate.lastModified > than.lastModified);
}

function currentEntry(version: ObjectVersion): HistoryEntry {
  return { version, noncurrentSince: null, newerNoncurrent: 0, isExpiredMarker: false };
}

function noncurrentEntry(version: ObjectVersion, own: Side, other: Side, newer: NewerPages): HistoryEntry {
  const successors = [own.list[own.next - 1], other.list[other.certain - 1]];
  const since = successors.reduce<number | null>((time, successor) => (successor === undefined ? time : earlier(time, successor.lastModified)), newer.earliest);
  const currents = newer.currents + [own.list[0], other.list[0]].filter((head) => head?.isLatest).length;
  return {
    version,
    // Nothing was noncurrent before it was there, whatever the clock of its successor said.
    noncurrentSince: since === null ? null : Math.max(since, version.lastModified),
    newerNoncurrent: newer.count + own.next + other.certain - currents,
    isExpiredMarker: false,
  };
}

function earlier(a: number | null, b: number): number {
  return a === null ? b : Math.min(a, b);
}

function isDescending(list: readonly ObjectVersion[]): boolean {
  return list.every(({ lastModified }, index) => lastModified <= (list[index - 1]?.lastModified ?? lastModified));
}
