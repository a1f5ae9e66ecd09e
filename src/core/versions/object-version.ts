/** One version of an object, or one delete marker, as ListObjectVersions shows it. */
export type ObjectVersion = {
  key: string;
  /** Opaque; `null` (the word) for versions written before versioning or while it was suspended. */
  versionId: string;
  isDeleteMarker: boolean;
  /** Is it the current version? A delete marker can be. */
  isLatest: boolean;
  /** When it was created, ms since the epoch; AWS gives whole seconds. */
  lastModified: number;
  /** Bytes; 0 for a delete marker. */
  size: number;
};

/** What names a version in a request. */
export type VersionName = Pick<ObjectVersion, 'key' | 'versionId'>;

/** Versions that one code deletes at most (AWS: DeleteObjects takes up to 1000 keys). */
export const VERSIONS_PER_CODE = 1000;

/** A text that stands for one version of one key, to look it up by. Version ids hold no space. */
export function versionNamed({ key, versionId }: VersionName): string {
  return `${versionId} ${key}`;
}
