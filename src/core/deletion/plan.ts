import { compareKeys } from '../versions/key-order.js';
import { type ObjectVersion, type VersionName, versionNamed } from '../versions/object-version.js';
import { countBatches } from './batches.js';

/** What is current under a key once versions of it are gone. */
export type Aftermath = {
  key: string;
  /**
   * `unchanged`: the current version stays; `version` and `delete-marker`: that becomes current, and with a marker the
   * object looks deleted; `nothing`: no version is left; `unclear`: two came in the same second, and either may be.
   */
  becomes: 'unchanged' | 'version' | 'delete-marker' | 'nothing' | 'unclear';
  /** What becomes current; `null` where nothing does, or it cannot be told. */
  version: ObjectVersion | null;
};

/** What a deletion of named versions comes to. */
export type DeletionPlan = {
  /** Those that are there, in the order of a listing. */
  versions: ObjectVersion[];
  /** Those that are not there: deleted already, or never written. */
  absent: VersionName[];
  /** One entry a key, in the order of a listing. */
  aftermath: Aftermath[];
  /** Requests, and so codes (count). */
  batches: number;
};

/** Entries of one answer of a listing. */
type Page = { versions: readonly ObjectVersion[]; deleteMarkers: readonly ObjectVersion[] };

/** What is known of a key so far; survivors are the newest entries that stay. */
type Known = { missing: Set<string>; found: ObjectVersion[]; version: ObjectVersion | null; marker: ObjectVersion | null };

/** Makes a plan out of the histories of its keys, as they are read. */
type DeletionPlanner = {
  /** Takes entries of wanted keys, as a listing gives them. */
  visit(page: Page): void;
  /** Is all known of this key that the plan needs? What a later page holds is older. */
  isSettled(key: string): boolean;
  plan(): DeletionPlan;
};

/** Starts a plan to delete these versions. */
export function planDeletion(names: readonly VersionName[]): DeletionPlanner {
  const keys = new Map<string, Known>();
  for (const { key, versionId } of names) {
    const known = keys.get(key) ?? { missing: new Set(), found: [], version: null, marker: null };
    keys.set(key, known);
    known.missing.add(versionId);
  }
  const take = (entry: ObjectVersion): void => {
    const known = keys.get(entry.key);
    if (known === undefined) return;
    if (known.missing.delete(entry.versionId)) known.found.push(entry);
    else if (known.found.some(({ versionId }) => versionId === entry.versionId)) return;
    else if (entry.isDeleteMarker) known.marker ??= entry;
    else known.version ??= entry;
  };
  return {
    visit({ versions, deleteMarkers }) {
      versions.forEach(take);
      deleteMarkers.forEach(take);
    },
    isSettled(key) {
      const known = keys.get(key);
      return known === undefined || (known.missing.size === 0 && (known.version !== null || known.marker !== null));
    },
    plan() {
      const sorted = [...keys].sort(([a], [b]) => compareKeys(a, b));
      const versions = sorted.flatMap(([, { found }]) => found.sort((a, b) => Number(b.isLatest) - Number(a.isLatest) || b.lastModified - a.lastModified));
      const missing = new Set(sorted.flatMap(([key, known]) => [...known.missing].map((versionId) => versionNamed({ key, versionId }))));
      const count = countBatches();
      versions.forEach((version) => count.add(version));
      return {
        versions,
        absent: names.filter((name) => missing.has(versionNamed(name))),
        aftermath: sorted.filter(([, { found }]) => found.length > 0).map(([key, known]) => aftermathOf(key, known)),
        batches: count.batches(),
      };
    },
  };
}

function aftermathOf(key: string, { version, marker }: Known): Aftermath {
  if (version?.isLatest || marker?.isLatest) return { key, becomes: 'unchanged', version: null };
  if (version === null && marker === null) return { key, becomes: 'nothing', version: null };
  // Within one answer, the order between versions and markers is known by the second only.
  if (version !== null && marker !== null && version.lastModified === marker.lastModified) return { key, becomes: 'unclear', version: null };
  if (marker === null || (version !== null && version.lastModified > marker.lastModified)) return { key, becomes: 'version', version };
  return { key, becomes: 'delete-marker', version: marker };
}
