import { notModelled, PracticeError, type WireAnswer } from '../../types.js';
import { childrenNamed, readXml, textOf, type XmlNode } from '../../wire/xml-reader.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { requireBodyDigest } from '../body/body-digests.js';
import { type BucketCall, xmlAnswer } from '../call.js';
import { s3Error } from '../errors.js';
import { checkMfaHeader, type MfaEvidence, requireOwnerWithMfa } from '../mfa.js';
import { bypassesGovernance } from '../objects/object-lock.js';
import { arnOf, requirePermission } from '../permissions.js';
import { deleteOne, type Deletion } from './deletion.js';

/** AWS: "DeleteObjects" (verified); that more of them are MalformedXML is likely. */
const MOST = 1000;

type Named = { key: string; versionId: string | undefined };

/**
 * DeleteObjects. One code covers the request; without one, or with a wrong one, nothing of it is done ("the entire
 * request will fail"). Errors of single keys come with a 200. AWS: "DeleteObjects" (verified; the answer to a missing
 * code is not, it is taken from DeleteObject).
 */
export function deleteObjects(call: BucketCall): WireAnswer {
  const { request, location } = call;
  requireBodyDigest(request);
  const evidence = orRefusal(call, () => checkMfaHeader(call));
  const { objects, quiet } = documentOf(request.body.toString('utf8'));
  const refusal = evidence instanceof PracticeError ? evidence : orRefusal(call, () => requireCodeFor(call, objects, evidence));
  if (refusal instanceof PracticeError) return xmlAnswer('DeleteResult', objects.map((named) => errorElement(named, refusal)));
  const bypass = bypassesGovernance(call, `${arnOf(location.bucketName)}/*`);
  const results = objects.map((named) => resultOf(call, named, bypass));
  return xmlAnswer('DeleteResult', quiet ? results.filter((result) => 'Error' in result) : results);
}

/** Does it; with the fault `refused-inside-200` a refusal comes back, where otherwise it is thrown. */
function orRefusal<T>(call: BucketCall, run: () => T): T | PracticeError {
  try {
    return run();
  } catch (error) {
    if (error instanceof PracticeError && call.account.faults.refusesInside200()) return error;
    throw error;
  }
}

function requireCodeFor(call: BucketCall, objects: readonly Named[], evidence: MfaEvidence): void {
  const versions = objects.some(({ versionId }) => versionId !== undefined);
  if (versions && call.bucket.versioning().mfaDelete === 'Enabled') requireOwnerWithMfa(call, evidence);
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

function resultOf(call: BucketCall, named: Named, bypass: boolean): XmlElements {
  const { bucket, account, location, now } = call;
  const { key, versionId } = named;
  try {
    const fault = account.faults.keyError();
    if (fault !== null) throw s3Error(fault);
    const action = versionId === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    requirePermission(call, action, arnOf(location.bucketName, key));
    // Not InvalidArgument, as in DeleteObject (AWS: LocalStack's snapshots of the real S3, verified).
    if (versionId !== undefined && !bucket.objects.knowsVersionId(versionId)) throw s3Error('noSuchVersion');
    return { Deleted: deletedElement(key, deleteOne(bucket, { key, versionId, bypass, now })) };
  } catch (error) {
    if (!(error instanceof PracticeError)) throw error;
    return errorElement(named, error);
  }
}

function errorElement({ key, versionId }: Named, { code, message }: PracticeError): XmlElements {
  return { Error: { Key: key, VersionId: versionId, Code: code, Message: message } };
}

function deletedElement(key: string, deletion: Deletion): XmlElements {
  if (deletion.did === 'removed-only') return { Key: key };
  if (deletion.did === 'marked') return { DeleteMarker: true, DeleteMarkerVersionId: deletion.marker.versionId, Key: key };
  const marker = deletion.marker ? { DeleteMarker: true, DeleteMarkerVersionId: deletion.versionId } : {};
  return { ...marker, Key: key, VersionId: deletion.versionId };
}
