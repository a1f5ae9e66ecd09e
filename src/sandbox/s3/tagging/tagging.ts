import { NO_TAGS, type ObjectVersion } from '../../storage/object-versions.js';
import type { WireAnswer } from '../../types.js';
import { type BucketCall, emptyAnswer, xmlAnswer } from '../call.js';
import { s3Error } from '../errors.js';
import { chosenVersion, markerNotAllowed } from '../objects/version-choice.js';
import { tagElements, tagsOfDocument } from './tag-rules.js';

/** GetBucketTagging. AWS: "GetBucketTagging" (verified). */
export function getBucketTagging({ bucket }: BucketCall): WireAnswer {
  if (bucket.tags.size === 0) throw s3Error('noTagSet', { BucketName: bucket.name });
  return xmlAnswer('Tagging', tagElements(bucket.tags));
}

/** PutBucketTagging: replaces them all. AWS: "PutBucketTagging" (verified). */
export function putBucketTagging({ bucket, request }: BucketCall): WireAnswer {
  bucket.tags = tagsOfDocument(request.body.toString('utf8'), 'bucket');
  return emptyAnswer(204);
}

/** DeleteBucketTagging. AWS: "DeleteBucketTagging" (verified). */
export function deleteBucketTagging({ bucket }: BucketCall): WireAnswer {
  bucket.tags = NO_TAGS;
  return emptyAnswer(204);
}

/** GetObjectTagging: of one version, the current one by default. AWS: "GetObjectTagging" (verified). */
export function getObjectTagging(call: BucketCall): WireAnswer {
  const version = taggableVersion(call);
  return xmlAnswer('Tagging', tagElements(version.tags), versionHeader(call, version));
}

/** PutObjectTagging: replaces them all; it makes no new version. AWS: "PutObjectTagging" (verified). */
export function putObjectTagging(call: BucketCall): WireAnswer {
  const tags = tagsOfDocument(call.request.body.toString('utf8'), 'object');
  const version = taggableVersion(call);
  version.tags = tags;
  return emptyAnswer(200, versionHeader(call, version));
}

/** DeleteObjectTagging. AWS: "DeleteObjectTagging" (verified). */
export function deleteObjectTagging(call: BucketCall): WireAnswer {
  const version = taggableVersion(call);
  version.tags = NO_TAGS;
  return emptyAnswer(204, versionHeader(call, version));
}

/** Delete markers have no tags, also where they are current (AWS: LocalStack's snapshots of the real S3, verified). */
function taggableVersion({ bucket, request, location }: BucketCall): ObjectVersion {
  const versionId = request.query.get('versionId');
  const version = chosenVersion(bucket, location.key, versionId);
  if (version === undefined && versionId !== undefined) throw s3Error('noSuchVersion', { Key: location.key, VersionId: versionId });
  // The capture of GetObjectTagging, and only that, has the bucket in the key.
  if (version === undefined) throw s3Error('noSuchKey', { Key: request.method === 'GET' ? `${bucket.name}/${location.key}` : location.key });
  if (version.content === null) throw markerNotAllowed(request.method, version);
  return version;
}

function versionHeader({ bucket }: BucketCall, version: ObjectVersion): Record<string, string> {
  return bucket.versioning().status === null ? {} : { 'x-amz-version-id': version.versionId };
}
