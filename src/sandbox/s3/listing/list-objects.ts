import { type ListingEntry, listPage } from '../../storage/object-listing.js';
import { OLDEST } from '../../storage/object-versions.js';
import { notModelled, type WireAnswer } from '../../types.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { type BucketCall, xmlAnswer } from '../call.js';
import { ownerElement } from '../owner.js';
import { listingParameters } from './listing-parameters.js';
import { tokenFor, tokenOf } from './tokens.js';

/** ListObjectsV2. AWS: "ListObjectsV2" (verified). */
export function listObjects({ bucket, request }: BucketCall): WireAnswer {
  const { query } = request;
  if (query.get('list-type') !== '2') throw notModelled(`list-type ${query.get('list-type') ?? ''} of ListObjectsV2`);
  const { prefix, delimiter, maxKeys, encode, encodingType } = listingParameters(query);
  const startAfter = query.get('start-after') ?? '';
  // A continuation token goes before start-after (verified).
  const after = tokenOf(query, 'continuation-token') ?? startAfter;
  const from = after === '' ? null : { key: after, sequence: OLDEST };
  const { entries, more } = listPage(bucket.objects, { of: 'objects', prefix, delimiter, from, limit: maxKeys });
  const last = more ? entries.at(-1) : undefined;
  const owner = query.get('fetch-owner') === 'true' ? ownerElement(bucket.owner) : undefined;
  return xmlAnswer('ListBucketResult', [
    {
      Name: bucket.name,
      Prefix: encode(prefix),
      Delimiter: delimiter === '' ? undefined : encode(delimiter),
      MaxKeys: maxKeys,
      EncodingType: encodingType,
      KeyCount: entries.length,
      IsTruncated: more,
      ContinuationToken: query.get('continuation-token'),
      NextContinuationToken: last === undefined ? undefined : tokenFor(nameOf(last)),
      StartAfter: startAfter === '' ? undefined : encode(startAfter),
    },
    ...entries.map((entry) => entryElement(entry, owner, encode)),
  ]);
}

function nameOf(entry: ListingEntry): string {
  return 'commonPrefix' in entry ? entry.commonPrefix : entry.version.key;
}

function entryElement(entry: ListingEntry, owner: XmlElements | undefined, encode: (key: string) => string): XmlElements {
  if ('commonPrefix' in entry) return { CommonPrefixes: { Prefix: encode(entry.commonPrefix) } };
  const { key, lastModified, content } = entry.version;
  return {
    Contents: {
      Key: encode(key),
      LastModified: new Date(lastModified).toISOString(),
      ETag: content?.etag,
      Size: content?.size,
      Owner: owner,
      StorageClass: content?.storageClass,
    },
  };
}
