import {
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  type LifecycleRule,
  PutBucketLifecycleConfigurationCommand,
  type TransitionDefaultMinimumObjectSize,
} from '@aws-sdk/client-s3';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { orIfAbsent } from '../failures/if-absent.js';
import { addressed, type BucketAddress } from './bucket-address.js';

/** A whole lifecycle configuration, so that it can be put back as it was. */
export type LifecycleConfiguration = {
  rules: LifecycleRule[];
  /** Not part of the rules; AWS forgets it unless it is sent along. */
  transitionDefaultMinimumObjectSize: TransitionDefaultMinimumObjectSize | null;
};

/**
 * Reads the lifecycle configuration; `null` where there is none.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html
 * @throws Failure
 */
export async function readLifecycle(clients: Clients, bucket: BucketAddress): Promise<LifecycleConfiguration | null> {
  const s3 = await clients.s3(bucket.region);
  const command = new GetBucketLifecycleConfigurationCommand(addressed(bucket));
  const about = { action: 's3:GetLifecycleConfiguration', bucket: bucket.name };
  return orIfAbsent('NoSuchLifecycleConfiguration', null, async () => {
    const answer = await ask(clients, about, (options) => s3.send(command, options));
    return { rules: answer.Rules ?? [], transitionDefaultMinimumObjectSize: answer.TransitionDefaultMinimumObjectSize ?? null };
  });
}

/**
 * Puts a lifecycle configuration, replacing the one there is.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html
 * @throws Failure
 */
export async function putLifecycle(clients: Clients, bucket: BucketAddress, configuration: LifecycleConfiguration): Promise<void> {
  const s3 = await clients.s3(bucket.region);
  const size = configuration.transitionDefaultMinimumObjectSize;
  const command = new PutBucketLifecycleConfigurationCommand({
    ...addressed(bucket),
    LifecycleConfiguration: { Rules: configuration.rules },
    ...(size !== null && { TransitionDefaultMinimumObjectSize: size }),
  });
  await ask(clients, { action: 's3:PutLifecycleConfiguration', bucket: bucket.name }, (options) => s3.send(command, options));
}

/**
 * Removes the lifecycle configuration.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html
 * @throws Failure
 */
export async function deleteLifecycle(clients: Clients, bucket: BucketAddress): Promise<void> {
  const s3 = await clients.s3(bucket.region);
  const command = new DeleteBucketLifecycleCommand(addressed(bucket));
  await ask(clients, { action: 's3:PutLifecycleConfiguration', bucket: bucket.name }, (options) => s3.send(command, options));
}
