import type { Bucket } from '../../storage/buckets.js';
import type { ObjectVersion } from '../../storage/object-versions.js';
import type { PracticeError } from '../../types.js';
import { invalidArgument, s3Error } from '../errors.js';

/**
 * Refuses a version id that this bucket never gave out. AWS: LocalStack's snapshots of the real S3 (verified): also any
 * id but `null` on a bucket that was never versioned.
 * @throws PracticeError 400 InvalidArgument
 */
export function requireVersionId(bucket: Bucket, versionId: string, parameter = 'versionId'): void {
  const never = bucket.versioning().status === null;
  if (never ? versionId === 'null' : bucket.objects.knowsVersionId(versionId)) return;
  throw invalidArgument('Invalid version id specified', parameter, versionId);
}

/** The version that a request names, or the current one. */
export function chosenVersion(bucket: Bucket, key: string, versionId: string | undefined): ObjectVersion | undefined {
  if (versionId === undefined) return bucket.objects.current(key);
  requireVersionId(bucket, versionId);
  return bucket.objects.find(key, versionId);
}

/** What S3 says of reading a delete marker by its id. AWS: "Working with delete markers" (verified). */
export function markerNotAllowed(method: string, marker: ObjectVersion): PracticeError {
  const extras = { Method: method, ResourceType: 'DeleteMarker' };
  const headers = { allow: 'DELETE', 'x-amz-delete-marker': 'true', 'x-amz-version-id': marker.versionId };
  return s3Error('methodNotAllowed', extras, headers);
}
