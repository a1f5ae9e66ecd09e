import type { ObjectLock, Tags } from '../../storage/object-versions.js';
import type { WireRequest } from '../../types.js';
import type { BucketCall } from '../call.js';
import { s3Error } from '../errors.js';
import { arnOf, requirePermission } from '../permissions.js';
import { tagsOfHeader } from '../tagging/tag-rules.js';
import { lockOfNewVersion } from './object-lock.js';

/** What a request says about the object that it makes, or begins to upload. */
type NewObject = { storageClass: string; headers: Record<string, string>; tags: Tags; lock: ObjectLock | null };

/** The headers that say it, besides those that are simply kept. */
export const newObjectHeaders = [
  'x-amz-storage-class',
  'x-amz-tagging',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-object-lock-legal-hold',
] as const;

const kept = ['content-type', 'cache-control', 'content-disposition', 'content-language', 'expires'];

/** In bytes. AWS: "Naming Amazon S3 objects" (verified). */
const LONGEST_KEY = 1024;

/**
 * Reads it from the headers, and checks the key. AWS: "PutObject", "CreateMultipartUpload" (verified).
 * @throws PracticeError 400, or 403 where the signer may not tag
 */
export function newObjectOf(call: BucketCall): NewObject {
  const { request, location } = call;
  const size = Buffer.byteLength(location.key);
  if (size > LONGEST_KEY) throw s3Error('keyTooLong', { Size: String(size), MaxSizeAllowed: String(LONGEST_KEY) });
  const tagging = request.headers['x-amz-tagging'];
  if (tagging !== undefined) requirePermission(call, 's3:PutObjectTagging', arnOf(location.bucketName, location.key));
  return {
    storageClass: request.headers['x-amz-storage-class'] ?? 'STANDARD',
    headers: keptHeaders(request),
    tags: tagsOfHeader(tagging),
    lock: lockOfNewVersion(call),
  };
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
