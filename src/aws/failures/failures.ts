import { awsFlags, shellCommand } from '../../core/aws-command.js';
import type { FailureKind } from '../../core/failures/failure-kinds.js';
import { Failure, isFailure } from '../../core/failures/failure.js';
import type { OneTimeCode } from '../../core/one-time-code.js';
import { type AwsError, awsErrorOf } from './aws-error.js';
import { codeHints } from './meanings.js';
import { certainlyNotSent, networkFailure } from './network-failures.js';
import { meaningOf } from './table.js';
import { answererOf, type FailureContext, requestInWords, whatAwsSaid } from './words.js';

/**
 * Turns what the SDK threw into a Failure that flows can branch on.
 * @throws the error itself when it is neither an AWS answer nor of the network: then it is a bug
 */
export function toFailure(error: unknown, about: FailureContext): Failure {
  if (isFailure(error)) return error;
  const answer = awsErrorOf(error);
  if (answer) return failureOf(answer, about, error);
  const network = networkFailure(error, about);
  if (network) return network;
  if (error instanceof Error && error.name === 'InvalidBucketName') {
    return new Failure('invalid-bucket-name', `the server says that it has a bucket \`${about.bucket ?? ''}\`, which no bucket can be called`, {
      hints: ['check that it is an S3 server: `--endpoint-url`'],
      cause: error,
    });
  }
  if (error instanceof Error && error.name === 'EndpointError') {
    return new Failure('usage', `the endpoint cannot be used: ${error.message}`, {
      hints: ['look at `--endpoint-url`, AWS_ENDPOINT_URL, the profile’s `endpoint_url` and `--region`'],
      cause: error,
    });
  }
  throw error;
}

/** Refusals that a fresh code would not change. */
const notTheCode: ReadonlySet<FailureKind> = new Set<FailureKind>([
  'session-credentials',
  'device-not-owned',
  'no-code-device',
  'invalid-serial',
  'not-root',
  'bucket-state',
  'conflict',
  'bucket-not-found',
  'invalid-bucket-name',
  'clock-skew',
  'expired-credentials',
  'unknown-access-key',
  'wrong-secret-key',
  'region-disabled',
]);

/**
 * The same for a request that carried a code. Says `lost-answer` wherever the request may have been carried out, and
 * `code-refused` for every 400 and 403 that is not known to mean something else: what AWS answers to a reused code is
 * not documented, and Ceph answers everything with a bare AccessDenied.
 * @throws the error itself when it is neither an AWS answer nor of the network
 */
export function codedFailure(error: unknown, about: FailureContext, code: OneTimeCode): Failure {
  if (isFailure(error)) return error;
  const answer = awsErrorOf(error);
  if (!answer) return unanswered(error, about);
  // AWS echoes the code in some of its messages.
  const clean = { ...answer, message: answer.message.replaceAll(code.digits, '[redacted]') };
  const meant = failureOf(clean, about, null);
  if (mayHaveBeenDone(clean, meant.kind)) return lostAnswer(about, String(clean.code ?? clean.httpStatus), clean);
  if (notTheCode.has(meant.kind) || /explicit deny|is not authorized to perform/i.test(clean.message)) return meant;
  if (meant.kind === 'code-refused' || !isRefusal(clean)) return meant;
  return refusedCode(clean, about);
}

function unanswered(error: unknown, about: FailureContext): Failure {
  const failure = toFailure(error, about);
  if (failure.kind === 'usage' || certainlyNotSent(error)) return failure;
  const why = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : failure.kind;
  return lostAnswer(about, why, failure.aws);
}

/** 501 means that the server cannot do this at all; any other status from 500 on tells nothing. */
function mayHaveBeenDone({ httpStatus }: AwsError, kind: FailureKind): boolean {
  return kind === 'throttled' || (httpStatus !== null && httpStatus >= 500 && httpStatus !== 501);
}

function lostAnswer(about: FailureContext, why: string, aws: Failure['aws']): Failure {
  return new Failure('lost-answer', `the answer to ${requestInWords(about)} was lost (${why}), so it may have been carried out`, {
    hints: [about.bucket === undefined ? 'the code is spent either way; run this again with the next one' : `the code is spent either way; see the state: \`s3-mfa-delete verify ${about.bucket}\``],
    aws: aws && { code: aws.code, httpStatus: aws.httpStatus, requestId: aws.requestId },
  });
}

/** Answers to a malformed request are not about its code. */
function isRefusal({ code, httpStatus }: AwsError): boolean {
  const malformed = ['MalformedXML', 'IllegalVersioningConfigurationException', 'InvalidBucketOwnerAWSAccountID', 'AuthorizationHeaderMalformed'];
  return (httpStatus === 400 || httpStatus === 403) && !malformed.includes(code ?? '');
}

function refusedCode(answer: AwsError, about: FailureContext): Failure {
  const { code, httpStatus, requestId } = answer;
  const refused = `${answererOf(about)} refused ${requestInWords(about)} (${code ?? `status ${httpStatus}`})`;
  const why = isAboutMfa(answer) ? ', most likely because of the MFA code' : ': because of the MFA code, or because it is not permitted; the answer does not say which';
  return new Failure('code-refused', refused + why, {
    hints: [...whatAwsSaid(answer), ...codeHints, ...(isAboutMfa(answer) ? [] : [permissionHint(about)])],
    aws: { code, httpStatus, requestId },
  });
}

function isAboutMfa({ message }: AwsError): boolean {
  return /\bmfa\b|token ?code|serial number/i.test(message);
}

/** What a wrong code and a missing permission are answered with is not documented, and servers answer both alike. */
function permissionHint({ action, bucket, clients }: FailureContext): string {
  const flags = awsFlags(null, { profile: null, endpointUrl: clients?.settings.endpointUrl ?? null });
  const look = bucket === undefined ? '' : `: \`${shellCommand(['aws', 's3api', 'get-bucket-policy', '--bucket', bucket, ...flags])}\``;
  return `if a fresh code is refused as well, look for what denies ${action} to this signer${look}`;
}

function failureOf(answer: AwsError, about: FailureContext, cause: unknown): Failure {
  const { kind, message, hints } = meaningOf(answer, about);
  const { code, httpStatus, requestId } = answer;
  return new Failure(kind, message, { hints, aws: { code, httpStatus, requestId }, ...(cause !== null && { cause }) });
}
