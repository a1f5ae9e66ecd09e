import { type ObjectVersion, type VersionName, versionNamed } from '../../core/versions/object-version.js';
import type { BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { lookUpKeys } from './version-lookup.js';

/**
 * Reads what a listing shows of these versions now. S3 lists objects as they are, without delay.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 * @returns those that are there, by {@link versionNamed}
 * @throws Failure
 */
export async function entriesOf(clients: Clients, bucket: BucketAddress, versions: readonly VersionName[]): Promise<Map<string, ObjectVersion>> {
  const unseen = new Map<string, Set<string>>();
  for (const { key, versionId } of versions) unseen.set(key, (unseen.get(key) ?? new Set()).add(versionId));
  const entries = new Map<string, ObjectVersion>();
  await lookUpKeys(clients, bucket, unseen.keys(), {
    visit({ versions: listed, deleteMarkers }) {
      for (const version of [...listed, ...deleteMarkers]) {
        if (unseen.get(version.key)?.delete(version.versionId)) entries.set(versionNamed(version), version);
      }
    },
    isSettled: (key) => unseen.get(key)?.size === 0,
  });
  return entries;
}

/**
 * Finds out which of these versions are there now.
 * @returns the versions that are gone, and those that are still there
 * @throws Failure
 */
export async function presenceOf<V extends VersionName>(clients: Clients, bucket: BucketAddress, versions: readonly V[]): Promise<{ gone: V[]; there: V[] }> {
  const entries = await entriesOf(clients, bucket, versions);
  const isThere = (version: V): boolean => entries.has(versionNamed(version));
  return { gone: versions.filter((version) => !isThere(version)), there: versions.filter(isThere) };
}
