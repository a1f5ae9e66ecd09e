import { GetBucketVersioningCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { onTestFinished } from 'vitest';
import type { PracticeServer } from '../../e2e/support/practice-server.js';

/** What the practice account holds, asked by neither the client under test nor this program. */
export async function versioningOf(server: PracticeServer, bucket: string): Promise<{ status: string | undefined; mfaDelete: string | undefined }> {
  const { Status, MFADelete } = await rootClient(server).send(new GetBucketVersioningCommand({ Bucket: bucket }));
  return { status: Status, mfaDelete: MFADelete };
}

/** The version ids of one key, newest first, without delete markers. */
export async function versionsOf(server: PracticeServer, bucket: string, key: string): Promise<string[]> {
  const { Versions = [] } = await rootClient(server).send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key }));
  return Versions.flatMap(({ Key, VersionId }) => (Key === key && VersionId !== undefined ? [VersionId] : []));
}

function rootClient({ endpoint, region, root }: PracticeServer): S3Client {
  const client = new S3Client({ endpoint, region, credentials: root });
  onTestFinished(() => client.destroy());
  return client;
}
