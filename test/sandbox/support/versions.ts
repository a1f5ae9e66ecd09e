import { ListObjectVersionsCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PracticeFixture } from './practice-fixture.js';

/** What S3 says where a code is missing. */
export const mfaRequired = { status: 403, code: 'AccessDenied', message: 'Mfa Authentication must be used for this request' };

/** Writes an object; returns its version id. */
export async function write(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: key }));
  return VersionId ?? '';
}

/** The delete markers and then the versions of the keys that begin so, each as they are listed. */
export async function versionsOf({ s3 }: PracticeFixture, bucket: string, prefix: string): Promise<{ id: string; marker: boolean; latest: boolean }[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
  const entry = (marker: boolean) => (each: { VersionId?: string | undefined; IsLatest?: boolean | undefined }) => ({
    id: each.VersionId ?? '',
    marker,
    latest: each.IsLatest ?? false,
  });
  return [...DeleteMarkers.map(entry(true)), ...Versions.map(entry(false))];
}
