import { createHash } from 'node:crypto';
import type { WireAnswer, WireRequest } from '../types.js';
import { checksumHeaders } from './body-digests.js';
import { type BucketCall, emptyAnswer } from './call.js';
import { s3Error } from './errors.js';
import { lockOfNewVersion } from './object-lock.js';

const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** In bytes. AWS: "Naming Amazon S3 objects" (verified). */
const LONGEST_KEY = 1024;

/** PutObject. AWS: "PutObject", "Adding objects to versioning-enabled buckets" (verified). */
export function putObject(call: BucketCall): WireAnswer {
  const { bucket, request, location, now } = call;
  const size = Buffer.byteLength(location.key);
  if (size > LONGEST_KEY) throw s3Error('keyTooLong', { Size: String(size), MaxSizeAllowed: String(LONGEST_KEY) });
  const checksums = checksumHeaders(request);
  const content = {
    size: request.body.length,
    body: request.body,
    etag: `"${createHash('md5').update(request.body).digest('hex')}"`,
    storageClass: request.headers['x-amz-storage-class'] ?? 'STANDARD',
    headers: { ...keptHeaders(request), ...checksums },
  };
  const versioning = bucket.versioning().status;
  const version = bucket.objects.put(location.key, content, { versioning, at: now }, lockOfNewVersion(call));
  const versionId = versioning === null ? {} : { 'x-amz-version-id': version.versionId };
  return emptyAnswer(200, { etag: content.etag, ...checksums, ...versionId });
}

function keptHeaders({ headers }: WireRequest): Record<string, string> {
  const names = Object.keys(headers).filter((name) => kept.includes(name) || name.startsWith('x-amz-meta-'));
  // `aws-chunked` says how the body travelled, and is not kept (AWS: "Signature calculations …", verified).
  const encoding = (headers['content-encoding'] ?? '').split(/, */).filter((each) => each !== '' && each !== 'aws-chunked');
  return {
    ...Object.fromEntries(names.map((name) => [name, headers[name] ?? ''])),
    ...(encoding.length === 0 ? {} : { 'content-encoding': encoding.join(', ') }),
  };
}
