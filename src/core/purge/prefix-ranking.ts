import type { ObjectVersion } from '../versions/object-version.js';

/** What a plan takes from below one prefix. */
export type PrefixShare = { prefix: string; versions: number; deleteMarkers: number; bytes: number };

/** Counts by prefix. */
type PrefixRanking = {
  /** Counts a version; keys have to begin with the prefix, and to come in the order of the listing. */
  add(version: ObjectVersion): void;
  /** The largest, by bytes, then by number; at most as many as were asked for. */
  top(): PrefixShare[];
};

/**
 * Ranks the folders right below a prefix. Exact with little memory, however many there are: in a listing all keys of a
 * folder come together, so a folder is finished when the next one begins. Keys of no folder count for the prefix itself.
 */
export function rankPrefixes(below: string, most: number): PrefixRanking {
  const itself = emptyShare(below);
  let open: PrefixShare | null = null;
  let largest: PrefixShare[] = [];

  const withOpen = (): PrefixShare[] => (open === null ? largest : ranked([...largest, open], most));

  return {
    add(version) {
      const prefix = folderOf(version.key, below);
      if (prefix === below) return count(itself, version);
      if (open?.prefix !== prefix) {
        largest = withOpen();
        open = emptyShare(prefix);
      }
      count(open, version);
    },
    top: () => ranked([...withOpen(), itself].filter(({ versions, deleteMarkers }) => versions + deleteMarkers > 0), most),
  };
}

function folderOf(key: string, below: string): string {
  const end = key.indexOf('/', below.length);
  return end === -1 ? below : key.slice(0, end + 1);
}

function emptyShare(prefix: string): PrefixShare {
  return { prefix, versions: 0, deleteMarkers: 0, bytes: 0 };
}

function count(share: PrefixShare, { isDeleteMarker, size }: ObjectVersion): void {
  if (isDeleteMarker) share.deleteMarkers += 1;
  else share.versions += 1;
  share.bytes += size;
}

function ranked(shares: readonly PrefixShare[], most: number): PrefixShare[] {
  const number = ({ versions, deleteMarkers }: PrefixShare): number => versions + deleteMarkers;
  return [...shares].sort((a, b) => b.bytes - a.bytes || number(b) - number(a)).slice(0, most);
}
