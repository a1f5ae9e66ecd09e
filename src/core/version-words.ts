import type { ObjectVersion } from './object-version.js';
import { counted, sizeInWords } from './quantities.js';

/** Longer keys are cut in the middle; S3 allows 1024 bytes. Characters. */
const KEY_SHOWN = { whole: 80, start: 48, end: 24 };

/** A key for people: short enough for a line, and without backticks, which would colour what stands between them. */
export function keyInWords(key: string): string {
  const characters = [...key.replaceAll('`', '\\x60')];
  if (characters.length <= KEY_SHOWN.whole) return characters.join('');
  return `${characters.slice(0, KEY_SHOWN.start).join('')}…${characters.slice(-KEY_SHOWN.end).join('')}`;
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
