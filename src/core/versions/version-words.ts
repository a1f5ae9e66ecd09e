import { counted, sizeInWords } from '../text/quantities.js';
import type { ObjectVersion } from './object-version.js';

/** A key for people: cut in the middle to fit, and without backticks, which would colour what stands between them. */
export function keyInWords(key: string, width = 80): string {
  const characters = [...key.replaceAll('`', '\\x60')];
  if (characters.length <= width) return characters.join('');
  const start = Math.ceil((width - 1) * 0.6);
  return `${characters.slice(0, start).join('')}…${characters.slice(start + 1 - width).join('')}`;
}

/** The beginning of a version id, for tables: ids of AWS have 32 characters, and their beginnings differ. */
export function shortVersionId(versionId: string): string {
  return versionId.length > 13 ? `${versionId.slice(0, 12)}…` : versionId;
}

/** What an entry of a listing is: `current`, `noncurrent`, `delete marker` or `current delete marker`. */
export function standingOf({ isDeleteMarker, isLatest }: Pick<ObjectVersion, 'isDeleteMarker' | 'isLatest'>): string {
  if (isDeleteMarker) return isLatest ? 'current delete marker' : 'delete marker';
  return isLatest ? 'current' : 'noncurrent';
}

/** Counts and bytes of versions: `3 versions, 1 delete marker, 52 bytes`. */
export function versionsInWords(versions: readonly ObjectVersion[]): string {
  const markers = versions.filter(({ isDeleteMarker }) => isDeleteMarker).length;
  const bytes = versions.reduce((sum, { size }) => sum + size, 0);
  const parts = [
    markers < versions.length ? [counted(versions.length - markers, 'version')] : [],
    markers > 0 ? [counted(markers, 'delete marker')] : [],
    markers < versions.length ? [sizeInWords(bytes)] : [],
  ];
  return parts.flat().join(', ');
}
