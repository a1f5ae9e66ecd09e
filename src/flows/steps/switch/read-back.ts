import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { VersioningState } from '../../../core/buckets/bucket-state.js';
import type { Clock } from '../../../core/clock.js';
import { unlessFailed } from '../../../core/failures/failure.js';
import type { WantedState } from '../../../core/switch/target.js';
import { isAsWanted } from './bucket-outcome.js';

/** Pauses between re-reads, in ms: bucket settings are eventually consistent. About 20 s in all. */
const PAUSES_MS = [500, 1_000, 2_000, 3_000, 5_000, 8_000];

/**
 * Reads a bucket's state until AWS shows what was asked for, or patience ends.
 * @returns the last state AWS showed; `null` when it could not be read at all
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 */
export async function readBack(
  clients: Clients,
  bucket: { name: string; region: string | null },
  wanted: WantedState,
  clock: Clock,
): Promise<VersioningState | null> {
  let last: VersioningState | null = null;
  for (const pause of [0, ...PAUSES_MS]) {
    if (pause > 0) await clock.sleep(pause);
    const now = await readOnce(clients, bucket);
    if (now === null) continue;
    last = now;
    if (isAsWanted(now, wanted)) return now;
  }
  return last;
}

/** What AWS says of a bucket now; `null` when it could not be read. */
export function readOnce(clients: Clients, bucket: { name: string; region: string | null }): Promise<VersioningState | null> {
  return unlessFailed(readVersioning(clients, bucket.name, bucket.region), null);
}
