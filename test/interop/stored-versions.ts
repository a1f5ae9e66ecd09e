import { DeleteObjectCommand, DeleteObjectsCommand, type DeleteMarkerEntry, ListObjectVersionsCommand, type ObjectVersion, PutObjectCommand } from '@aws-sdk/client-s3';
import pLimit from 'p-limit';
import type { VersionName } from '../../src/core/versions/object-version.js';
import { bareClient } from './gateway.js';

/** Requests under way at the same time. */
const AT_ONCE = 16;

/** Writes objects with the bare SDK, in this order where keys repeat; what it wrote, as the server named it. */
export async function writeVersions(bucket: string, keys: readonly string[]): Promise<VersionName[]> {
  const s3 = bareClient();
  const write = async (key: string): Promise<VersionName> => {
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: key }));
    return { key, versionId: VersionId ?? '' };
  };
  const limit = pLimit(new Set(keys).size === keys.length ? AT_ONCE : 1);
  return Promise.all(keys.map((key) => limit(() => write(key))));
}

/** Deletes an object as anybody would: it gets a delete marker. */
export async function removeObject(bucket: string, key: string): Promise<VersionName> {
  const { VersionId } = await bareClient().send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  return { key, versionId: VersionId ?? '' };
}

/** Deletes up to a thousand objects at once, whether they exist or not: one delete marker each, much faster than writing. */
export async function writeMarkers(bucket: string, keys: readonly string[]): Promise<VersionName[]> {
  const { Deleted = [] } = await bareClient().send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: keys.map((Key) => ({ Key })) } }));
  return Deleted.map(({ Key = '', DeleteMarkerVersionId = '' }) => ({ key: Key, versionId: DeleteMarkerVersionId }));
}

/** What the server itself lists, in its order; `isMarker` tells delete markers. */
export async function storedIn(bucket: string): Promise<(VersionName & { isMarker: boolean; isLatest: boolean })[]> {
  const { Versions = [], DeleteMarkers = [], IsTruncated } = await bareClient().send(new ListObjectVersionsCommand({ Bucket: bucket, EncodingType: 'url' }));
  if (IsTruncated === true) throw new Error(`${bucket} holds more than one page`);
  const entry = (isMarker: boolean) => ({ Key = '', VersionId = '', IsLatest = false }: ObjectVersion | DeleteMarkerEntry) => ({
    ...{ key: decodeURIComponent(Key.replaceAll('+', ' ')), versionId: VersionId },
    ...{ isMarker, isLatest: IsLatest },
  });
  return [...Versions.map(entry(false)), ...DeleteMarkers.map(entry(true))];
}
