import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { Failure } from '../../core/failures/failure.js';
import { startThatFitsXml } from '../../core/text/xml-characters.js';
import { compareKeys } from '../../core/versions/key-order.js';
import { decodeUrlEncodedKey } from '../../core/versions/url-encoded-key.js';
import { addressed, type BucketAddress } from '../buckets/bucket-address.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { readAsItComes } from './version-listing-answer.js';
import type { VersionListing } from './version-listing-xml.js';
import { lastKeyOf, ofKeys, type VersionPage } from './version-page.js';

/** What to list. */
export type VersionListingOptions = {
  /** Only keys that begin so. */
  prefix?: string;
  /** Only keys after this one. */
  afterKey?: string;
};

/**
 * Every version and delete marker, page by page as they are asked for, a thousand at most in one. Wrap it in
 * `readAhead` to have the next page fetched while one is worked on. Where a prefix or key to go on from holds what XML
 * cannot carry, the list is asked for from before it, since Ceph repeats both as they are; a page may then be empty.
 * Where a page ends at such a key nothing else leads on, and what Ceph then answers cannot be read.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 * @throws Failure; `unexpected-answer` for a listing that cannot be read exactly or does not go on
 */
export async function* listVersions(clients: Clients, bucket: BucketAddress, options: VersionListingOptions = {}): AsyncGenerator<VersionPage, void> {
  const { prefix = '', afterKey = '' } = options;
  const [start, after] = [startThatFitsXml(prefix), startThatFitsXml(afterKey)];
  const pages = pagesFrom(clients, bucket, start, after);
  if (start === prefix && after === afterKey) return yield* pages;
  for await (const page of pages) {
    yield ofKeys(page, (key) => key.startsWith(prefix) && compareKeys(key, afterKey) > 0);
    const last = lastKeyOf(page);
    if (last !== null && !last.startsWith(prefix) && compareKeys(last, prefix) > 0) return;
  }
}

async function* pagesFrom(clients: Clients, bucket: BucketAddress, prefix: string, afterKey: string): AsyncGenerator<VersionPage, void> {
  const s3 = await clients.s3(bucket.region);
  const about = { action: 's3:ListBucketVersions', bucket: bucket.name };
  let marker: Marker | null = afterKey === '' ? null : { key: afterKey, versionId: undefined };
  do {
    const command = new ListObjectVersionsCommand({
      ...addressed(bucket),
      // Some keys cannot stand in XML as they are.
      EncodingType: 'url',
      ...(prefix !== '' && { Prefix: prefix }),
      ...(marker !== null && { KeyMarker: marker.key, VersionIdMarker: marker.versionId }),
    });
    const answer = readAsItComes(command);
    await ask(clients, about, (sending) => s3.send(command, sending));
    const listing = answer.listing();
    if (listing === null) throw unreadable(bucket.name, 'it has no content');
    const page = pageOf(listing, bucket.name);
    const next = nextMarker(listing, page, bucket.name);
    if (next !== null && next.key === marker?.key && next.versionId === marker.versionId) {
      throw unreadable(bucket.name, 'it goes on from where it began');
    }
    yield page;
    marker = next;
  } while (marker !== null);
}

type Marker = { key: string; versionId: string | undefined };

/** Decodes the keys where they are: a listing has millions. */
function pageOf(listing: VersionListing, bucket: string): VersionPage {
  const decode = decoder(listing, bucket);
  const { versions, deleteMarkers } = listing;
  for (const entry of versions) entry.key = decode(entry.key);
  for (const entry of deleteMarkers) entry.key = decode(entry.key);
  return { versions, deleteMarkers };
}

/** A server that does not encode says so by leaving EncodingType out. */
function decoder({ encodingType }: VersionListing, bucket: string): (key: string) => string {
  if (encodingType !== 'url') return (key) => key;
  return (key) => {
    const decoded = decodeUrlEncodedKey(key);
    if (decoded === null) throw unreadable(bucket, 'it holds a key whose encoding is broken');
    return decoded;
  };
}

/** Ceph leaves the marker unencoded where keys are encoded, so the last key of the page decides which it is. */
function nextMarker(listing: VersionListing, page: VersionPage, bucket: string): Marker | null {
  const { isTruncated, nextKeyMarker, nextVersionIdMarker } = listing;
  if (!isTruncated) return null;
  if (nextKeyMarker === '') throw unreadable(bucket, 'it says that it goes on, and not from where');
  const isUnencoded = nextKeyMarker === lastKeyOf(page);
  return {
    key: isUnencoded ? nextKeyMarker : decoder(listing, bucket)(nextKeyMarker),
    versionId: nextVersionIdMarker === '' ? undefined : nextVersionIdMarker,
  };
}

function unreadable(bucket: string, why: string): Failure {
  return new Failure('unexpected-answer', `the list of versions of \`${bucket}\` cannot be read: ${why}`, {
    hints: ['see every request with `--debug`; nothing is deleted on a guess'],
  });
}
