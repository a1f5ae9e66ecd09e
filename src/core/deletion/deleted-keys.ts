import { type KeyGroup, keyGroups, type ListingPage } from '../purge/key-groups.js';
import type { ObjectVersion } from '../versions/object-version.js';

/** A key whose current version is a delete marker. */
export type DeletedKey = {
  key: string;
  /** The delete markers to remove, the current one first. */
  markers: ObjectVersion[];
  /** The version that comes back; `null` where a delete marker stays above it, or there is none. */
  comesBack: ObjectVersion | null;
  /** Why nothing comes back; `null` where something does. */
  stays: 'deleted-earlier' | 'nothing-left' | null;
};

/** Which deletions are to be undone: those made after and before these times (ms since the epoch), both included. */
export type DeletionSpan = { after: number | null; before: number | null };

/** A key while its history is read. Nothing more is kept of it once a version has been seen below the markers. */
type Reading = { key: string; markers: ObjectVersion[]; version: ObjectVersion | null };

/**
 * Finds deleted keys in the pages of a listing. Holds no more of a key than the delete markers above its newest version.
 * Several markers on top of one another are removed together, since else the key would stay deleted; of those, only the
 * ones within the span, and none that lies below one that stays.
 */
export async function* deletedKeys(pages: AsyncIterable<ListingPage>, span: DeletionSpan): AsyncGenerator<DeletedKey, void> {
  let open: Reading | null = null;
  for await (const page of pages) {
    for (const group of keyGroups(page)) {
      if (open !== null && open.key !== group.key) {
        yield* concluded(open, span);
        open = null;
      }
      open ??= { key: group.key, markers: [], version: null };
      read(open, group);
    }
  }
  if (open !== null) yield* concluded(open, span);
}

/** Of a version and a marker of one second the order is not known; then the marker counts as the older, and stays. */
function read(open: Reading, { versions, deleteMarkers }: KeyGroup): void {
  if (open.version !== null) return;
  const [version] = versions;
  const isAbove = (marker: ObjectVersion): boolean => version === undefined || marker.isLatest || marker.lastModified > version.lastModified;
  open.markers.push(...deleteMarkers.filter(isAbove));
  open.version = version ?? null;
}

function* concluded({ key, markers, version }: Reading, { after, before }: DeletionSpan): Generator<DeletedKey, void> {
  const isInSpan = ({ lastModified }: ObjectVersion): boolean => lastModified >= (after ?? 0) && lastModified <= (before ?? Infinity);
  const [current] = markers;
  if (current?.isLatest !== true || !isInSpan(current)) return;
  const end = markers.findIndex((marker) => !isInSpan(marker));
  if (end === -1) yield { key, markers, comesBack: version, stays: version === null ? 'nothing-left' : null };
  else yield { key, markers: markers.slice(0, end), comesBack: null, stays: 'deleted-earlier' };
}
