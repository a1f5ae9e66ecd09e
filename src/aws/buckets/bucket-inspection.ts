import { GetBucketPolicyCommand, GetBucketReplicationCommand, GetObjectLockConfigurationCommand } from '@aws-sdk/client-s3';
import type { BucketInspection, Reading, VersioningState } from '../../core/buckets/bucket-state.js';
import { Failure, isFailure } from '../../core/failures/failure.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { orIfAbsent } from '../failures/if-absent.js';
import { addressed, type BucketAddress } from './bucket-address.js';
import { readLifecycle } from './bucket-lifecycle.js';
import { locateBucket } from './bucket-location.js';
import { readVersioning } from './bucket-versioning.js';

/**
 * Reads everything about a bucket that bears on MFA Delete and takes no code. What the signer may not read comes back
 * as such; only the region and the versioning state have to be readable.
 * @param options.region where it is; left out, it is looked up
 * @param options.owner account id that has to own it; `null` on servers without accounts
 * @throws Failure `bucket-not-found`, `bucket-not-owned`, `access-denied`, and others
 */
export async function inspectBucket(
  clients: Clients,
  name: string,
  options: { region?: string | null; owner: string | null },
): Promise<BucketInspection> {
  const region = options.region === undefined ? await locateBucket(clients, name) : options.region;
  const bucket: BucketAddress = { name, region, expectedOwner: options.owner };
  const state = await ownedState(clients, bucket);
  const [lifecycleRules, objectLock, replicationRules, policy] = await Promise.all([
    reading(() => lifecycleRuleCount(clients, bucket)),
    reading(() => objectLockOf(clients, bucket)),
    reading(() => replicationRuleCount(clients, bucket)),
    reading(() => policyOf(clients, bucket)),
  ]);
  return { name, region, state, lifecycleRules, objectLock, replicationRules, policy };
}

/** Counts the lifecycle rules of a bucket, disabled ones included, or says why they could not be read. Throws Failure. */
export function readLifecycleRules(clients: Clients, name: string, region: string | null): Promise<Reading<number>> {
  return reading(() => lifecycleRuleCount(clients, { name, region, expectedOwner: null }));
}

/** Reads whether the bucket has Object Lock and a default retention, or says why it could not be read. Throws Failure. */
export function readObjectLock(clients: Clients, bucket: BucketAddress): Promise<Reading<{ enabled: boolean; defaultRetention: boolean }>> {
  return reading(() => objectLockOf(clients, bucket));
}

/** Reads the bucket's policy (JSON text; `null` where there is none), or says why it could not be read. Throws Failure. */
export function readBucketPolicy(clients: Clients, bucket: BucketAddress): Promise<Reading<string | null>> {
  return reading(() => policyOf(clients, bucket));
}

/** AWS answers a wrong owner with the same AccessDenied as a missing permission; asking again without tells them apart. */
async function ownedState(clients: Clients, { name, region, expectedOwner }: BucketAddress): Promise<VersioningState> {
  try {
    return await readVersioning(clients, name, region, expectedOwner);
  } catch (error) {
    if (expectedOwner === null || !isFailure(error, 'access-denied')) throw error;
    const isReadable = await readVersioning(clients, name, region).then(
      () => true,
      (again: unknown) => {
        if (isFailure(again, 'access-denied')) return false;
        throw again;
      },
    );
    if (!isReadable) throw error;
    throw new Failure('bucket-not-owned', `bucket \`${name}\` does not belong to account ${expectedOwner}`, {
      hints: ['sign in with the root user of the account that owns it: `--profile <name>`'],
      aws: error.aws,
    });
  }
}

async function lifecycleRuleCount(clients: Clients, bucket: BucketAddress): Promise<number> {
  return (await readLifecycle(clients, bucket))?.rules.length ?? 0;
}

async function objectLockOf(clients: Clients, bucket: BucketAddress): Promise<{ enabled: boolean; defaultRetention: boolean }> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:GetBucketObjectLockConfiguration', bucket: bucket.name };
  const absent = { enabled: false, defaultRetention: false };
  return orIfAbsent('ObjectLockConfigurationNotFoundError', absent, async () => {
    const answer = await ask(clients, about, (options) => s3.send(new GetObjectLockConfigurationCommand(addressed(bucket)), options));
    const configuration = answer.ObjectLockConfiguration;
    return { enabled: configuration?.ObjectLockEnabled === 'Enabled', defaultRetention: configuration?.Rule?.DefaultRetention !== undefined };
  });
}

async function replicationRuleCount(clients: Clients, bucket: BucketAddress): Promise<number> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:GetReplicationConfiguration', bucket: bucket.name };
  return orIfAbsent('ReplicationConfigurationNotFoundError', 0, async () => {
    const answer = await ask(clients, about, (options) => s3.send(new GetBucketReplicationCommand(addressed(bucket)), options));
    return answer.ReplicationConfiguration?.Rules?.length ?? 0;
  });
}

async function policyOf(clients: Clients, bucket: BucketAddress): Promise<string | null> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:GetBucketPolicy', bucket: bucket.name };
  return orIfAbsent('NoSuchBucketPolicy', null, async () => {
    const answer = await ask(clients, about, (options) => s3.send(new GetBucketPolicyCommand(addressed(bucket)), options));
    return answer.Policy ?? null;
  });
}

/** A refusal is an answer; a broken connection, an expired session or a bug is not. */
export async function reading<T>(read: () => Promise<T>): Promise<Reading<T>> {
  try {
    return { read: true, value: await read() };
  } catch (error) {
    if (!isFailure(error, 'access-denied', 'unexpected-answer')) throw error;
    return { read: false, code: error.aws?.code ?? error.kind };
  }
}
