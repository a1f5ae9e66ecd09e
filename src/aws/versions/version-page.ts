import { compareKeys } from '../../core/versions/key-order.js';
import type { ObjectVersion } from '../../core/versions/object-version.js';

/**
 * One answer of ListObjectVersions. Keys ascend by their UTF-8 bytes, and within each array a key's entries go from
 * new to old; the order between the arrays is lost, but all that a later page holds of a key is older.
 */
export type VersionPage = { versions: ObjectVersion[]; deleteMarkers: ObjectVersion[] };

/** The last key of a page; `null` for an empty one. */
export function lastKeyOf({ versions, deleteMarkers }: VersionPage): string | null {
  const [version, marker] = [versions.at(-1)?.key, deleteMarkers.at(-1)?.key];
  if (version === undefined || marker === undefined) return version ?? marker ?? null;
  return compareKeys(version, marker) < 0 ? marker : version;
}

/** What a page holds of the keys that are wanted. */
export function ofKeys({ versions, deleteMarkers }: VersionPage, isWanted: (key: string) => boolean): VersionPage {
  const pick = (entries: ObjectVersion[]): ObjectVersion[] => entries.filter(({ key }) => isWanted(key));
  return { versions: pick(versions), deleteMarkers: pick(deleteMarkers) };
}
