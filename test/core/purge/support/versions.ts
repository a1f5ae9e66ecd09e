import type { ObjectVersion } from '../../../../src/core/versions/object-version.js';

/** A moment of 2026-01-15, UTC, from `10:30` or `10:30:05`. */
export const at = (time: string): number => Date.parse(`2026-01-15T${time.length === 5 ? `${time}:00` : time}Z`);

/** A noncurrent version of `report`, 10 bytes, created at 10:00. */
export const version = (versionId: string, more: Partial<ObjectVersion> = {}): ObjectVersion => ({
  key: 'report',
  versionId,
  isDeleteMarker: false,
  isLatest: false,
  lastModified: at('10:00'),
  size: 10,
  ...more,
});

/** A delete marker of `report`. */
export const marker = (versionId: string, more: Partial<ObjectVersion> = {}): ObjectVersion => version(versionId, { isDeleteMarker: true, size: 0, ...more });
