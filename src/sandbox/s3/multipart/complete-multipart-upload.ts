import { createHash } from 'node:crypto';
import type { MultipartUpload, Part } from '../../storage/multipart-uploads.js';
import type { WireAnswer } from '../../types.js';
import { childrenNamed, readXml, textOf, type XmlNode } from '../../wire/xml-reader.js';
import { type BucketCall, xmlAnswer } from '../call.js';
import { s3Error } from '../errors.js';
import { namedUpload } from './multipart-upload.js';

/** In bytes; the last part may be smaller. AWS: "Amazon S3 multipart upload limits" (verified). */
const SMALLEST_PART = 5 * 1024 * 1024;

type NamedPart = { number: number; etag: string };

/**
 * CompleteMultipartUpload. AWS: "CompleteMultipartUpload"; the refusals from LocalStack's snapshots of the real S3
 * (verified). Checksums of parts were compared when they came; those in the document are not looked at.
 */
export function completeMultipartUpload(call: BucketCall): WireAnswer {
  const { bucket, request, location, now } = call;
  const upload = namedUpload(call);
  const parts = chosenParts(upload, namedParts(request.body.toString('utf8'), upload));
  const body = Buffer.concat(parts.map((part) => part.body));
  const { storageClass, headers, lock, tags } = upload;
  const content = { size: body.length, body, etag: etagOf(parts), storageClass, headers };
  const versioning = bucket.versioning().status;
  const version = bucket.objects.put(upload.key, content, { versioning, at: now }, lock, tags);
  bucket.uploads.end(upload);
  const result = {
    Location: `http://${request.headers['host'] ?? ''}${request.rawPath}`,
    Bucket: location.bucketName,
    Key: upload.key,
    ETag: content.etag,
  };
  return xmlAnswer('CompleteMultipartUploadResult', result, versioning === null ? {} : { 'x-amz-version-id': version.versionId });
}

function namedParts(text: string, { uploadId }: MultipartUpload): NamedPart[] {
  if (text === '') throw s3Error('noParts');
  const document = readXml('CompleteMultipartUpload', text);
  const parts = document === null ? [] : childrenNamed(document, 'Part').map(namedPart);
  if (parts.length === 0) throw s3Error('malformedXml');
  const ascending = parts.every(({ number }, index) => index === 0 || number > (parts[index - 1]?.number ?? 0));
  if (!ascending) throw s3Error('partOrder', { UploadId: uploadId });
  return parts;
}

function namedPart(part: XmlNode): NamedPart {
  const number = textOf(part, 'PartNumber') ?? '';
  const etag = textOf(part, 'ETag');
  if (!/^\d{1,5}$/.test(number) || etag === null) throw s3Error('malformedXml');
  return { number: Number(number), etag: unquoted(etag) };
}

function chosenParts(upload: MultipartUpload, named: readonly NamedPart[]): Part[] {
  const parts = named.map(({ number, etag }) => {
    const part = upload.parts.get(number);
    if (part !== undefined && unquoted(part.etag) === etag) return part;
    throw s3Error('invalidPart', { UploadId: upload.uploadId, PartNumber: String(number), ETag: etag });
  });
  const small = parts.slice(0, -1).find(({ body }) => body.length < SMALLEST_PART);
  if (small === undefined) return parts;
  throw s3Error('partTooSmall', {
    ProposedSize: String(small.body.length),
    MinSizeAllowed: String(SMALLEST_PART),
    PartNumber: String(small.number),
    ETag: unquoted(small.etag),
  });
}

/** Not the digest of the object: that of its parts' digests, and how many there are (AWS: "Checking object integrity", verified). */
function etagOf(parts: readonly Part[]): string {
  const digests = parts.map(({ etag }) => Buffer.from(unquoted(etag), 'hex'));
  return `"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-${parts.length}"`;
}

function unquoted(etag: string): string {
  return etag.replaceAll('"', '');
}
