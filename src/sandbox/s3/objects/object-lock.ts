import type { Bucket } from '../../storage/buckets.js';
import type { ObjectLock, ObjectVersion } from '../../storage/object-versions.js';
import type { WireRequest } from '../../types.js';
import type { BucketCall } from '../call.js';
import { invalidArgument, s3Error } from '../errors.js';
import { requirePermission } from '../permissions.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The lock that a new version gets: what its request says, or else the bucket's default. AWS: "Object Lock" (verified). */
export function lockOfNewVersion({ bucket, request, now }: BucketCall): ObjectLock | null {
  const asked = askedRetention(request, bucket);
  const legalHold = headerOf(request, 'x-amz-object-lock-legal-hold', bucket) === 'ON';
  const retention = asked ?? defaultRetention(bucket, now);
  return retention === null && !legalHold ? null : { retention, legalHold };
}

/**
 * Reads `x-amz-bypass-governance-retention`, and whether the signer may.
 * @throws PracticeError 400 on a bucket without Object Lock (AWS: LocalStack's snapshots of the real S3, verified)
 */
export function bypassesGovernance(call: BucketCall, resource: string): boolean {
  const { request, bucket } = call;
  const value = request.headers['x-amz-bypass-governance-retention'];
  if (value === undefined) return false;
  if (bucket.objectLock === null) {
    const message = 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.';
    throw invalidArgument(message, 'x-amz-bypass-governance-retention', value);
  }
  if (value.toLowerCase() !== 'true') return false;
  requirePermission(call, 's3:BypassGovernanceRetention', resource);
  return true;
}

/** Does Object Lock keep this version from being removed? MFA does not help. AWS: "Object Lock" (verified). */
export function isLocked({ lock }: ObjectVersion, bypass: boolean, now: number): boolean {
  if (lock === null) return false;
  if (lock.legalHold) return true;
  if (lock.retention === null || lock.retention.until <= now) return false;
  return lock.retention.mode === 'COMPLIANCE' || !bypass;
}

function askedRetention(request: WireRequest, bucket: Bucket): ObjectLock['retention'] {
  const mode = headerOf(request, 'x-amz-object-lock-mode', bucket);
  const until = headerOf(request, 'x-amz-object-lock-retain-until-date', bucket);
  if (mode === undefined && until === undefined) return null;
  const time = Date.parse(until ?? '');
  if ((mode !== 'GOVERNANCE' && mode !== 'COMPLIANCE') || Number.isNaN(time)) {
    // AWS: LocalStack's snapshots of the real S3 (likely).
    const message = 'x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied';
    throw invalidArgument(message, 'x-amz-object-lock-mode', mode ?? '');
  }
  return { mode, until: time };
}

function headerOf(request: WireRequest, name: string, bucket: Bucket): string | undefined {
  const value = request.headers[name];
  // AWS: "Error responses", InvalidRequest (likely).
  if (value !== undefined && bucket.objectLock === null) throw s3Error('noLockOnBucket');
  return value;
}

/** AWS: "Object Lock" (verified): a default of years counts 365 days each here; leap days are not verified. */
function defaultRetention(bucket: Bucket, now: number): ObjectLock['retention'] {
  const preset = bucket.objectLock?.defaultRetention ?? null;
  if (preset === null) return null;
  const days = preset.unit === 'Years' ? preset.length * 365 : preset.length;
  return { mode: preset.mode, until: now + days * DAY_MS };
}
