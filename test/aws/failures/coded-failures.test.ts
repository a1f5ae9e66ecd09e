import { describe, expect, test } from 'vitest';
import { putVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import { mintOneTimeCode } from '../../../src/core/one-time-code.js';
import { type Answer, hangUp, html, s3Error, serve, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const serialNumber = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const code = mintOneTimeCode(serialNumber, '314159');
const change = { bucket: 'ledger', region: 'us-east-1', expectedOwner: '111122223333', versioning: 'Enabled', mfaDelete: 'Enabled' } as const;

async function putting(answer: Answer) {
  const { url, seen } = await serve(answer);
  const failure = await failureOf(putVersioning(await clientsOf(url), change, code));
  return { failure, seen };
}

const invalidRequest = s3Error(400, 'InvalidRequest', 'DevPay and Mfa are mutually exclusive authorization methods.');
const notOwner = s3Error(400, 'NotDeviceOwnerError', `The device with serial number ${serialNumber} that generated token 314159 is not owned by the authenticated user`);
const malformedHeader = s3Error(400, 'InvalidArgument', 'Mfa header is invalid -- the header should be formatted as {serialNumber}(space){tokenCode}', {
  ArgumentName: 'x-amz-mfa',
  ArgumentValue: `${serialNumber} 314159`,
});

describe('what AWS answers to a request with a code decides what happens next', () => {
  test.each([
    ['a session token', invalidRequest, 'session-credentials'],
    ['a device of somebody else', notOwner, 'device-not-owned'],
    ['a device that is not active', s3Error(400, 'DeviceNotActiveError', 'The device is not currently active.'), 'no-code-device'],
    ['a header it does not understand', malformedHeader, 'invalid-serial'],
    ['a wrong, late or used code', s3Error(400, 'TokenCodeInvalidError', 'The serial number and/or token code you provided is not valid.'), 'code-refused'],
    ['an IAM user', s3Error(403, 'AccessDenied', 'This operation may only be performed by the bucket owner'), 'not-root'],
    ['a code that it did not see', s3Error(403, 'AccessDenied', 'Mfa Authentication must be used for this request'), 'code-refused'],
    ['a lifecycle configuration in the way', s3Error(409, 'InvalidBucketState', 'Mfa Authentication is not supported on a bucket with lifecycle configuration. Delete lifecycle configuration before enabling Mfa Authentication.'), 'bucket-state'],
    ['Object Lock in the way', s3Error(409, 'InvalidBucketState', 'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.'), 'bucket-state'],
    ['a change under way', s3Error(409, 'OperationAborted', 'A conflicting conditional operation is currently in progress'), 'conflict'],
    ['no such bucket', s3Error(404, 'NoSuchBucket', 'The specified bucket does not exist'), 'bucket-not-found'],
    ['a skewed clock', s3Error(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'), 'clock-skew'],
    ['an unknown key', s3Error(403, 'InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.'), 'unknown-access-key'],
    ['a deny of a service control policy', s3Error(403, 'AccessDenied', 'User: arn:aws:iam::111122223333:root is not authorized to perform: s3:PutBucketVersioning with an explicit deny in a service control policy'), 'access-denied'],
    ['a malformed request', s3Error(400, 'MalformedXML', 'The XML you provided was not well-formed or did not validate against our published schema'), 'unexpected-answer'],
    ['a server that cannot do it', s3Error(501, 'NotImplemented', 'MFA delete is not supported.'), 'unexpected-answer'],
    ['a refusal nobody has described', s3Error(400, 'SomethingNew', 'Surprise'), 'code-refused'],
    ['the bare AccessDenied of Ceph', s3Error(403, 'AccessDenied', ''), 'code-refused'],
    ['a refusal without a body', xml(403, ''), 'code-refused'],
  ] as const)('%s', async (_name, answer, kind) => {
    const { failure, seen } = await putting(answer);
    expect(failure.kind).toBe(kind);
    expect(seen).toHaveLength(1);
  });

  test.each([
    ['the connection ended', hangUp],
    ['the server had an internal error', s3Error(500, 'InternalError', 'We encountered an internal error. Please try again.')],
    ['the server wants fewer requests', s3Error(503, 'SlowDown', 'Please reduce your request rate.')],
    ['a gateway answered in its place', html(502)],
    ['a web page came instead', html(200)],
  ] as const)('where %s, it may have been carried out, and it is not sent again', async (_name, answer) => {
    const { failure, seen } = await putting(answer);
    expect(failure).toMatchObject({ kind: 'lost-answer', exitCode: 3 });
    expect(seen).toHaveLength(1);
  });

  test('a server that refuses the connection was certainly not asked', async () => {
    const { url, stop } = await serve(hangUp);
    await stop();
    const failure = await failureOf(putVersioning(await clientsOf(url), change, code));
    expect(failure).toMatchObject({ kind: 'network', message: expect.stringContaining('ECONNREFUSED') });
  });

  test('a host without an address was certainly not asked', async () => {
    const failure = await failureOf(putVersioning(await clientsOf('https://s3.invalid'), change, code));
    expect(failure.kind).toBe('network');
  });
});

describe('a refusal that may be about a permission', () => {
  const asked = 'iam:user is not authorized to perform: s3:PutBucketVersioning on resource: "arn:aws:s3:::ledger" because no identity-based policy allows the s3:PutBucketVersioning action';

  test('is one where AWS says so', async () => {
    const { failure } = await putting(s3Error(403, 'AccessDenied', `User: arn:aws:iam::111122223333:${asked}`));
    expect(failure).toMatchObject({ kind: 'access-denied', exitCode: 3, message: expect.not.stringContaining('code') });
  });

  test.each(['Access Denied', ''])('names both readings where AWS says “%s”, and what to look at next', async (message) => {
    const { failure } = await putting(s3Error(403, 'AccessDenied', message));
    expect(failure.kind).toBe('code-refused');
    expect(failure.message).toMatch(/refused s3:PutBucketVersioning on `ledger` \(AccessDenied\): because of the MFA code, or because it is not permitted; the answer does not say which$/);
    expect(failure.hints.at(-1)).toMatch(/^if a fresh code is refused as well, .*`aws s3api get-bucket-policy --bucket ledger --endpoint-url http:\/\/127\.0\.0\.1:\d+`$/);
  });

  test('is about the code where AWS says so', async () => {
    const { failure } = await putting(s3Error(403, 'AccessDenied', 'Mfa Authentication must be used for this request'));
    expect(failure.message).toContain('most likely because of the MFA code');
  });
});

describe('no message holds the code', () => {
  test.each([
    ['a device of somebody else', notOwner],
    ['a header it does not understand', malformedHeader],
    ['a refusal that echoes it', s3Error(400, 'SomethingNew', 'token 314159 is bad')],
  ] as const)('%s', async (_name, answer) => {
    const { failure } = await putting(answer);
    const everything = JSON.stringify([failure.message, failure.hints, failure.aws, failure.cause, failure.stack]);
    expect(everything).not.toContain('314159');
  });
});

describe('why a session token cannot carry a code', () => {
  test.each([
    ['CloudShell', { AWS_EXECUTION_ENV: 'CloudShell' }, /CloudShell has no others/],
    ['aws-vault', { AWS_VAULT: 'prod' }, /aws-vault exec --no-session/],
    ['nothing known', {}, /CloudShell, `aws login`, `aws-vault`.*get-session-token/],
  ] as const)('is said with where it came from: %s', async (_name, env, said) => {
    const { url } = await serve(invalidRequest);
    const failure = await failureOf(putVersioning(await clientsOf(url, { env }), change, code));
    expect(failure.hints[0]).toMatch(said);
    expect(failure.hints[0]).toContain('DevPay and Mfa are mutually exclusive');
    expect(failure.hints.at(-1)).toContain('--profile');
  });
});
