import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { Failure } from '../core/failure.js';
import { compareKeys } from '../core/key-order.js';
import type { ObjectVersion } from '../core/object-version.js';
import { decodeUrlEncodedKey } from '../core/url-encoded-key.js';
import { addressed, type BucketAddress } from './bucket-address.js';
import type { Clients } from './clients.js';
import { ask } from './request.js';

/**
 * One answer of ListObjectVersions. Keys ascend by their UTF-8 bytes, and within each array a key's entries go from
 * new to old; the order between the arrays is lost, but all that a later page holds of a key is older.
 */
export type VersionPage = { versions: ObjectVersion[]; deleteMarkers: ObjectVersion[] };

/** What to list. */
export type VersionListingOptions = {
  /** Only keys that begin so. */
  prefix?: string;
  /** Only keys after this one. */
  afterKey?: string;
};

/**
 * Every version and delete marker, page by page as they are asked for, a thousand at most in one. Wrap it in
 * `readAhead` to have the next page fetched while one is worked on.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 * @throws Failure; `unexpected-answer` for a listing that cannot be read exactly or does not go on
 */
export async function* listVersions(clients: Clients, bucket: BucketAddress, options: VersionListingOptions = {}): AsyncGenerator<VersionPage, void> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:ListBucketVersions', bucket: bucket.name };
  let marker: Marker | null = options.afterKey === undefined ? null : { key: options.afterKey, versionId: undefined };
  do {
    const command = new ListObjectVersionsCommand({
      ...addressed(bucket),
      // Some keys cannot stand in XML as they are.
      EncodingType: 'url',
      ...(options.prefix !== undefined && options.prefix !== '' && { Prefix: options.prefix }),
      ...(marker !== null && { KeyMarker: marker.key, VersionIdMarker: marker.versionId }),
    });
    const answer = await ask(clients, about, (sending) => s3.send(command, sending));
    const page = pageOf(answer, bucket.name);
    const next = nextMarker(answer, page, bucket.name);
    if (next !== null && next.key === marker?.key && next.versionId === marker.versionId) {
      throw unreadable(bucket.name, 'it goes on from where it began');
    }
    yield page;
    marker = next;
  } while (marker !== null);
}

type Marker = { key: string; versionId: string | undefined };

function pageOf(answer: ListObjectVersionsCommandOutput, bucket: string): VersionPage {
  const decode = decoder(answer, bucket);
  return {
    versions: (answer.Versions ?? []).map((entry) => versionOf(entry, decode, false)),
    deleteMarkers: (answer.DeleteMarkers ?? []).map((entry) => versionOf(entry, decode, true)),
  };
}

type Entry = {
  Key?: string | undefined;
  VersionId?: string | undefined;
  IsLatest?: boolean | undefined;
  LastModified?: Date | undefined;
  Size?: number | undefined;
};

function versionOf({ Key, VersionId, IsLatest, LastModified, Size }: Entry, decode: (key: string) => string, isDeleteMarker: boolean): ObjectVersion {
  return {
    key: decode(Key ?? ''),
    versionId: VersionId ?? '',
    isDeleteMarker,
    isLatest: IsLatest === true,
    lastModified: LastModified?.getTime() ?? Number.NaN,
    size: Size ?? 0,
  };
}

/** A server that does not encode says so by leaving EncodingType out. */
function decoder({ EncodingType }: ListObjectVersionsCommandOutput, bucket: string): (key: string) => string {
  if (EncodingType !== 'url') return (key) => key;
  return (key) => {
    const decoded = decodeUrlEncodedKey(key);
    if (decoded === null) throw unreadable(bucket, 'it holds a key whose encoding is broken');
    return decoded;
  };
}

/** Ceph leaves the marker unencoded where keys are encoded, so the last key of the page decides which it is. */
function nextMarker(answer: ListObjectVersionsCommandOutput, page: VersionPage, bucket: string): Marker | null {
  if (answer.IsTruncated !== true) return null;
  if (answer.NextKeyMarker === undefined) throw unreadable(bucket, 'it says that it goes on, and not from where');
  const isUnencoded = answer.NextKeyMarker === lastKeyOf(page);
  return {
    key: isUnencoded ? answer.NextKeyMarker : decoder(answer, bucket)(answer.NextKeyMarker),
    versionId: answer.NextVersionIdMarker,
  };
}

/** The last key of a page; `null` for an empty one. */
export function lastKeyOf({ versions, deleteMarkers }: VersionPage): string | null {
  const [version, marker] = [versions.at(-1)?.key, deleteMarkers.at(-1)?.key];
  if (version === undefined || marker === undefined) return version ?? marker ?? null;
  return compareKeys(version, marker) < 0 ? marker : version;
}

function unreadable(bucket: string, why: string): Failure {
  return new Failure('unexpected-answer', `the list of versions of \`${bucket}\` cannot be read: ${why}`, {
    hints: ['see every request with `--debug`; nothing is deleted on a guess'],
  });
}
