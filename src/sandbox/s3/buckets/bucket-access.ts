import type { Bucket } from '../../storage/buckets.js';
import { PracticeError, type WireAnswer } from '../../types.js';
import type { AccountCall, BucketCall } from '../call.js';
import { s3Error } from '../errors.js';

/**
 * Lets a call at its bucket, once the bucket is there, in the region that was signed for, and the signer's own.
 * Every refusal from then on names the region: AWS: "HeadBucket" (verified for HeadBucket on 301, 400 and 403, which
 * needs no permission; likely for the others).
 * @throws PracticeError
 */
export function accessBucket(call: AccountCall, operation: string, run: (call: BucketCall) => WireAnswer): WireAnswer {
  const bucket = call.account.buckets.find(call.location.bucketName);
  if (bucket === undefined) throw s3Error('noSuchBucket', { BucketName: call.location.bucketName });
  try {
    checkRegion(call, bucket, operation);
    checkOwner(call, bucket);
    return run({ ...call, bucket });
  } catch (error) {
    throw error instanceof PracticeError ? namingRegion(error, bucket) : error;
  }
}

/**
 * The signed region stands for the regional endpoint that was addressed. A path-style request goes to that endpoint,
 * which redirects; a virtual-host name resolves to the bucket's own region, which finds the signature's scope wrong.
 * AWS: "Making requests using the REST API", "Error responses" (each answer verified; when which one comes is likely).
 */
function checkRegion({ signer, request, location }: AccountCall, bucket: Bucket, operation: string): void {
  if (signer.region === bucket.region) return;
  // AWS: "GetBucketLocation" (likely): the us-east-1 endpoint answers it for every region.
  if (operation === 'GetBucketLocation' && signer.region === 'us-east-1') return;
  if (location.style === 'virtual-host') throw wrongScope(signer.region, bucket.region);
  // AWS names a host of its own here; this one keeps a client that follows it on this machine.
  throw s3Error('permanentRedirect', { Endpoint: request.headers['host'] ?? '', Bucket: bucket.name });
}

function wrongScope(signed: string, expected: string): PracticeError {
  const message = `The authorization header is malformed; the region '${signed}' is wrong; expecting '${expected}'`;
  return new PracticeError(400, 'AuthorizationHeaderMalformed', message, { Region: expected });
}

/** AWS: "Verifying bucket ownership with bucket owner condition" (verified). */
function checkOwner({ signer, request }: AccountCall, bucket: Bucket): void {
  const expected = request.headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && !/^\d{12}$/.test(expected)) throw s3Error('badExpectedOwner');
  const mine = bucket.owner === signer.principal.accountId;
  if (!mine || (expected !== undefined && expected !== bucket.owner)) throw s3Error('accessDenied');
}

function namingRegion(error: PracticeError, bucket: Bucket): PracticeError {
  const headers = { 'x-amz-bucket-region': bucket.region, ...error.headers };
  return new PracticeError(error.status, error.code, error.message, error.extras, headers);
}
