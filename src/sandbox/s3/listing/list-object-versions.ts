import type { Bucket } from '../../storage/buckets.js';
import { type ListingEntry, listPage } from '../../storage/object-listing.js';
import { NEWEST, OLDEST, type Position } from '../../storage/object-versions.js';
import type { WireAnswer } from '../../types.js';
import { elementsMarkup, type XmlElements } from '../../wire/xml-writer.js';
import { type BucketCall, markupAnswer } from '../call.js';
import { invalidArgument } from '../errors.js';
import { requireVersionId } from '../objects/version-choice.js';
import { listingParameters } from './listing-parameters.js';
import { versionsMarkup } from './versions-markup.js';

type Query = ReadonlyMap<string, string>;

/** ListObjectVersions. AWS: "ListObjectVersions" (verified). Versions and delete markers alternate as they come. */
export function listObjectVersions({ bucket, request }: BucketCall): WireAnswer {
  const { query } = request;
  const { prefix, delimiter, maxKeys, encode, encodingType } = listingParameters(query);
  const from = markerOf(bucket, query);
  const { entries, more } = listPage(bucket.objects, { of: 'versions', prefix, delimiter, from, limit: maxKeys });
  const last = more ? entries.at(-1) : undefined;
  const head = elementsMarkup({
    Name: bucket.name,
    Prefix: encode(prefix),
    KeyMarker: encode(query.get('key-marker') ?? ''),
    VersionIdMarker: query.get('version-id-marker') ?? '',
    ...(last === undefined ? {} : nextMarkers(last, encode)),
    MaxKeys: maxKeys,
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    IsTruncated: more,
  });
  return markupAnswer('ListVersionsResult', [head, ...versionsMarkup(entries, bucket.owner, encode)]);
}

/** Where the markers say to go on; texts from captures of the real S3 (verified). An empty key marker counts as none. */
function markerOf(bucket: Bucket, query: Query): Position | null {
  const key = query.get('key-marker') ?? '';
  const versionId = query.get('version-id-marker');
  if (versionId !== undefined && key === '') {
    const message = 'A version-id marker cannot be specified without a key marker.';
    throw invalidArgument(message, 'version-id-marker', versionId);
  }
  if (versionId === '') throw invalidArgument('A version-id marker cannot be empty.', 'version-id-marker', '');
  if (key === '') return null;
  if (versionId === undefined) return { key, sequence: OLDEST };
  requireVersionId(bucket, versionId, 'version-id-marker');
  const marker = bucket.objects.positionOf(key, versionId);
  // `null` that was never written: nothing of the key was listed yet.
  return marker === null ? { key, sequence: NEWEST } : { key, sequence: marker.sequence - 1 };
}

function nextMarkers(last: ListingEntry, encode: (key: string) => string): XmlElements {
  if ('commonPrefix' in last) return { NextKeyMarker: encode(last.commonPrefix) };
  return { NextKeyMarker: encode(last.version.key), NextVersionIdMarker: last.version.versionId };
}
