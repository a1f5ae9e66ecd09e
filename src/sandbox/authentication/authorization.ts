import { notModelled, PracticeError, type ServiceName, type WireRequest } from '../types.js';

/** The `Authorization` header, taken apart. */
export type Authorization = {
  accessKeyId: string;
  region: string;
  service: ServiceName;
  /** `20191102/us-east-1/s3/aws4_request` */
  scope: string;
  /** Lower-case names. */
  signedHeaders: string[];
  signature: string;
  /** `20191102T153031Z` */
  longDate: string;
  /** The same, in ms since the epoch. */
  date: number;
};

const header =
  /^AWS4-HMAC-SHA256 +Credential=(?<key>[^/,\s]+)\/(?<day>\d{8})\/(?<region>[^/,\s]+)\/(?<service>[^/,\s]+)\/aws4_request, *SignedHeaders=(?<signed>[^,\s]+), *Signature=(?<signature>[0-9a-f]{64})$/;

/**
 * Which service a request is for: the one in the signed scope. An anonymous form is a Query request, its version
 * tells IAM from STS; any other anonymous request is for S3. This comes before authentication, because the service
 * decides what an error looks like.
 */
export function serviceOf(request: WireRequest): ServiceName {
  const signed = /Credential=[^/,\s]+\/\d{8}\/[^/,\s]+\/(s3|iam|sts)\//.exec(request.headers['authorization'] ?? '')?.[1];
  if (signed === 's3' || signed === 'iam' || signed === 'sts') return signed;
  if (!(request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) return 's3';
  return request.body.includes('Version=2011-06-15') ? 'sts' : 'iam';
}

/**
 * Reads who signed a request and how.
 * @returns `null` for an anonymous request
 * @throws PracticeError 501 for signatures in the query and SigV4A, 400 for what is no signature at all
 */
export function readAuthorization(request: WireRequest): Authorization | null {
  if (request.query.has('X-Amz-Algorithm') || request.query.has('AWSAccessKeyId')) throw notModelled('presigned requests');
  const text = request.headers['authorization'];
  if (text === undefined) return null;
  if (text.startsWith('AWS4-ECDSA')) throw notModelled('SigV4A signatures');
  if (text.startsWith('AWS ')) throw unsupportedMechanism();
  const parts = header.exec(text)?.groups;
  const { key, day, region, service, signed, signature } = parts ?? {};
  if (!key || !day || !region || !signed || !signature) throw malformed('the Credential is mal-formed');
  if (service !== 's3' && service !== 'iam' && service !== 'sts') throw notModelled(`the service ${service}`);
  const longDate = dateOf(request);
  if (!longDate.startsWith(day)) throw malformed(`Invalid credential date "${day}".`);
  const scope = `${day}/${region}/${service}/aws4_request`;
  return { accessKeyId: key, region, service, scope, signedHeaders: signed.split(';'), signature, longDate, date: epochOf(longDate) };
}

/** AWS: "Elements of an AWS API request signature" (verified): `x-amz-date` goes before `Date`. */
function dateOf(request: WireRequest): string {
  const amzDate = request.headers['x-amz-date'];
  if (amzDate !== undefined && /^\d{8}T\d{6}Z$/.test(amzDate)) return amzDate;
  const date = Date.parse(request.headers['date'] ?? '');
  if (Number.isNaN(date)) {
    // AWS: public captures (likely).
    throw new PracticeError(403, 'AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return longDateOf(date);
}

/** `20191102T153031Z` for a time in ms since the epoch. */
export function longDateOf(time: number): string {
  return new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

function epochOf(longDate: string): number {
  return Date.parse(longDate.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

/** AWS: "Error responses" (code and status verified; the text after the semicolon is likely). */
function malformed(why: string): PracticeError {
  return new PracticeError(400, 'AuthorizationHeaderMalformed', `The authorization header is malformed; ${why}`);
}

/** What S3 says to signature version 2. AWS: "Authenticating Requests" (likely, from public captures). */
function unsupportedMechanism(): PracticeError {
  const message = 'The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.';
  return new PracticeError(400, 'InvalidRequest', message);
}
