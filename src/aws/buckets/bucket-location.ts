import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { isRegionName } from '../../core/aws-hosts.js';
import { Failure, isFailure } from '../../core/failures/failure.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { headerOf } from '../failures/aws-error.js';
import { bucketNotFound } from '../failures/meanings.js';

/** AWS names the region in refusals as well, so no permission is needed to learn it. */
const namesRegion: readonly (number | null | undefined)[] = [301, 307, 400, 403];

/**
 * The region a bucket is in.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html
 * @returns `null` where the server does not say (Ceph): then the default region is used
 * @throws Failure `bucket-not-found`, and others
 */
export async function locateBucket(clients: Clients, name: string): Promise<string | null> {
  const s3 = await clients.s3(null);
  const about = { action: 's3:ListBucket', bucket: name };
  try {
    const { BucketRegion } = await ask(clients, about, (options) => s3.send(new HeadBucketCommand({ Bucket: name }), options));
    return regionOrNull(BucketRegion);
  } catch (error) {
    if (!isFailure(error) || !error.aws) throw error;
    const status = error.aws.httpStatus;
    if (status === 404) {
      const { kind, message, hints } = bucketNotFound(name);
      throw new Failure(kind, message, { hints, aws: error.aws });
    }
    const region = namesRegion.includes(status) ? regionOrNull(headerOf(error.cause, 'x-amz-bucket-region')) : null;
    // A refusal without a region is a server that keeps it to itself; the reads that follow will say why.
    if (region !== null || status === 403) return region;
    throw error;
  }
}

function regionOrNull(name: string | undefined): string | null {
  return name !== undefined && isRegionName(name) ? name : null;
}
