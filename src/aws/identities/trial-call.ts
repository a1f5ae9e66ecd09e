import { ListBucketsCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { isFailure } from '../../core/failures/failure.js';
import { locateBucket } from '../buckets/bucket-location.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/**
 * Tries what everybody does first: lists the buckets, or what is in one.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html
 * @param bucket `null`: list the buckets
 * @returns AWS's error code where it was denied; `null` where it was answered
 * @throws Failure for everything but a denial
 */
export async function tryCall(clients: Clients, bucket: string | null): Promise<string | null> {
  try {
    if (bucket === null) {
      const s3 = await clients.s3(null);
      await ask(clients, { action: 's3:ListAllMyBuckets' }, (options) => s3.send(new ListBucketsCommand({ MaxBuckets: 1 }), options));
    } else {
      const s3 = await clients.s3(await locateBucket(clients, bucket));
      await ask(clients, { action: 's3:ListBucket', bucket }, (options) => s3.send(new ListObjectsV2Command({ Bucket: bucket, MaxKeys: 1 }), options));
    }
    return null;
  } catch (error) {
    if (isFailure(error, 'access-denied')) return error.aws?.code ?? 'AccessDenied';
    throw error;
  }
}
