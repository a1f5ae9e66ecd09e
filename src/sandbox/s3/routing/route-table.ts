import { deleteBucketLifecycle, getBucketLifecycle, putBucketLifecycle } from '../buckets/bucket-lifecycle.js';
import { deleteBucketPolicy, getBucketPolicy, putBucketPolicy } from '../buckets/bucket-policy.js';
import { getBucketLocation, getBucketReplication, getObjectLockConfiguration, headBucket } from '../buckets/bucket-reads.js';
import { getBucketVersioning, putBucketVersioning } from '../buckets/bucket-versioning.js';
import { createBucket } from '../buckets/create-bucket.js';
import { deleteBucket } from '../buckets/delete-bucket.js';
import { listBuckets } from '../buckets/list-buckets.js';
import { deleteObject } from '../deletion/delete-object.js';
import { deleteObjects } from '../deletion/delete-objects.js';
import { listObjectVersions } from '../listing/list-object-versions.js';
import { listObjects } from '../listing/list-objects.js';
import { multipartRoutes } from '../multipart/multipart-routes.js';
import { getObject, headObject } from '../objects/get-object.js';
import { newObjectHeaders } from '../objects/new-object.js';
import { putObject } from '../objects/put-object.js';
import { taggingRoutes } from '../tagging/tagging-routes.js';
import type { RouteTable } from './route.js';

const listing = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];
const deletion = ['x-amz-mfa', 'x-amz-bypass-governance-retention'];
const reading = { query: ['versionId'], action: 's3:GetObject', versionedAction: 's3:GetObjectVersion' };

/**
 * Every operation that is modelled, by its name. AWS: Amazon S3 API Reference, "Actions"; the IAM actions from
 * "Required permissions for Amazon S3 API operations" (verified).
 */
export const routeTable: RouteTable = {
  ListBuckets: {
    about: 'account',
    method: 'GET',
    query: ['max-buckets', 'continuation-token', 'prefix', 'bucket-region'],
    action: 's3:ListAllMyBuckets',
    run: listBuckets,
  },
  CreateBucket: {
    about: 'new-bucket',
    method: 'PUT',
    headers: ['x-amz-bucket-object-lock-enabled'],
    action: 's3:CreateBucket',
    run: createBucket,
  },
  DeleteBucket: { about: 'bucket', method: 'DELETE', action: 's3:DeleteBucket', run: deleteBucket },
  HeadBucket: { about: 'bucket', method: 'HEAD', action: 's3:ListBucket', run: headBucket },
  GetBucketLocation: {
    about: 'bucket',
    method: 'GET',
    subresource: 'location',
    action: 's3:GetBucketLocation',
    run: getBucketLocation,
  },
  GetBucketVersioning: {
    about: 'bucket',
    method: 'GET',
    subresource: 'versioning',
    action: 's3:GetBucketVersioning',
    run: getBucketVersioning,
  },
  PutBucketVersioning: {
    about: 'bucket',
    method: 'PUT',
    subresource: 'versioning',
    headers: ['x-amz-mfa'],
    action: 's3:PutBucketVersioning',
    run: putBucketVersioning,
  },
  GetBucketLifecycleConfiguration: {
    about: 'bucket',
    method: 'GET',
    subresource: 'lifecycle',
    action: 's3:GetLifecycleConfiguration',
    run: getBucketLifecycle,
  },
  PutBucketLifecycleConfiguration: {
    about: 'bucket',
    method: 'PUT',
    subresource: 'lifecycle',
    headers: ['x-amz-transition-default-minimum-object-size'],
    action: 's3:PutLifecycleConfiguration',
    run: putBucketLifecycle,
  },
  DeleteBucketLifecycle: {
    about: 'bucket',
    method: 'DELETE',
    subresource: 'lifecycle',
    action: 's3:PutLifecycleConfiguration',
    run: deleteBucketLifecycle,
  },
  GetObjectLockConfiguration: {
    about: 'bucket',
    method: 'GET',
    subresource: 'object-lock',
    action: 's3:GetBucketObjectLockConfiguration',
    run: getObjectLockConfiguration,
  },
  GetBucketReplication: {
    about: 'bucket',
    method: 'GET',
    subresource: 'replication',
    action: 's3:GetReplicationConfiguration',
    run: getBucketReplication,
  },
  GetBucketPolicy: {
    about: 'bucket',
    method: 'GET',
    subresource: 'policy',
    action: 's3:GetBucketPolicy',
    run: getBucketPolicy,
  },
  PutBucketPolicy: { about: 'bucket', method: 'PUT', subresource: 'policy', action: 's3:PutBucketPolicy', run: putBucketPolicy },
  DeleteBucketPolicy: { about: 'bucket', method: 'DELETE', subresource: 'policy', action: 's3:DeleteBucketPolicy', run: deleteBucketPolicy },
  ...taggingRoutes,
  ...multipartRoutes,
  ListObjectVersions: {
    about: 'bucket',
    method: 'GET',
    subresource: 'versions',
    query: [...listing, 'key-marker', 'version-id-marker'],
    action: 's3:ListBucketVersions',
    run: listObjectVersions,
  },
  ListObjectsV2: {
    about: 'bucket',
    method: 'GET',
    subresource: 'list-type',
    query: [...listing, 'start-after', 'continuation-token', 'fetch-owner'],
    action: 's3:ListBucket',
    run: listObjects,
  },
  DeleteObjects: {
    about: 'bucket',
    method: 'POST',
    subresource: 'delete',
    headers: deletion,
    action: null,
    run: deleteObjects,
  },
  PutObject: {
    about: 'object',
    method: 'PUT',
    headers: newObjectHeaders,
    action: 's3:PutObject',
    run: putObject,
  },
  GetObject: { about: 'object', method: 'GET', ...reading, run: getObject },
  HeadObject: { about: 'object', method: 'HEAD', ...reading, run: headObject },
  DeleteObject: {
    about: 'object',
    method: 'DELETE',
    query: ['versionId'],
    headers: deletion,
    action: 's3:DeleteObject',
    versionedAction: 's3:DeleteObjectVersion',
    run: deleteObject,
  },
};
