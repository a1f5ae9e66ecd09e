import { createHash } from 'node:crypto';
import { ROOT_USER_NAME } from '../../people/people.js';
import type { MultipartUpload } from '../../storage/multipart-uploads.js';
import type { WireAnswer } from '../../types.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { checksumHeaders } from '../body/body-digests.js';
import { type BucketCall, emptyAnswer, xmlAnswer } from '../call.js';
import { invalidArgument, s3Error } from '../errors.js';
import { newObjectOf } from '../objects/new-object.js';
import { canonicalUserId, ownerElement } from '../owner.js';

/** The highest number of a part. AWS: "Amazon S3 multipart upload limits" (verified). */
const HIGHEST_PART = 10_000;

/** CreateMultipartUpload. AWS: "CreateMultipartUpload" (verified). */
export function createMultipartUpload(call: BucketCall): WireAnswer {
  const { bucket, location, signer, now } = call;
  const { arn, accountId, userName } = signer.principal;
  const initiator = userName === null ? { id: canonicalUserId(accountId), name: ROOT_USER_NAME } : { id: arn, name: userName };
  const upload = bucket.uploads.begin({ ...newObjectOf(call), key: location.key, initiatedAt: now, initiator });
  return xmlAnswer('InitiateMultipartUploadResult', { Bucket: bucket.name, Key: upload.key, UploadId: upload.uploadId });
}

/** UploadPart: a part of the same number is replaced. AWS: "UploadPart" (verified). */
export function uploadPart(call: BucketCall): WireAnswer {
  const { request, now } = call;
  const number = partNumberOf(request.query.get('partNumber') ?? '');
  const upload = namedUpload(call);
  const etag = `"${createHash('md5').update(request.body).digest('hex')}"`;
  upload.parts.set(number, { number, body: request.body, etag, lastModified: Math.floor(now / 1000) * 1000 });
  return emptyAnswer(200, { etag, ...checksumHeaders(request) });
}

/** AbortMultipartUpload: needs no code, also where MFA Delete is on. AWS: "AbortMultipartUpload" (verified). */
export function abortMultipartUpload(call: BucketCall): WireAnswer {
  call.bucket.uploads.end(namedUpload(call));
  return emptyAnswer(204);
}

/**
 * The upload that a request names by key and id.
 * @throws PracticeError 404 NoSuchUpload (AWS: LocalStack's snapshots of the real S3, verified)
 */
export function namedUpload({ bucket, request, location }: BucketCall): MultipartUpload {
  const uploadId = request.query.get('uploadId') ?? '';
  const upload = bucket.uploads.find(location.key, uploadId);
  if (upload === undefined) throw s3Error('noSuchUpload', { UploadId: uploadId });
  return upload;
}

/** Who began an upload and whose its object will be, as the listings say it. AWS: "MultipartUpload" (verified). */
export function uploadElements({ initiator, storageClass }: MultipartUpload, owner: string): XmlElements {
  return { Initiator: { ID: initiator.id, DisplayName: initiator.name }, Owner: ownerElement(owner), StorageClass: storageClass };
}

function partNumberOf(value: string): number {
  const number = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= HIGHEST_PART) return number;
  // AWS: LocalStack's snapshots of the real S3 (verified).
  throw invalidArgument(`Part number must be an integer between 1 and ${HIGHEST_PART}, inclusive`, 'partNumber', value);
}
