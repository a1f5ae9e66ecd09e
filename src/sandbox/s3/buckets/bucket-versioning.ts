import type { Bucket, VersioningConfiguration } from '../../storage/buckets.js';
import type { WireAnswer } from '../../types.js';
import { childrenNamed, readXml, textOf, type XmlNode } from '../../wire/xml-reader.js';
import { type BucketCall, emptyAnswer, xmlAnswer } from '../call.js';
import { s3Error } from '../errors.js';
import { checkMfaHeader, requireOwnerWithMfa } from '../mfa.js';

/** What a PutBucketVersioning asks for; `null` where the element was left out. */
type Wanted = { status: 'Enabled' | 'Suspended' | null; mfaDelete: 'Enabled' | 'Disabled' | null };

/**
 * GetBucketVersioning: empty where versioning was never on, MfaDelete only where it was ever configured.
 * AWS: "GetBucketVersioning" (verified). A change may be seen late: "bucket configurations have an eventual
 * consistency model" (AWS: "What is Amazon S3?", verified).
 */
export function getBucketVersioning({ bucket, account, now }: BucketCall): WireAnswer {
  const lag = account.faults.versioningLagMs();
  const { status, mfaDelete } = lag === 0 ? bucket.versioning() : bucket.versioningAt(now - lag);
  return xmlAnswer('VersioningConfiguration', { Status: status ?? undefined, MfaDelete: mfaDelete ?? undefined });
}

/**
 * PutBucketVersioning. AWS: "PutBucketVersioning", "Configuring MFA delete" (verified, but for the lines that say
 * otherwise). The order of the checks is inferred.
 */
export function putBucketVersioning(call: BucketCall): WireAnswer {
  const { bucket, request, now } = call;
  const evidence = checkMfaHeader(call);
  const wanted = wantedOf(request.body.toString('utf8'));
  const current = bucket.versioning();
  if (isGuarded(current, wanted)) requireOwnerWithMfa(call, evidence);
  if (wanted.status === null) throw s3Error('statusMissing');
  refuseConflicts(bucket, wanted);
  // What leaving MfaDelete out does to the stored value is not verified; here it stays.
  bucket.setVersioning({ status: wanted.status, mfaDelete: wanted.mfaDelete ?? current.mfaDelete }, now);
  return emptyAnswer(200);
}

/** The element is MfaDelete on the wire; `<MFADelete>`, as the SDK calls it, is MalformedXML (verified). */
function wantedOf(text: string): Wanted {
  const document = readXml('VersioningConfiguration', text);
  const status = document === null ? undefined : valueOf(document, 'Status', ['Enabled', 'Suspended'] as const);
  const mfaDelete = document === null ? undefined : valueOf(document, 'MfaDelete', ['Enabled', 'Disabled'] as const);
  const unknown = typeof document === 'string' || document === null ? [] : Object.keys(document).filter((name) => name !== 'Status' && name !== 'MfaDelete');
  if (status === undefined || mfaDelete === undefined || unknown.length > 0) throw s3Error('malformedXml');
  return { status, mfaDelete };
}

/** `null` where the element is left out, `undefined` where it holds something else. */
function valueOf<T extends string>(document: XmlNode, name: string, values: readonly T[]): T | null | undefined {
  if (childrenNamed(document, name).length === 0) return null;
  const text = textOf(document, name);
  return values.find((value) => value === text);
}

/**
 * Does the change need a code? Turning MFA Delete on does, and so does every change of a bucket where it is on.
 * That putting the present state again needs one as well is likely: Terraform users see it refused.
 */
function isGuarded(current: VersioningConfiguration, wanted: Wanted): boolean {
  return current.mfaDelete === 'Enabled' || wanted.mfaDelete === 'Enabled';
}

function refuseConflicts(bucket: Bucket, wanted: Wanted): void {
  if (wanted.mfaDelete === 'Enabled' && bucket.lifecycle !== null) throw s3Error('lifecycleInTheWay');
  if (wanted.status !== 'Suspended') return;
  if (bucket.objectLock !== null) throw s3Error('objectLockInTheWay');
  if (bucket.replication !== null) throw s3Error('replicationInTheWay');
}
