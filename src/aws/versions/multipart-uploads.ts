import { AbortMultipartUploadCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/failures/failure.js';
import { decodeUrlEncodedKey } from '../../core/versions/url-encoded-key.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { orIfAbsent } from '../failures/if-absent.js';

/** A multipart upload that was begun and neither completed nor aborted; `initiated` in ms since the epoch. */
export type MultipartUpload = { key: string; uploadId: string; initiated: number };

type Marker = { key: string; uploadId: string | undefined };

/**
 * Every incomplete multipart upload, a page at a time as they are asked for.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListMultipartUploads.html
 * @throws Failure; `unexpected-answer` for a list that cannot be read exactly or does not go on
 */
export async function* listUploads(clients: Clients, bucket: BucketAddress): AsyncGenerator<MultipartUpload[], void> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:ListBucketMultipartUploads', bucket: bucket.name };
  let marker: Marker | null = null;
  do {
    const command: ListMultipartUploadsCommand = new ListMultipartUploadsCommand({
      ...addressed(bucket),
      EncodingType: 'url',
      ...(marker !== null && { KeyMarker: marker.key, UploadIdMarker: marker.uploadId }),
    });
    const answer = await ask(clients, about, (sending) => s3.send(command, sending));
    const decode = (key: string): string => decoded(key, answer.EncodingType === 'url', bucket.name);
    const page = (answer.Uploads ?? []).map(({ Key, UploadId, Initiated }) => ({
      key: decode(Key ?? ''),
      uploadId: UploadId ?? '',
      initiated: Initiated?.getTime() ?? Number.NaN,
    }));
    yield page;
    if (answer.IsTruncated !== true) return;
    if (answer.NextKeyMarker === undefined) throw unreadable(bucket.name, 'it says that it goes on, and not from where');
    // As with versions, a server may leave the marker unencoded where keys are encoded.
    const isUnencoded = answer.NextKeyMarker === page.at(-1)?.key;
    const next: Marker = { key: isUnencoded ? answer.NextKeyMarker : decode(answer.NextKeyMarker), uploadId: answer.NextUploadIdMarker };
    if (next.key === marker?.key && next.uploadId === marker.uploadId) throw unreadable(bucket.name, 'it goes on from where it began');
    marker = next;
  } while (marker !== null);
}

/**
 * Aborts an upload: its parts are deleted. It takes no code, also where MFA Delete is on.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html
 * @returns `gone` where it was completed or aborted meanwhile
 * @throws Failure
 */
export async function abortUpload(clients: Clients, bucket: BucketAddress, { key, uploadId }: Pick<MultipartUpload, 'key' | 'uploadId'>): Promise<'aborted' | 'gone'> {
  const s3 = await clients.s3(bucket.region);
  const command = new AbortMultipartUploadCommand({ ...addressed(bucket), Key: key, UploadId: uploadId });
  return orIfAbsent('NoSuchUpload', 'gone' as const, async () => {
    await ask(clients, { action: 's3:AbortMultipartUpload', bucket: bucket.name }, (sending) => s3.send(command, sending));
    return 'aborted' as const;
  });
}

/** A server that does not encode says so by leaving EncodingType out. */
function decoded(key: string, isEncoded: boolean, bucket: string): string {
  const plain = isEncoded ? decodeUrlEncodedKey(key) : key;
  if (plain === null) throw unreadable(bucket, 'it holds a key whose encoding is broken');
  return plain;
}

function unreadable(bucket: string, why: string): Failure {
  return new Failure('unexpected-answer', `the list of multipart uploads of \`${bucket}\` cannot be read: ${why}`, {
    hints: ['see every request with `--debug`; nothing is aborted on a guess'],
  });
}
