import { newObjectHeaders } from '../objects/new-object.js';
import type { RouteTable } from '../routing/route.js';
import { completeMultipartUpload } from './complete-multipart-upload.js';
import { listMultipartUploads } from './list-multipart-uploads.js';
import { listParts } from './list-parts.js';
import { abortMultipartUpload, createMultipartUpload, uploadPart } from './multipart-upload.js';

const ofUpload = { about: 'object', subresource: 'uploadId' } as const;

/** The operations on uploads in parts. */
export const multipartRoutes: RouteTable = {
  ListMultipartUploads: {
    about: 'bucket',
    method: 'GET',
    subresource: 'uploads',
    query: ['prefix', 'delimiter', 'encoding-type', 'max-uploads', 'key-marker', 'upload-id-marker'],
    action: 's3:ListBucketMultipartUploads',
    run: listMultipartUploads,
  },
  CreateMultipartUpload: {
    about: 'object',
    method: 'POST',
    subresource: 'uploads',
    headers: newObjectHeaders,
    action: 's3:PutObject',
    run: createMultipartUpload,
  },
  UploadPart: { ...ofUpload, method: 'PUT', query: ['partNumber'], action: 's3:PutObject', run: uploadPart },
  ListParts: {
    ...ofUpload,
    method: 'GET',
    query: ['max-parts', 'part-number-marker'],
    action: 's3:ListMultipartUploadParts',
    run: listParts,
  },
  CompleteMultipartUpload: { ...ofUpload, method: 'POST', action: 's3:PutObject', run: completeMultipartUpload },
  AbortMultipartUpload: { ...ofUpload, method: 'DELETE', action: 's3:AbortMultipartUpload', run: abortMultipartUpload },
};
