import { GetObjectTaggingCommand } from '@aws-sdk/client-s3';
import { isFailure } from '../../core/failures/failure.js';
import type { VersionName } from '../../core/versions/object-version.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/**
 * The tags of one version, key to value.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObjectTagging.html
 * @returns `null` where they may not be read, or the version is gone
 * @throws Failure
 */
export async function readTags(clients: Clients, bucket: BucketAddress, { key, versionId }: VersionName): Promise<Record<string, string> | null> {
  const s3 = await clients.s3(bucket.region);
  const command = new GetObjectTaggingCommand({ ...addressed(bucket), Key: key, VersionId: versionId });
  try {
    const { TagSet } = await ask(clients, { action: 's3:GetObjectVersionTagging', bucket: bucket.name }, (sending) => s3.send(command, sending));
    return Object.fromEntries((TagSet ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
  } catch (error) {
    const isOfTheVersion = isFailure(error) && (error.kind === 'access-denied' || ['NoSuchVersion', 'NoSuchKey', 'MethodNotAllowed'].includes(error.aws?.code ?? ''));
    if (isOfTheVersion) return null;
    throw error;
  }
}
