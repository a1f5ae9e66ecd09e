import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { entriesOf } from '../../../aws/versions/version-presence.js';
import { isAsPlanned, type RecheckOptions } from '../../../core/purge/recheck.js';
import { type ObjectVersion, versionNamed } from '../../../core/versions/object-version.js';

/**
 * Those of a batch that are still there as they were planned, read from AWS now. What is left alone is counted.
 * @param batch what one code deletes; held in memory
 * @throws Failure
 */
export async function lookAgain<V extends ObjectVersion>(batch: readonly V[], bucket: BucketAddress, clients: Clients, { allVersions, leftAlone }: RecheckOptions): Promise<V[]> {
  const entries = await entriesOf(clients, bucket, batch);
  return batch.filter((planned) => {
    const now = entries.get(versionNamed(planned));
    if (now !== undefined && isAsPlanned(planned, now, allVersions)) return true;
    leftAlone[now === undefined ? 'gone' : 'changed'] += 1;
    return false;
  });
}
