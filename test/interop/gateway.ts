import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, GetBucketVersioningCommand, S3Client } from '@aws-sdk/client-s3';
import { inject } from 'vitest';
import { type ProgramResult, runProgram } from '../support/built-program.js';

/** A user of the gateway with its long-term key. */
export type GatewayUser = { uid: string; accessKeyId: string; secretAccessKey: string };

/** Where the gateway of this run is, and who may use it. */
export type GatewayAccess = {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
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

/** A new bucket of the owner, never versioned. */
export async function newBucket(): Promise<string> {
  const bucket = `interop-${randomUUID()}`;
  await bareClient().send(new CreateBucketCommand({ Bucket: bucket }));
  return bucket;
}

/** What the server itself says about versioning; `undefined` where it was never set. */
export async function versioningOf(bucket: string): Promise<{ status: string | undefined; mfaDelete: string | undefined }> {
  const { Status, MFADelete } = await bareClient().send(new GetBucketVersioningCommand({ Bucket: bucket }));
  return { status: Status, mfaDelete: MFADelete };
}

/** How {@link runOnGateway} starts the program. */
export type GatewayRun = {
  /** Default: the owner of the buckets. */
  as?: GatewayUser;
  /** Shared by runs that share spent codes; default: a fresh one. */
  home?: string;
  env?: Record<string, string>;
  stdin?: string;
};

/** Runs the built program off a terminal against the gateway. */
export function runOnGateway(args: string[], options: GatewayRun = {}): Promise<ProgramResult> {
  const { as = gateway.owner, env, ...rest } = options;
  const { accessKeyId, secretAccessKey } = as;
  return runProgram([...args, '--endpoint-url', gateway.endpoint, '--path-style', '--region', gateway.region], {
    ...rest,
    env: { ...env, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
  });
}
