import type { BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { listVersions } from './version-listing.js';
import { lastKeyOf, ofKeys, type VersionPage } from './version-page.js';

/**
 * The versions and delete markers of exactly one key, page by page as they are asked for. A page may hold none. What lies
 * behind the key is not read.
 * @throws Failure
 */
export async function* versionsOfKey(clients: Clients, bucket: BucketAddress, key: string): AsyncGenerator<VersionPage, void> {
  for await (const page of listVersions(clients, bucket, { prefix: key })) {
    yield ofKeys(page, (candidate) => candidate === key);
    const last = lastKeyOf(page);
    // Longer keys with this prefix come after it.
    if (last !== null && last !== key) return;
  }
}
