import type { Bucket } from '../../storage/buckets.js';
import type { ObjectVersion } from '../../storage/object-versions.js';
import { s3Error } from '../errors.js';
import { isLocked } from '../objects/object-lock.js';

/** What a deletion did: made a marker, removed a version (or found it gone already), or removed the only one. */
export type Deletion =
  | { did: 'marked'; marker: ObjectVersion }
  | { did: 'removed'; versionId: string; marker: boolean }
  | { did: 'removed-only' };

/** A deletion of the current object, or of one version. */
type DeletionRequest = { key: string; versionId: string | undefined; bypass: boolean; now: number };

/**
 * Deletes one object or version. AWS: "Deleting object versions from a versioning-enabled bucket", "Deleting objects
 * from versioning-suspended buckets" (verified); that a version which is gone already counts as deleted is likely.
 * @throws PracticeError 403 where Object Lock keeps the version
 */
export function deleteOne(bucket: Bucket, { key, versionId, bypass, now }: DeletionRequest): Deletion {
  if (versionId === undefined) {
    const marker = bucket.objects.remove(key, { versioning: bucket.versioning().status, at: now });
    return marker === null ? { did: 'removed-only' } : { did: 'marked', marker };
  }
  const version = bucket.objects.find(key, versionId);
  if (version === undefined) return { did: 'removed', versionId, marker: false };
  if (isLocked(version, bypass, now)) throw s3Error('objectLocked');
  bucket.objects.removeVersion(version);
  return { did: 'removed', versionId, marker: version.content === null };
}
