import type { RouteTable } from '../routing/route.js';
import { deleteBucketTagging, deleteObjectTagging, getBucketTagging, getObjectTagging, putBucketTagging, putObjectTagging } from './tagging.js';

const ofBucket = { about: 'bucket', subresource: 'tagging' } as const;
const ofObject = { about: 'object', subresource: 'tagging', query: ['versionId'] } as const;

/** The operations on tags. */
export const taggingRoutes: RouteTable = {
  GetBucketTagging: { ...ofBucket, method: 'GET', action: 's3:GetBucketTagging', run: getBucketTagging },
  PutBucketTagging: { ...ofBucket, method: 'PUT', action: 's3:PutBucketTagging', run: putBucketTagging },
  DeleteBucketTagging: { ...ofBucket, method: 'DELETE', action: 's3:PutBucketTagging', run: deleteBucketTagging },
  GetObjectTagging: {
    ...ofObject,
    method: 'GET',
    action: 's3:GetObjectTagging',
    versionedAction: 's3:GetObjectVersionTagging',
    run: getObjectTagging,
  },
  PutObjectTagging: {
    ...ofObject,
    method: 'PUT',
    action: 's3:PutObjectTagging',
    versionedAction: 's3:PutObjectVersionTagging',
    run: putObjectTagging,
  },
  DeleteObjectTagging: {
    ...ofObject,
    method: 'DELETE',
    action: 's3:DeleteObjectTagging',
    versionedAction: 's3:DeleteObjectVersionTagging',
    run: deleteObjectTagging,
  },
};
