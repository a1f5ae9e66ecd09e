import { compareKeys } from '../../core/versions/key-order.js';
import { SortedMap } from './sorted-map.js';
import { makeVersionIds } from './version-ids.js';

/** Is versioning on? `null` where it never was (AWS: "GetBucketVersioning"). */
export type VersioningStatus = 'Enabled' | 'Suspended' | null;

/** Tags of a bucket or of one version: values by key, in no order of their own. */
export type Tags = ReadonlyMap<string, string>;

/** No tags at all. */
export const NO_TAGS: Tags = new Map();

/** What an object is made of. */
export type ObjectContent = {
  /** In bytes. */
  size: number;
  /** `null` for a seeded object whose bytes nobody has: reading it gives `size` zero bytes. */
  body: Buffer | null;
  /** With its quotes. */
  etag: string;
  storageClass: string;
  /** What PutObject was given and GetObject gives back: content type, `x-amz-meta-…`, checksums. Lower-case names. */
  headers: Readonly<Record<string, string>>;
};

/** Object Lock of one version; `until` in ms since the epoch. */
export type ObjectLock = {
  retention: { mode: 'GOVERNANCE' | 'COMPLIANCE'; until: number } | null;
  legalHold: boolean;
};

/** One version, or one delete marker. */
export type ObjectVersion = {
  readonly key: string;
  /** `null`, as text, for a version written while versioning was not on. */
  readonly versionId: string;
  /** Grows with each write to the bucket. */
  readonly sequence: number;
  /** In ms since the epoch, whole seconds: S3 keeps no more. */
  readonly lastModified: number;
  /** `null` for a delete marker. */
  readonly content: ObjectContent | null;
  readonly lock: ObjectLock | null;
  /** Values by key; none for a delete marker. */
  tags: Tags;
};

/** A place in the order of a listing: by key, and within a key from the newest version to the oldest. */
export type Position = { readonly key: string; readonly sequence: number };

/** Before every version of a key. */
export const NEWEST = Number.MAX_SAFE_INTEGER;
/** After every version of a key. */
export const OLDEST = -1;

/** A write: `at` in ms since the epoch. */
export type Write = { versioning: VersioningStatus; at: number };

/** The versions of one bucket. Every operation takes logarithmic time, so a million of them are cheap. */
export type ObjectVersions = {
  /** Versions and delete markers (count). */
  size(): number;
  /** Adds a version; where versioning is not on it replaces the null version. */
  put(key: string, content: ObjectContent, write: Write, lock?: ObjectLock | null, tags?: Tags): ObjectVersion;
  /**
   * A delete without a version id: adds a delete marker, and where versioning is not on removes the null version.
   * @returns the marker; `null` where the bucket was never versioned, which makes none
   */
  remove(key: string, write: Write): ObjectVersion | null;
  /** Removes one version for good. */
  removeVersion(version: ObjectVersion): void;
  current(key: string): ObjectVersion | undefined;
  find(key: string, versionId: string): ObjectVersion | undefined;
  /** Could this id be one of this bucket's? `null`, as text, always could. */
  knowsVersionId(versionId: string): boolean;
  /** The place of a version, also of one that was removed since; `null` for an id that this bucket never gave out. */
  positionOf(key: string, versionId: string): Position | null;
  /** The first version at this place or after it. */
  firstFrom(position: Position): ObjectVersion | undefined;
  /** The versions from this place on, in the order of a listing; good until the next change. */
  from(position: Position): Iterator<ObjectVersion>;
};

const NULL_VERSION = 'null';

/** Makes the versions of one bucket: none yet. */
export function makeObjectVersions(): ObjectVersions {
  const ids = makeVersionIds();
  const versions = new SortedMap<Position, ObjectVersion>(
    undefined,
    (a, b) => compareKeys(a.key, b.key) || b.sequence - a.sequence,
  );
  // Kept after the null version is gone: a listing may go on from its marker.
  const nullSequences = new Map<string, number>();
  let written = 0;

  const sequenceOf = (key: string, versionId: string): number | null =>
    versionId === NULL_VERSION ? (nullSequences.get(key) ?? null) : ids.sequenceOf(versionId);

  const find = (key: string, versionId: string): ObjectVersion | undefined => {
    const sequence = sequenceOf(key, versionId);
    return sequence === null ? undefined : versions.get({ key, sequence });
  };

  const firstFrom = (position: Position): ObjectVersion | undefined => versions.getPairOrNextHigher(position)?.[1];

  const add = (key: string, content: ObjectContent | null, write: Write, lock: ObjectLock | null, tags: Tags): ObjectVersion => {
    written += 1;
    const named = write.versioning === 'Enabled';
    if (!named) {
      const replaced = find(key, NULL_VERSION);
      if (replaced !== undefined) versions.delete(replaced);
      nullSequences.set(key, written);
    }
    const versionId = named ? ids.mint(written) : NULL_VERSION;
    const lastModified = Math.floor(write.at / 1000) * 1000;
    const version: ObjectVersion = { key, versionId, sequence: written, lastModified, content, lock, tags };
    versions.set(version, version);
    return version;
  };

  return {
    size: () => versions.size,
    put: (key, content, write, lock = null, tags = NO_TAGS) => add(key, content, write, lock, tags),
    remove(key, write) {
      if (write.versioning !== null) return add(key, null, write, null, NO_TAGS);
      const only = find(key, NULL_VERSION);
      if (only !== undefined) versions.delete(only);
      return null;
    },
    removeVersion: (version) => void versions.delete(version),
    current(key) {
      const first = firstFrom({ key, sequence: NEWEST });
      return first?.key === key ? first : undefined;
    },
    find,
    knowsVersionId: (versionId) => versionId === NULL_VERSION || ids.sequenceOf(versionId) !== null,
    positionOf(key, versionId) {
      const sequence = sequenceOf(key, versionId);
      return sequence === null ? null : { key, sequence };
    },
    firstFrom,
    from: (position) => versions.values(position),
  };
}
