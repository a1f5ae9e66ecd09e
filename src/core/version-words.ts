import type { ObjectVersion } from './object-version.js';
import { counted, sizeInWords } from './quantities.js';

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
