import type { ObjectContent, ObjectVersion } from '../../storage/object-versions.js';
import type { PracticeError, WireAnswer } from '../../types.js';
import type { BucketCall } from '../call.js';
import { s3Error } from '../errors.js';
import { arnOf, requirePermission } from '../permissions.js';
import { chosenVersion, markerNotAllowed } from './version-choice.js';

/** GetObject. AWS: "GetObject", "Retrieving object versions" (verified). A seeded object without bytes reads as zeros. */
export function getObject(call: BucketCall): WireAnswer {
  const { version, content } = readableVersion(call);
  return { status: 200, headers: headersOf(call, version, content), body: content.body ?? Buffer.alloc(content.size) };
}

/** HeadObject: GetObject without the body, also where it fails. AWS: "HeadObject" (verified). */
export function headObject(call: BucketCall): WireAnswer {
  const { version, content } = readableVersion(call);
  return { status: 200, headers: { ...headersOf(call, version, content), 'content-length': String(content.size) }, body: '' };
}

function readableVersion(call: BucketCall): { version: ObjectVersion; content: ObjectContent } {
  const { bucket, request, location } = call;
  const versionId = request.query.get('versionId');
  const version = chosenVersion(bucket, location.key, versionId);
  if (version === undefined) throw missing(call, versionId);
  if (version.content !== null) return { version, content: version.content };
  if (versionId !== undefined) throw markerNotAllowed(request.method, version);
  throw s3Error('noSuchKey', { Key: location.key }, { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId });
}

function missing(call: BucketCall, versionId: string | undefined): PracticeError {
  const { location } = call;
  if (versionId !== undefined) return s3Error('noSuchVersion', { Key: location.key, VersionId: versionId });
  // AWS: "GetObject" (verified): who may not list the bucket is not told that the key is missing.
  requirePermission(call, 's3:ListBucket', arnOf(location.bucketName));
  return s3Error('noSuchKey', { Key: location.key });
}

function headersOf({ bucket, request }: BucketCall, version: ObjectVersion, content: ObjectContent): Record<string, string> {
  const checksums = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const kept = Object.entries(content.headers).filter(([name]) => checksums || !name.startsWith('x-amz-checksum-'));
  const storageClass = content.storageClass === 'STANDARD' ? {} : { 'x-amz-storage-class': content.storageClass };
  const versionId = bucket.versioning().status === null ? {} : { 'x-amz-version-id': version.versionId };
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(kept),
    ...storageClass,
    ...versionId,
    ...lockHeaders(version),
    // AWS: "GetObject", x-amz-tagging-count (verified): not there where there are none.
    ...(version.tags.size === 0 ? {} : { 'x-amz-tagging-count': String(version.tags.size) }),
    etag: content.etag,
    'last-modified': new Date(version.lastModified).toUTCString(),
  };
}

function lockHeaders({ lock }: ObjectVersion): Record<string, string> {
  if (lock === null) return {};
  const { retention, legalHold } = lock;
  const until = retention && {
    'x-amz-object-lock-mode': retention.mode,
    'x-amz-object-lock-retain-until-date': new Date(retention.until).toISOString(),
  };
  return { ...until, 'x-amz-object-lock-legal-hold': legalHold ? 'ON' : 'OFF' };
}
