import { STEP_MS } from '../clock.js';
import { countBatches } from '../deletion/batches.js';
import type { ObjectVersion } from '../versions/object-version.js';
import { type PrefixShare, rankPrefixes } from './prefix-ranking.js';

const LARGEST_PREFIXES = 10;

/** What a purge is going to do. */
export type PlanSummary = {
  versions: number;
  deleteMarkers: number;
  bytes: number;
  /** When the oldest of them was created, ms since the epoch; `null` when there are none. */
  oldest: number | null;
  /** The ten largest folders, by bytes. */
  prefixes: PrefixShare[];
  /** Current versions that expire: they get a delete marker, which takes no code. */
  markersToMake: number;
  /** Codes, one for each request. */
  codes: number;
};

/** Sums up a plan as it is made, entry by entry. */
type PlanCounter = {
  /** Counts a version or delete marker that is going to be deleted; in the order of the listing. */
  addDeletion(version: ObjectVersion): void;
  /** Counts a current version that is going to get a delete marker. */
  addMarkerToMake(): void;
  summary(): PlanSummary;
};

/** Starts to sum up a plan for the keys below a prefix. Holds none of the versions. */
export function countPlan(prefix: string): PlanCounter {
  const batches = countBatches();
  const ranking = rankPrefixes(prefix, LARGEST_PREFIXES);
  const sums = { versions: 0, deleteMarkers: 0, bytes: 0, oldest: null as number | null, markersToMake: 0 };
  return {
    addDeletion(version) {
      if (version.isDeleteMarker) sums.deleteMarkers += 1;
      else sums.versions += 1;
      sums.bytes += version.size;
      sums.oldest = sums.oldest === null ? version.lastModified : Math.min(sums.oldest, version.lastModified);
      batches.add(version);
      ranking.add(version);
    },
    addMarkerToMake() {
      sums.markersToMake += 1;
    },
    summary: () => ({ ...sums, prefixes: ranking.top(), codes: batches.batches() }),
  };
}

/**
 * How long the codes take: a device has a new one every 30 seconds, and several devices are used in turn.
 * @param devices how many, at least one
 * @returns ms
 */
export function timeForCodes(codes: number, devices: number): number {
  return Math.ceil(codes / devices) * STEP_MS;
}
