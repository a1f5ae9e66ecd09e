import { beforeEach, describe, expect, test, vi } from 'vitest';
import { readVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import { whoAmI } from '../../../src/aws/identities/identity.js';
import { pastedCredentials } from '../../../src/aws/credentials/credentials.js';
import { toFailure } from '../../../src/aws/failures/failures.js';
import { type Answer, queryError, s3Error, serve, xml } from '../support/canned-server.js';
import { clientsOf, settingsWith } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

async function reading(answer: Answer) {
  const { url } = await serve(answer);
  return failureOf(readVersioning(await clientsOf(url), 'ledger', 'eu-west-1'));
}

// The SDK waits a random part of its pauses between retries.
beforeEach(() => {
  const random = vi.spyOn(Math, 'random').mockReturnValue(0);
  return () => random.mockRestore();
});

const skewed = {
  RequestTime: '20191102T153031Z',
  ServerTime: '2019-11-02T15:59:31Z',
  MaxAllowedSkewMilliseconds: '900000',
};

describe('an error answer of S3 becomes the failure that says what to do', () => {
  test.each([
    ['InvalidAccessKeyId', s3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'), 'unknown-access-key', 4],
    ['SignatureDoesNotMatch', s3Error(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match the signature you provided. Check your key and signing method.'), 'wrong-secret-key', 4],
    ['ExpiredToken', s3Error(400, 'ExpiredToken', 'The provided token has expired.'), 'expired-credentials', 4],
    ['RequestTimeTooSkewed', s3Error(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.', skewed), 'clock-skew', 3],
    ['NoSuchBucket', s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist', { BucketName: 'ledger' }), 'bucket-not-found', 3],
    ['AccessDenied', s3Error(403, 'AccessDenied', 'Access Denied'), 'access-denied', 3],
    ['an empty 403, as Ceph sends it', xml(403, ''), 'access-denied', 3],
    ['an AccessDenied without a message, as Ceph sends it', s3Error(403, 'AccessDenied', ''), 'access-denied', 3],
    ['OperationAborted', s3Error(409, 'OperationAborted', 'A conflicting conditional operation is currently in progress against this resource. Try again.'), 'conflict', 3],
    ['PermanentRedirect', s3Error(301, 'PermanentRedirect', 'The bucket you are attempting to access must be addressed using the specified endpoint.'), 'unexpected-answer', 3],
    ['NotImplemented', s3Error(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented'), 'unexpected-answer', 3],
    ['an error this program does not know', s3Error(418, 'Teapot', 'short and stout'), 'unexpected-answer', 3],
    ['a proxy that wants a password', xml(407, ''), 'network', 3],
  ] as const)('%s', async (_name, answer, kind, exitCode) => {
    const failure = await reading(answer);
    expect(failure).toMatchObject({ kind, exitCode });
    expect(failure.message).toMatch(/^[a-z0-9`]/);
    expect(failure.message).not.toMatch(/\.$/);
  });

  test('the request id comes along, so that AWS support can find the request', async () => {
    const failure = await reading(s3Error(403, 'AccessDenied', 'Access Denied'));
    expect(failure.aws).toEqual({ code: 'AccessDenied', httpStatus: 403, requestId: 'REQUEST1' });
  });

  test('a denied request names the action, the bucket and what AWS said about it', async () => {
    const failure = await reading(
      s3Error(403, 'AccessDenied', 'User: arn:aws:iam::111122223333:user/a is not authorized to perform: s3:GetBucketVersioning with an explicit deny in a service control policy'),
    );
    expect(failure.message).toMatch(/denied s3:GetBucketVersioning on `ledger`$/);
    expect(failure.hints[0]).toMatch(/explicit deny in a service control policy/);
  });

  test('a skewed clock is reported with how far off it is', async () => {
    const failure = await reading(s3Error(403, 'RequestTimeTooSkewed', 'too large', skewed));
    expect(failure.message).toBe('the clock of this machine is 29 minutes behind AWS’s');
  });

  test('a wrong region is named, with the flag that mends it', async () => {
    const failure = await reading(s3Error(400, 'AuthorizationHeaderMalformed', "the region 'us-east-1' is wrong; expecting 'eu-central-1'", { Region: 'eu-central-1' }));
    expect(failure.message).toContain('eu-central-1');
    expect(failure.hints.at(-1)).toBe('name it: `--region eu-central-1`');
  });

  test('a region in an answer that is no region name is not repeated', async () => {
    const failure = await reading(s3Error(400, 'AuthorizationHeaderMalformed', 'wrong', { Region: 'evil`; rm' }));
    expect(failure.hints.join()).not.toContain('evil');
  });
});

describe('InvalidToken', () => {
  const answer = s3Error(400, 'InvalidToken', 'The provided token is malformed or otherwise invalid.');

  test('without a session token it means that the region is off for this account', async () => {
    expect(await reading(answer)).toMatchObject({ kind: 'region-disabled' });
  });

  test('with a session token it means that the token is garbage', async () => {
    const { url } = await serve(answer);
    const credentials = { ...pastedCredentials('ASIAIOSFODNN7EXAMPLE', 'secret', settingsWith()), sessionToken: 'garbage' };
    const clients = await clientsOf(url, {}, credentials);
    expect(await failureOf(readVersioning(clients, 'ledger', null))).toMatchObject({ kind: 'unknown-access-key' });
  });
});

describe('server trouble is retried before it is reported', () => {
  test.each([
    ['SlowDown', s3Error(503, 'SlowDown', 'Please reduce your request rate.'), 'throttled'],
    ['InternalError', s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.'), 'service'],
    ['ServiceUnavailable', s3Error(503, 'ServiceUnavailable', 'Service is unable to handle request.'), 'service'],
  ] as const)('%s', async (_name, answer, kind) => {
    const { url, seen } = await serve(answer);
    expect(await failureOf(readVersioning(await clientsOf(url), 'ledger', null))).toMatchObject({ kind, exitCode: 3 });
    expect(seen).toHaveLength(4);
  });
});

describe('errors of IAM and STS', () => {
  test.each([
    ['an unknown key', queryError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'), 'unknown-access-key'],
    ['a wrong secret', queryError(403, 'SignatureDoesNotMatch', 'The request signature we calculated does not match'), 'wrong-secret-key'],
    ['a skewed clock, which has the code of a wrong secret', queryError(403, 'SignatureDoesNotMatch', 'Signature expired: 20200101T000000Z is now earlier than 20200101T010000Z'), 'clock-skew'],
    ['an expired session', queryError(403, 'ExpiredToken', 'The security token included in the request is expired'), 'expired-credentials'],
    ['throttling', queryError(400, 'Throttling', 'Rate exceeded'), 'throttled'],
  ] as const)('%s', async (_name, answer, kind) => {
    const { url } = await serve(answer);
    expect(await failureOf(whoAmI(await clientsOf(url)))).toMatchObject({ kind });
  });
});

test('an error that is neither an answer nor of the network is a bug and comes back as it is', () => {
  const bug = new TypeError('x is not a function');
  expect(() => toFailure(bug, { action: 's3:GetBucketVersioning' })).toThrow(bug);
});
