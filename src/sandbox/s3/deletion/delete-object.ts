import type { WireAnswer } from '../../types.js';
import { type BucketCall, emptyAnswer } from '../call.js';
import { checkMfaHeader, requireOwnerWithMfa } from '../mfa.js';
import { bypassesGovernance } from '../objects/object-lock.js';
import { requireVersionId } from '../objects/version-choice.js';
import { arnOf } from '../permissions.js';
import { deleteOne, type Deletion } from './deletion.js';

/**
 * DeleteObject. With MFA Delete, a version (a delete marker too, `null` too: likely) goes only with a code; without a
 * version id it makes a delete marker and needs none. AWS: "DeleteObject", "Deleting Amazon S3 objects" (verified).
 * That MFA is asked for before the version id is looked at is not verified.
 */
export function deleteObject(call: BucketCall): WireAnswer {
  const { bucket, request, location, now } = call;
  const versionId = request.query.get('versionId');
  const evidence = checkMfaHeader(call);
  if (versionId !== undefined && bucket.versioning().mfaDelete === 'Enabled') requireOwnerWithMfa(call, evidence);
  if (versionId !== undefined) requireVersionId(bucket, versionId);
  const bypass = bypassesGovernance(call, arnOf(location.bucketName, location.key));
  return emptyAnswer(204, headersOf(deleteOne(bucket, { key: location.key, versionId, bypass, now })));
}

function headersOf(deletion: Deletion): Record<string, string> {
  if (deletion.did === 'removed-only') return {};
  const versionId = deletion.did === 'marked' ? deletion.marker.versionId : deletion.versionId;
  const marker = deletion.did === 'marked' || deletion.marker;
  return { 'x-amz-version-id': versionId, ...(marker ? { 'x-amz-delete-marker': 'true' } : {}) };
}
