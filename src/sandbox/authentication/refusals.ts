import { PracticeError, type ServiceName } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { type Authorization, longDateOf } from './authorization.js';
import type { SignedAgain } from './sigv4.js';

/** How a service says that it does not believe who signed. */
export type AuthenticationRefusals = {
  anonymous(): PracticeError;
  unknownKey(accessKeyId: string): PracticeError;
  invalidToken(): PracticeError;
  expiredToken(): PracticeError;
  /** `now`: the account's time, in ms since the epoch. */
  skewed(requestTime: string, now: number): PracticeError;
  headersNotSigned(names: string[]): PracticeError;
  wrongSignature(authorization: Authorization, again: SignedAgain): PracticeError;
};

/** The refusals of one service, in its own words. */
export function refusalsOf(service: ServiceName): AuthenticationRefusals {
  return service === 's3' ? s3Refusals : queryRefusals;
}

/** AWS: Amazon S3 API Reference, "Error responses"; codes, statuses and texts verified unless a line says otherwise. */
const s3Refusals: AuthenticationRefusals = {
  anonymous: () => new PracticeError(403, 'AccessDenied', 'Access Denied'),
  unknownKey: (accessKeyId) =>
    new PracticeError(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', {
      AWSAccessKeyId: accessKeyId,
    }),
  invalidToken: () => new PracticeError(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.'),
  expiredToken: () => new PracticeError(400, 'ExpiredToken', 'The provided token has expired.'),
  skewed: (requestTime, now) =>
    new PracticeError(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', {
      RequestTime: requestTime,
      ServerTime: new Date(now).toISOString().replace(/\.\d{3}/, ''),
      MaxAllowedSkewMilliseconds: '900000',
    }),
  headersNotSigned: (names) =>
    // Likely, from public captures.
    new PracticeError(403, 'AccessDenied', 'There were headers present in the request which were not signed', {
      HeadersNotSigned: names.join(', '),
    }),
  wrongSignature: ({ accessKeyId, signature }, { stringToSign, canonicalRequest }) =>
    new PracticeError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      {
        AWSAccessKeyId: accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: signature,
        StringToSignBytes: bytesOf(stringToSign),
        CanonicalRequest: canonicalRequest,
        CanonicalRequestBytes: bytesOf(canonicalRequest),
      },
    ),
};

/** AWS: IAM API Reference, "Common errors"; the texts are those of public captures. */
const queryRefusals: AuthenticationRefusals = {
  anonymous: () => new PracticeError(403, 'MissingAuthenticationToken', 'Request is missing Authentication Token'),
  unknownKey: () => new PracticeError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
  invalidToken: () => new PracticeError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
  // Likely: S3 answers 400 to the same.
  expiredToken: () => new PracticeError(403, 'ExpiredToken', 'The security token included in the request is expired'),
  skewed: (requestTime, now) => new PracticeError(403, 'SignatureDoesNotMatch', skewText(requestTime, now)),
  headersNotSigned: (names) =>
    // Not verified.
    new PracticeError(403, 'SignatureDoesNotMatch', `'${names.join("', '")}' must be a 'SignedHeader' in the AWS Authorization.`, {}, unverifiedHeaders),
  wrongSignature: () =>
    new PracticeError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    ),
};

/** Likely, from public captures: `Signature expired: A is now earlier than B (C - 15 min.)`. */
function skewText(requestTime: string, now: number): string {
  const late = requestTime < longDateOf(now);
  const limit = longDateOf(late ? now - 15 * 60_000 : now + 15 * 60_000);
  return late
    ? `Signature expired: ${requestTime} is now earlier than ${limit} (${longDateOf(now)} - 15 min.)`
    : `Signature not yet current: ${requestTime} is still later than ${limit} (${longDateOf(now)} + 15 min.)`;
}

function bytesOf(text: string): string {
  return (Buffer.from(text).toString('hex').match(/../g) ?? []).join(' ');
}
