import type { WireAnswer } from '../../types.js';
import { type BucketCall, xmlAnswer } from '../call.js';
import { wholeNumber } from '../listing/listing-parameters.js';
import { namedUpload, uploadElements } from './multipart-upload.js';

/** The most parts of one page. AWS: "ListParts" (verified). */
const MOST = 1000;

/** ListParts. AWS: "ListParts" (verified). */
export function listParts(call: BucketCall): WireAnswer {
  const { bucket, request } = call;
  const upload = namedUpload(call);
  const limit = Math.min(wholeNumber(request.query, 'max-parts') ?? MOST, MOST);
  const marker = wholeNumber(request.query, 'part-number-marker') ?? 0;
  const further = [...upload.parts.values()].filter(({ number }) => number > marker).sort((a, b) => a.number - b.number);
  const parts = further.slice(0, limit);
  return xmlAnswer('ListPartsResult', {
    Bucket: bucket.name,
    Key: upload.key,
    UploadId: upload.uploadId,
    ...uploadElements(upload, bucket.owner),
    PartNumberMarker: marker,
    NextPartNumberMarker: parts.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: further.length > parts.length,
    Part: parts.map(({ number, lastModified, etag, body }) => ({
      PartNumber: number,
      LastModified: new Date(lastModified).toISOString(),
      ETag: etag,
      Size: body.length,
    })),
  });
}
