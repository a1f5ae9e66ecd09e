import { PracticeError, type WireAnswer } from '../../types.js';
import { readXml, textOf } from '../../wire/xml-reader.js';
import { type AccountCall, emptyAnswer } from '../call.js';
import { s3Error } from '../errors.js';
import { isRegion } from './regions.js';

/** AWS: "General purpose bucket naming rules" (verified). */
const bucketName = /^(?!xn--|sthree-|amzn-s3-demo-)(?!\d+\.\d+\.\d+\.\d+$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?<!-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$/;

/** CreateBucket. AWS: "CreateBucket", "Error responses" (verified). */
export function createBucket({ account, request, signer, location, now }: AccountCall): WireAnswer {
  const name = location.bucketName;
  if (!bucketName.test(name)) throw s3Error('badBucketName', { BucketName: name });
  const region = regionOf(request.body.toString('utf8'), signer.region);
  const existing = account.buckets.find(name);
  if (existing !== undefined && existing.owner !== signer.principal.accountId) throw s3Error('bucketTaken', { BucketName: name });
  // AWS: "CreateBucket" (verified): in us-east-1 alone, making one's own bucket again succeeds.
  if (existing !== undefined && region !== 'us-east-1') throw s3Error('bucketYours', { BucketName: name });
  const locked = request.headers['x-amz-bucket-object-lock-enabled']?.toLowerCase() === 'true';
  const objectLock = locked ? { defaultRetention: null } : null;
  if (existing === undefined) {
    account.buckets.create({ name, region, createdAt: now, owner: signer.principal.accountId, objectLock });
  }
  return emptyAnswer(200, { location: `/${name}` });
}

function regionOf(text: string, signed: string): string {
  if (text === '') return matching('us-east-1', signed, 'unspecified');
  const document = readXml('CreateBucketConfiguration', text);
  if (document === null) throw s3Error('malformedXml');
  const constraint = textOf(document, 'LocationConstraint');
  if (constraint === null) return matching('us-east-1', signed, 'unspecified');
  if (constraint === 'us-east-1' || !(constraint === 'EU' || isRegion(constraint))) {
    throw s3Error('badLocation', { LocationConstraint: constraint });
  }
  return matching(constraint === 'EU' ? 'eu-west-1' : constraint, signed, constraint);
}

/** The bucket is made where the request was signed for, or not at all. */
function matching(region: string, signed: string, constraint: string): string {
  if (region === signed) return region;
  const message = `The ${constraint} location constraint is incompatible for the region specific endpoint this request was sent to.`;
  throw new PracticeError(400, 'IllegalLocationConstraintException', message);
}
