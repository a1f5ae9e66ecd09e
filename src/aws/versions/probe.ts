import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { Failure, isFailure } from '../../core/failures/failure.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { awsErrorOf } from '../failures/aws-error.js';

/** What AWS's own refusal says; only this text proves that MFA Delete, and not a missing permission, refused. */
const MFA_REFUSAL = /Mfa Authentication must be used for this request/i;

/** How the delete without a code ended. */
export type ProbeAnswer = 'refused-mfa' | 'refused-other' | 'deleted';

/** The delete marker of a probe. */
type ProbeMarker = { versionId: string; requestId: string | null };

/**
 * Makes a delete marker on a key that holds nothing: a plain delete, which takes no code and no bytes.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 * @throws Failure; `unexpected-answer` where no marker was made, that is where versioning is not on
 */
export async function makeDeleteMarker(clients: Clients, bucket: BucketAddress, key: string): Promise<ProbeMarker> {
  const s3 = await clients.s3(bucket.region);
  const command = new DeleteObjectCommand({ ...addressed(bucket), Key: key });
  const answer = await ask(clients, { action: 's3:DeleteObject', bucket: bucket.name }, (options) => s3.send(command, options));
  if (answer.DeleteMarker !== true || answer.VersionId === undefined) {
    throw new Failure('unexpected-answer', `a plain delete in \`${bucket.name}\` made no delete marker, so versioning is not on`, {
      hints: [`see its state: \`s3-mfa-delete verify ${bucket.name}\``],
    });
  }
  return { versionId: answer.VersionId, requestId: answer.$metadata.requestId ?? null };
}

/**
 * Tries to delete one version for good without a code, and says how AWS answered. Where MFA Delete is on this is refused.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html
 * @throws Failure for everything that is neither a deletion nor a refusal
 */
export async function deleteVersionWithoutCode(
  clients: Clients,
  bucket: BucketAddress,
  key: string,
  versionId: string,
): Promise<{ answer: ProbeAnswer; requestId: string | null }> {
  const s3 = await clients.s3(bucket.region);
  const command = new DeleteObjectCommand({ ...addressed(bucket), Key: key, VersionId: versionId });
  let said = '';
  try {
    const { $metadata } = await ask(clients, { action: 's3:DeleteObjectVersion', bucket: bucket.name }, async (options) => {
      try {
        return await s3.send(command, options);
      } catch (error) {
        said = awsErrorOf(error)?.message ?? '';
        throw error;
      }
    });
    return { answer: 'deleted', requestId: $metadata.requestId ?? null };
  } catch (error) {
    if (!isFailure(error) || error.aws?.httpStatus !== 403) throw error;
    return { answer: MFA_REFUSAL.test(said) ? 'refused-mfa' : 'refused-other', requestId: error.aws.requestId };
  }
}
