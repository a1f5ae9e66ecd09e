import type { Bucket } from '../../storage/buckets.js';
import type { WireAnswer } from '../../types.js';
import type { XmlElements } from '../../wire/xml-writer.js';
import { type AccountCall, xmlAnswer } from '../call.js';
import { invalidArgument, s3Error, unverifiedArgument } from '../errors.js';
import { tokenFor, tokenOf } from '../listing/tokens.js';
import { ownerElement } from '../owner.js';
import { isRegion } from './regions.js';

/** The most that one page, or one request without a page, lists. AWS: "ListBuckets" (verified). */
const MOST = 10_000;

/**
 * ListBuckets: BucketRegion only where the request has a parameter; without one, an account of more than 10,000
 * buckets is refused. AWS: "ListBuckets" (verified).
 */
export function listBuckets({ account, request, signer }: AccountCall): WireAnswer {
  const { query } = request;
  const prefix = query.get('prefix') ?? '';
  const limit = maxBucketsOf(query.get('max-buckets'));
  const region = regionOf(query.get('bucket-region'), signer.region);
  const after = tokenOf(query, 'continuation-token');
  const { buckets, more } = account.buckets.list({ owner: signer.principal.accountId, limit, after, prefix, region });
  const parameters = [...query.keys()].some((key) => key !== 'x-id');
  if (more && !parameters) throw s3Error('mustPaginate');
  const last = buckets.at(-1);
  return xmlAnswer('ListAllMyBucketsResult', {
    Owner: ownerElement(signer.principal.accountId),
    Buckets: { Bucket: buckets.map((bucket) => bucketElement(bucket, parameters)) },
    ContinuationToken: more && last !== undefined ? tokenFor(last.name) : undefined,
    Prefix: query.get('prefix'),
  });
}

function bucketElement(bucket: Bucket, withRegion: boolean): XmlElements {
  return {
    Name: bucket.name,
    CreationDate: new Date(bucket.createdAt).toISOString(),
    BucketRegion: withRegion ? bucket.region : undefined,
  };
}

/** AWS: "ListBuckets", MaxBuckets (verified; the text is not). */
function maxBucketsOf(value: string | undefined): number {
  if (value === undefined) return MOST;
  const count = /^\d+$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= MOST) return count;
  throw unverifiedArgument(`Argument max-buckets must be an integer between 1 and ${MOST}`, 'max-buckets', value);
}

/** AWS: "ListBuckets" (verified; the text for a region that is not the endpoint's own is not). */
function regionOf(value: string | undefined, signed: string): string | null {
  if (value === undefined) return null;
  if (!isRegion(value)) throw invalidArgument(`Argument value ${value} is not a valid AWS Region`, 'bucket-region', value);
  if (value !== signed) {
    throw unverifiedArgument(`Argument value ${value} is not the Region of the endpoint, ${signed}`, 'bucket-region', value);
  }
  return value;
}
