import { type VersionName, versionNamed } from '../../core/versions/object-version.js';
import type { BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { lookUpKeys } from './version-lookup.js';

/**
 * Finds out which of these versions are there now. S3 lists objects as they are, without delay.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html#ConsistencyModel
 * @returns the versions that are gone, and those that are still there
 * @throws Failure
 */
export async function presenceOf<V extends VersionName>(clients: Clients, bucket: BucketAddress, versions: readonly V[]): Promise<{ gone: V[]; there: V[] }> {
  const missing = new Map<string, Set<string>>();
  for (const { key, versionId } of versions) missing.set(key, (missing.get(key) ?? new Set()).add(versionId));
  const seen = new Set<string>();
  await lookUpKeys(
    clients,
    bucket,
    versions.map(({ key }) => key),
    {
      visit({ versions: listed, deleteMarkers }) {
        for (const version of [...listed, ...deleteMarkers]) {
          if (missing.get(version.key)?.delete(version.versionId)) seen.add(versionNamed(version));
        }
      },
      isSettled: (key) => missing.get(key)?.size === 0,
    },
  );
  const isThere = (version: V): boolean => seen.has(versionNamed(version));
  return { gone: versions.filter((version) => !isThere(version)), there: versions.filter(isThere) };
}
