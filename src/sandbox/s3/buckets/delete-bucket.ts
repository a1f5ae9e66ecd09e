import type { WireAnswer } from '../../types.js';
import { type BucketCall, emptyAnswer } from '../call.js';
import { s3Error } from '../errors.js';

/**
 * DeleteBucket: an empty one. AWS: "DeleteBucket" (verified). AWS's pages disagree about MFA Delete here: the IAM User
 * Guide says that an IAM user cannot delete such a bucket, a walkthrough did it without a code; it needs none here.
 */
export function deleteBucket({ bucket, account }: BucketCall): WireAnswer {
  if (bucket.objects.size() > 0) throw s3Error('bucketNotEmpty', { BucketName: bucket.name });
  account.buckets.remove(bucket.name);
  return emptyAnswer(204);
}
