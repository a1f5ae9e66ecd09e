import { createHash } from 'node:crypto';
import type { WireAnswer } from '../../types.js';
import { checksumHeaders } from '../body/body-digests.js';
import { type BucketCall, emptyAnswer } from '../call.js';
import { newObjectOf } from './new-object.js';

/** PutObject. AWS: "PutObject", "Adding objects to versioning-enabled buckets" (verified). */
export function putObject(call: BucketCall): WireAnswer {
  const { bucket, request, location, now } = call;
  const { storageClass, headers, tags, lock } = newObjectOf(call);
  const checksums = checksumHeaders(request);
  const content = {
    size: request.body.length,
    body: request.body,
    etag: `"${createHash('md5').update(request.body).digest('hex')}"`,
    storageClass,
    headers: { ...headers, ...checksums },
  };
  const versioning = bucket.versioning().status;
  const version = bucket.objects.put(location.key, content, { versioning, at: now }, lock, tags);
  const versionId = versioning === null ? {} : { 'x-amz-version-id': version.versionId };
  return emptyAnswer(200, { etag: content.etag, ...checksums, ...versionId });
}
