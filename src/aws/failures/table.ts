import type { AwsError } from './aws-error.js';
import {
  bucketNotFound,
  clockSkew,
  codeHints,
  denied,
  type Meaning,
  named,
  notOffered,
  otherRegion,
  stateHints,
  throttled,
  unknownKey,
  verify,
} from './meanings.js';
import { answererOf, type FailureContext, requestInWords, rootKeyHints, sessionHintsFor, whatAwsSaid } from './words.js';

type Row = {
  /** Error codes; the row holds for any of them. Without codes the status alone decides. */
  codes?: readonly string[];
  statuses?: readonly number[];
  /** Tells apart what AWS gives the same code. */
  message?: RegExp;
  means(error: AwsError, about: FailureContext): Meaning;
};

/**
 * AWS's errors, the first row that fits decides.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
const rows: readonly Row[] = [
  {
    codes: ['RequestTimeTooSkewed', 'RequestExpired', 'RequestInTheFuture'],
    means: clockSkew,
  },
  // IAM and STS say it with the code of a wrong secret.
  { codes: ['SignatureDoesNotMatch', 'InvalidSignatureException'], message: /signature (expired|not yet current)/i, means: clockSkew },
  {
    codes: ['InvalidRequest'],
    message: /DevPay and Mfa/,
    means: (_error, about) => ({
      kind: 'session-credentials',
      message: 'these are temporary credentials, and AWS does not accept a session token together with an MFA code',
      hints: sessionHintsFor(about),
    }),
  },
  {
    codes: ['NotDeviceOwnerError'],
    means: () => ({
      kind: 'device-not-owned',
      // AWS's own message echoes serial and code.
      message: 'the MFA device does not belong to the user whose key signs',
      hints: ['leave `--mfa-serial` out to have the devices of the root user looked up', 'or see them: `aws iam list-mfa-devices` with the root user’s key'],
    }),
  },
  {
    codes: ['DeviceNotActiveError'],
    means: () => ({
      kind: 'no-code-device',
      message: 'the MFA device is not active',
      hints: ['choose another one: `--mfa-serial <serial>`'],
    }),
  },
  {
    codes: ['TokenCodeInvalidError'],
    means: (_error, about) => ({ kind: 'code-refused', message: `${answererOf(about)} did not accept the MFA code`, hints: codeHints }),
  },
  // STS, letter for letter from public captures.
  {
    codes: ['AccessDenied'],
    message: /MultiFactorAuthentication failed with invalid MFA one time pass code/,
    means: (_error, about) => ({ kind: 'code-refused', message: `${answererOf(about)} did not accept the MFA code`, hints: codeHints }),
  },
  {
    codes: ['AccessDenied'],
    message: /MultiFactorAuthentication failed, unable to validate MFA code/,
    means: () => ({
      kind: 'device-not-owned',
      message: 'the MFA device does not belong to the user whose key signs',
      hints: ['see whose it is: `aws iam list-mfa-devices`', 'then give the right one: `--mfa-serial <serial>`'],
    }),
  },
  {
    codes: ['AccessDenied'],
    message: /Cannot call GetSessionToken with session credentials/,
    means: () => ({ kind: 'session-credentials', message: 'these are temporary credentials, and AWS gives no session to a session', hints: ['name a profile with a long-term key: `--profile <name>`'] }),
  },
  {
    codes: ['InvalidArgument'],
    message: /Mfa header is invalid/,
    means: () => ({
      kind: 'invalid-serial',
      message: 'AWS does not take the serial number for that of an MFA device',
      hints: ['give the whole serial number, for example `--mfa-serial arn:aws:iam::111122223333:mfa/name`'],
    }),
  },
  {
    codes: ['AccessDenied'],
    message: /may only be performed by the bucket owner/,
    means: (_error, about) => ({ kind: 'not-root', message: `${requestInWords(about)} takes the root user of the account that owns the bucket`, hints: rootKeyHints() }),
  },
  {
    codes: ['InvalidBucketState'],
    means: (error, about) => ({
      kind: 'bucket-state',
      message: `AWS refused ${requestInWords(about)} because of how the bucket is configured`,
      hints: [...whatAwsSaid(error), ...stateHints(error, about)],
    }),
  },
  {
    codes: ['OperationAborted', 'ConditionalRequestConflict'],
    means: (_error, about) => ({
      kind: 'conflict',
      message: `another change to ${named(about)} was under way`,
      hints: [`look at it in a minute: ${verify(about)}`, 'then run this again'],
    }),
  },
  {
    codes: ['NoSuchEntity', 'NoSuchEntityException'],
    means: (error, about) => ({
      kind: 'identity-not-found',
      message: `${answererOf(about)} does not know what ${requestInWords(about)} is about`,
      hints: [...whatAwsSaid(error), 'check the name and the account: `aws iam list-users`, `list-groups` or `list-roles`'],
    }),
  },
  { codes: ['NoSuchBucket'], means: (_error, about) => bucketNotFound(about.bucket) },
  {
    codes: ['InvalidBucketName'],
    means: (_error, about) => ({ kind: 'invalid-bucket-name', message: `${named(about)} does not have the name of a bucket`, hints: ['see the buckets of the account: `s3-mfa-delete verify --all`'] }),
  },
  {
    codes: ['ExpiredToken', 'ExpiredTokenException', 'TokenRefreshRequired'],
    means: () => ({
      kind: 'expired-credentials',
      message: 'the session of these credentials has expired',
      hints: ['sign in again where they came from, for example `aws sso login` or `aws login`, then run this again'],
    }),
  },
  { codes: ['InvalidToken', 'InvalidAccessKeyId', 'InvalidClientTokenId', 'UnrecognizedClientException'], means: unknownKey },
  {
    codes: ['SignatureDoesNotMatch', 'InvalidSignatureException'],
    means: (_error, { clients }) => ({
      kind: 'wrong-secret-key',
      message: `the secret access key does not belong to access key ${clients?.credentials.accessKeyId ?? 'in use'}`,
      hints: ['copy both again; a secret is easily cut short, or changed by a shell when it holds / or +'],
    }),
  },
  {
    codes: ['SlowDown', 'Throttling', 'ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded', 'BandwidthLimitExceeded'],
    means: throttled,
  },
  { statuses: [429], means: throttled },
  { codes: ['PermanentRedirect', 'TemporaryRedirect', 'AuthorizationHeaderMalformed', 'IllegalLocationConstraintException'], means: otherRegion },
  { statuses: [301, 307], means: otherRegion },
  { codes: ['MethodNotAllowed', 'NotImplemented'], means: notOffered },
  { statuses: [405, 501], means: notOffered },
  {
    statuses: [407],
    means: () => ({
      kind: 'network',
      message: 'the proxy wants a user name and a password',
      hints: ['put them into HTTPS_PROXY: `http://user:password@proxy:port`'],
    }),
  },
  {
    statuses: [500, 502, 503, 504],
    means: (error, about) => ({
      kind: 'service',
      message: `${answererOf(about)} had an internal error (${error.code ?? error.httpStatus}) at ${requestInWords(about)}, also after retries`,
      hints: ['run this again in a few minutes; https://health.aws.amazon.com/ tells of larger trouble'],
    }),
  },
  {
    statuses: [401, 403],
    means: denied,
  },
];

/** Finds what an error answer means; an unknown one is an `unexpected-answer` that says all there is to say. */
export function meaningOf(error: AwsError, about: FailureContext): Meaning {
  const fits = ({ codes, statuses, message }: Row) =>
    (codes ? codes.includes(error.code ?? '') : (statuses ?? []).includes(error.httpStatus ?? 0)) && (message?.test(error.message) ?? true);
  const row = rows.find(fits);
  if (row) return row.means(error, about);
  const status = [error.code, error.httpStatus && `status ${error.httpStatus}`].filter(Boolean).join(', ');
  return {
    kind: 'unexpected-answer',
    message: `${answererOf(about)} refused ${requestInWords(about)} (${status})`,
    hints: [...whatAwsSaid(error), 'see every request with `--debug`'],
  };
}
