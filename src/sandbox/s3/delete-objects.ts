import { notModelled, PracticeError, type WireAnswer } from '../types.js';
import { childrenNamed, readXml, textOf, type XmlElements, type XmlNode } from '../xml.js';
import { requireBodyDigest } from './body-digests.js';
import { type BucketCall, xmlAnswer } from './call.js';
import { deleteOne, type Deletion } from './deletion.js';
import { s3Error } from './errors.js';
import { checkMfaHeader, requireOwnerWithMfa } from './mfa.js';
import { bypassesGovernance } from './object-lock.js';
import { arnOf, requirePermission } from './permissions.js';

/** AWS: "DeleteObjects" (verified); that more of them are MalformedXML is likely. */
const MOST = 1000;

type Named = { key: string; versionId: string | undefined };

/**
 * DeleteObjects. One code covers the request; without one, or with a wrong one, nothing of it is done ("the entire
 * request will fail"). Errors of single keys come with a 200. AWS: "DeleteObjects" (verified; the answer to a missing
 * code is not, it is taken from DeleteObject).
 */
export function deleteObjects(call: BucketCall): WireAnswer {
  const { bucket, request, location } = call;
  requireBodyDigest(request);
  const evidence = checkMfaHeader(call);
  const { objects, quiet } = documentOf(request.body.toString('utf8'));
  const versions = objects.some(({ versionId }) => versionId !== undefined);
  if (versions && bucket.versioning().mfaDelete === 'Enabled') requireOwnerWithMfa(call, evidence);
  const bypass = bypassesGovernance(call, `${arnOf(location.bucketName)}/*`);
  const results = objects.map((named) => resultOf(call, named, bypass));
  return xmlAnswer('DeleteResult', quiet ? results.filter((result) => 'Error' in result) : results);
}

function documentOf(text: string): { objects: Named[]; quiet: boolean } {
  const document = readXml('Delete', text);
  const objects = document === null ? [] : childrenNamed(document, 'Object');
  if (document === null || objects.length === 0 || objects.length > MOST) throw s3Error('malformedXml');
  return { objects: objects.map(namedBy), quiet: textOf(document, 'Quiet') === 'true' };
}

/** The key is XML text and nothing more: `a%2Fb` stays as it is (AWS: LocalStack's snapshots of the real S3, verified). */
function namedBy(object: XmlNode): Named {
  const key = textOf(object, 'Key');
  if (key === null || key === '') throw s3Error('malformedXml');
  const condition = ['ETag', 'LastModifiedTime', 'Size'].find((name) => childrenNamed(object, name).length > 0);
  if (condition !== undefined) throw notModelled(`the element ${condition} of DeleteObjects`);
  return { key, versionId: textOf(object, 'VersionId') ?? undefined };
}

function resultOf(call: BucketCall, { key, versionId }: Named, bypass: boolean): XmlElements {
  const { bucket, signer, location, now } = call;
  try {
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    requirePermission(signer.principal, action, arnOf(location.bucketName, key));
    // Not InvalidArgument, as in DeleteObject (AWS: LocalStack's snapshots of the real S3, verified).
    if (versionId !== undefined && !bucket.objects.knowsVersionId(versionId)) throw s3Error('noSuchVersion');
    return { Deleted: deletedElement(key, deleteOne(bucket, { key, versionId, bypass, now })) };
  } catch (error) {
    if (!(error instanceof PracticeError)) throw error;
    return { Error: { Key: key, VersionId: versionId, Code: error.code, Message: error.message } };
  }
}

function deletedElement(key: string, deletion: Deletion): XmlElements {
  if (deletion.did === 'removed-only') return { Key: key };
  if (deletion.did === 'marked') return { DeleteMarker: true, DeleteMarkerVersionId: deletion.marker.versionId, Key: key };
  const marker = deletion.marker ? { DeleteMarker: true, DeleteMarkerVersionId: deletion.versionId } : {};
  return { ...marker, Key: key, VersionId: deletion.versionId };
}
