import { compareKeys } from '../../../core/versions/key-order.js';
import type { Bucket } from '../../storage/buckets.js';
import { keyAfterPrefix } from '../../storage/key-after-prefix.js';
import { LAST_UPLOAD, type MultipartUpload, type UploadPlace } from '../../storage/multipart-uploads.js';
import { commonPrefixOf } from '../../storage/object-listing.js';
import type { WireAnswer } from '../../types.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { type BucketCall, xmlAnswer } from '../call.js';
import { invalidArgument } from '../errors.js';
import { type ListingParameters, listingParameters } from '../listing/listing-parameters.js';
import { uploadElements } from './multipart-upload.js';

/** One page: uploads, and prefixes that stand for several. */
type Page = { uploads: MultipartUpload[]; prefixes: string[]; more: boolean };

/**
 * ListMultipartUploads. AWS: "ListMultipartUploads"; LocalStack's snapshots of the real S3 (verified): the next markers
 * are those of the last upload of the page, also where it is the last page, and empty where it has prefixes only.
 */
export function listMultipartUploads({ bucket, request }: BucketCall): WireAnswer {
  const { query } = request;
  const parameters = listingParameters(query, 'max-uploads');
  const { prefix, delimiter, maxKeys, encode, encodingType } = parameters;
  const { uploads, prefixes, more } = pageOf(bucket, parameters, markerOf(bucket, query));
  const last = uploads.at(-1);
  return xmlAnswer('ListMultipartUploadsResult', {
    Bucket: bucket.name,
    KeyMarker: encode(query.get('key-marker') ?? ''),
    // Without a key marker the other one counts for nothing, and is not repeated.
    UploadIdMarker: query.get('key-marker') ? (query.get('upload-id-marker') ?? '') : '',
    NextKeyMarker: last === undefined ? '' : encode(last.key),
    NextUploadIdMarker: last?.uploadId ?? '',
    Prefix: prefix === '' ? undefined : encode(prefix),
    Delimiter: delimiter === '' ? undefined : encode(delimiter),
    EncodingType: encodingType,
    MaxUploads: maxKeys,
    IsTruncated: more,
    Upload: uploads.map((upload) => uploadElement(upload, bucket.owner, encode)),
    CommonPrefixes: prefixes.map((each) => ({ Prefix: encode(each) })),
  });
}

function uploadElement(upload: MultipartUpload, owner: string, encode: (key: string) => string): XmlElements {
  return {
    Key: encode(upload.key),
    UploadId: upload.uploadId,
    ...uploadElements(upload, owner),
    Initiated: new Date(upload.initiatedAt).toISOString(),
  };
}

/** After which upload to begin. The text is that of a capture (verified). */
function markerOf(bucket: Bucket, query: ReadonlyMap<string, string>): UploadPlace | null {
  const key = query.get('key-marker') ?? '';
  const uploadId = query.get('upload-id-marker') ?? '';
  if (key === '') return null;
  if (uploadId === '') return { key, sequence: LAST_UPLOAD };
  const upload = bucket.uploads.find(key, uploadId);
  if (upload === undefined) throw invalidArgument('Invalid uploadId marker', 'upload-id-marker', uploadId);
  return upload;
}

function pageOf(bucket: Bucket, { prefix, delimiter, maxKeys }: ListingParameters, marker: UploadPlace | null): Page {
  const page: Page = { uploads: [], prefixes: [], more: false };
  let place = startOf(prefix, delimiter, marker);
  while (place !== null && maxKeys > 0) {
    const { value: upload, done } = bucket.uploads.after(place).next();
    if (done === true || !upload.key.startsWith(prefix)) break;
    if (page.uploads.length + page.prefixes.length === maxKeys) return { ...page, more: true };
    const rolledUp = commonPrefixOf(upload.key, prefix, delimiter);
    if (rolledUp === null) page.uploads.push(upload);
    else page.prefixes.push(rolledUp);
    place = rolledUp === null ? upload : afterPrefix(rolledUp);
  }
  return page;
}

/** A marker inside a rolled-up prefix: that prefix was listed (AWS: LocalStack's snapshots of the real S3, verified). */
function startOf(prefix: string, delimiter: string, marker: UploadPlace | null): UploadPlace | null {
  if (marker === null || compareKeys(marker.key, prefix) < 0) return { key: prefix, sequence: 0 };
  const rolledUp = commonPrefixOf(marker.key, prefix, delimiter);
  return rolledUp === null ? marker : afterPrefix(rolledUp);
}

function afterPrefix(prefix: string): UploadPlace | null {
  const key = keyAfterPrefix(prefix);
  return key === null ? null : { key, sequence: 0 };
}
