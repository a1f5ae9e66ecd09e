import { execFile } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { CreateBucketCommand, GetBucketVersioningCommand, PutBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { inject } from 'vitest';
import { type ProgramResult, runProgram } from '../support/built-program.js';
import type { Device } from './device.js';

/** A user of the gateway with its long-term key. */
export type GatewayUser = { uid: string; accessKeyId: string; secretAccessKey: string };

/** Where the gateway of this run is, and who may use it. */
export type GatewayAccess = {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  /** `https://127.0.0.1:PORT`; the certificate holds for `rgw.test` as well. */
  tlsEndpoint: string;
  /** Path of the CA certificate (PEM) that signed the one of `tlsEndpoint`; nothing trusts it by itself. */
  caFile: string;
  region: string;
  /** Path of the ceph.conf that `radosgw-admin -c` wants. */
  cephConfiguration: string;
  owner: GatewayUser;
  other: GatewayUser;
};

declare module 'vitest' {
  interface ProvidedContext {
    gateway: GatewayAccess;
  }
}

/** The gateway that gateway-process.ts started. */
export const gateway = inject('gateway');

/** A bare SDK client: the truth that the program's reports are compared with. */
export function bareClient(user: GatewayUser = gateway.owner): S3Client {
  const { accessKeyId, secretAccessKey } = user;
  return new S3Client({
    endpoint: gateway.endpoint,
    region: gateway.region,
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
}

/** A new user who has no MFA device. */
export async function newUser(): Promise<GatewayUser> {
  const user = { uid: randomUUID(), accessKeyId: `RGW${randomBytes(8).toString('hex').toUpperCase()}`, secretAccessKey: randomBytes(20).toString('hex') };
  await administer('user', 'create', `--uid=${user.uid}`, `--display-name=${user.uid}`, `--access-key=${user.accessKeyId}`, `--secret-key=${user.secretAccessKey}`);
  return user;
}

/** Runs `radosgw-admin` on the gateway's cluster: one at a time, since two that change the same user make one of them fail. */
export async function administer(...words: string[]): Promise<void> {
  const { cephConfiguration } = gateway;
  await promisify(execFile)('flock', [`${cephConfiguration}.lock`, 'radosgw-admin', '-c', cephConfiguration, ...words]);
}

/** A new bucket, never versioned. */
export async function newBucket(owner: GatewayUser = gateway.owner): Promise<string> {
  const bucket = `interop-${randomUUID()}`;
  await bareClient(owner).send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

/** A new bucket of the owner with versioning and MFA Delete as wanted, set by the bare SDK and not by the program under test. */
export async function bucketWith(status: 'Enabled' | 'Suspended', device?: Device): Promise<string> {
  const bucket = await newBucket();
  const versioning = { Status: status, ...(device && { MFADelete: 'Enabled' as const }) };
  const mfa = device && { MFA: `${device.serialNumber} ${device.code()}` };
  await bareClient().send(new PutBucketVersioningCommand({ Bucket: bucket, ...mfa, VersioningConfiguration: versioning }));
  return bucket;
}

/** What the server itself says about versioning; `undefined` where it was never set. */
export async function versioningOf(
  bucket: string,
  owner: GatewayUser = gateway.owner,
): Promise<{ status: string | undefined; mfaDelete: string | undefined }> {
  const { Status, MFADelete } = await bareClient(owner).send(new GetBucketVersioningCommand({ Bucket: bucket }));
  return { status: Status, mfaDelete: MFADelete };
}

/** How {@link runOnGateway} starts the program. */
export type GatewayRun = {
  /** Default: the owner of the buckets. */
  as?: GatewayUser;
  /** Default: the one in the clear. */
  endpoint?: string;
  /** Shared by runs that share spent codes; default: a fresh one. */
  home?: string;
  /** `undefined` takes a variable away, also those with the key of `as`. */
  env?: Record<string, string | undefined>;
  stdin?: string;
};

/** Runs the built program off a terminal against the gateway. */
export function runOnGateway(args: string[], options: GatewayRun = {}): Promise<ProgramResult> {
  const { as = gateway.owner, endpoint = gateway.endpoint, env, ...rest } = options;
  const { accessKeyId, secretAccessKey } = as;
  return runProgram([...args, '--endpoint-url', endpoint, '--path-style', '--region', gateway.region], {
    ...rest,
    env: { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, ...env },
  });
}
