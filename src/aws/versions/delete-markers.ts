import { DeleteObjectCommand, DeleteObjectsCommand } from '@aws-sdk/client-s3';
import { fitsXml } from '../../core/text/xml-characters.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

/** A key that got no delete marker, and what AWS says why. */
type MarkerFailure = { key: string; code: string; message: string };

/** What became of the keys, and the id of the request that did it. */
type MarkerAnswer = { failures: MarkerFailure[]; requestId: string | null };

/**
 * Puts a delete marker on top of each key: a delete without a version id, which takes no code. Only for buckets whose
 * versioning is on: elsewhere it destroys the `null` version. A retry after a lost answer may put a second marker on
 * top of the first, which hides nothing more.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeleteMarker.html
 * @param keys 1 to 1000, as `batchesOf` divides them
 * @throws Failure when the whole request was refused
 */
export async function makeDeleteMarkers(clients: Clients, bucket: BucketAddress, keys: readonly string[]): Promise<MarkerAnswer> {
  const [first, ...others] = keys;
  if (first === undefined) throw new Error('there is no key to mark');
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:DeleteObject', bucket: bucket.name };
  if (others.length === 0) {
    const { $metadata } = await ask(clients, about, (sending) => s3.send(new DeleteObjectCommand({ ...addressed(bucket), Key: first }), sending));
    return { failures: [], requestId: $metadata.requestId ?? null };
  }
  if (!keys.every(fitsXml)) throw new Error('a key that XML cannot carry is marked alone');
  const command = new DeleteObjectsCommand({ ...addressed(bucket), Delete: { Objects: keys.map((key) => ({ Key: key })), Quiet: false } });
  const answer = await ask(clients, about, (sending) => s3.send(command, sending));
  const failures = (answer.Errors ?? []).map(({ Key = '', Code = 'Unknown', Message = '' }) => ({ key: Key, code: Code, message: Message }));
  const mentioned = new Set([...(answer.Deleted ?? []), ...(answer.Errors ?? [])].map(({ Key }) => Key));
  const unmentioned = keys.filter((key) => !mentioned.has(key));
  return {
    failures: [...failures, ...unmentioned.map((key) => ({ key, code: 'Unmentioned', message: 'the answer did not say what became of it' }))],
    requestId: answer.$metadata.requestId ?? null,
  };
}
