import { ListMFADevicesCommand } from '@aws-sdk/client-iam';
import { GetObjectCommand, HeadBucketCommand, ListBucketsCommand, PutBucketVersioningCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { describe, expect, it, vi } from 'vitest';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { clientsOf, type SigningKey } from '../support/practice-clients.js';
import { NOON, practiceAccount, type PracticeFixture, refusalOf } from '../support/practice-fixture.js';
import { sendRaw, sendSigned } from '../support/signed-request.js';

const SIXTEEN_MINUTES = 16 * 60_000;

async function sessionOf(practice: PracticeFixture): Promise<SigningKey & { sessionToken: string }> {
  const { Credentials: session } = await clientsOf(practice, practice.root).sts.send(new GetSessionTokenCommand({}));
  return {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
}

describe('signatures', () => {
  it.each([...hostileKeys, 'a//b', 'trailing/', '..', '%', "!'()*~;:@&=$,"])('hold for the key %j', async (key) => {
    const { s3 } = await practiceAccount();
    await s3.send(new PutObjectCommand({ Bucket: 'ledger-ready', Key: key, Body: `body of ${key}` }));
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'ledger-ready', Key: key }));
    expect(await Body?.transformToString()).toBe(`body of ${key}`);
  });

  it('made with another secret are refused by S3, which shows what it signed', async () => {
    const practice = await practiceAccount();
    const s3 = practice.as({ ...practice.root, secretAccessKey: 'x'.repeat(40) });
    const refusal = await refusalOf(s3.send(new ListBucketsCommand({ MaxBuckets: 1 })));
    expect(refusal).toMatchObject({
      status: 403,
      code: 'SignatureDoesNotMatch',
      message: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      AWSAccessKeyId: practice.root.accessKeyId,
      SignatureProvided: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      StringToSign: expect.stringMatching(/^AWS4-HMAC-SHA256\n20260304T120002Z\n20260304\/us-east-1\/s3\/aws4_request\n/) as string,
      StringToSignBytes: expect.stringMatching(/^41 57 53 34 /) as string,
      CanonicalRequest: expect.stringMatching(/^GET\n\/\nmax-buckets=1&x-id=ListBuckets\n/) as string,
      CanonicalRequestBytes: expect.stringMatching(/^47 45 54 0a /) as string,
    });
  });

  it('made with another secret are refused by IAM and STS in their own words', async () => {
    const practice = await practiceAccount();
    const { iam, sts } = clientsOf(practice, { ...practice.root, secretAccessKey: 'x'.repeat(40) });
    for (const call of [iam.send(new ListMFADevicesCommand({})), sts.send(new GetCallerIdentityCommand({}))]) {
      expect(await refusalOf(call)).toMatchObject({
        status: 403,
        code: 'SignatureDoesNotMatch',
        message: expect.stringContaining('Check your AWS Secret Access Key and signing method.') as string,
      });
    }
  });

  it('do not hold once anything that was signed changes', async () => {
    const practice = await practiceAccount();
    const client = practice.as(practice.root);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { path: string }).path = '/payments-protected';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'elsewhere' },
    );
    expect(await refusalOf(client.send(new HeadBucketCommand({ Bucket: 'ledger-ready' })))).toMatchObject({ status: 403 });
  });

  it('must cover every x-amz- header', async () => {
    const practice = await practiceAccount();
    const client = practice.as(practice.root);
    client.middlewareStack.add(
      (next) => (args) => {
        (args.request as { headers: Record<string, string> }).headers['x-amz-mfa'] = 'serial 123456';
        return next(args);
      },
      { step: 'finalizeRequest', priority: 'low', name: 'unsigned-header' },
    );
    const command = new PutBucketVersioningCommand({ Bucket: 'ledger-ready', VersioningConfiguration: { Status: 'Enabled' } });
    expect(await refusalOf(client.send(command))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'There were headers present in the request which were not signed',
      HeadersNotSigned: 'x-amz-mfa',
    });
  });

  it('must fit the body', async () => {
    const practice = await practiceAccount();
    const body = '<VersioningConfiguration><Status>Suspended</Status></VersioningConfiguration>';
    const answer = await sendSigned(practice, { method: 'PUT', path: '/ledger-ready', query: { versioning: '' }, body }, { contentSha256: 'a'.repeat(64) });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain("<Code>XAmzContentSHA256Mismatch</Code><Message>The provided 'x-amz-content-sha256' header does not match what was computed.</Message>");
  });

  it('may leave the body out, as UNSIGNED-PAYLOAD', async () => {
    const practice = await practiceAccount();
    const raw = { method: 'PUT', path: '/ledger-ready/unsigned', body: 'free' };
    expect((await sendSigned(practice, raw, { contentSha256: 'UNSIGNED-PAYLOAD' })).status).toBe(200);
    expect((await sendSigned(practice, { method: 'GET', path: '/ledger-ready/unsigned' })).body).toBe('free');
  });
});

describe('clocks', () => {
  it.each([SIXTEEN_MINUTES, -SIXTEEN_MINUTES])('that are %i ms apart are refused by S3, with both times', async (apart) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method: 'GET', path: '/' }, { date: new Date(NOON + apart) });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain('<Code>RequestTimeTooSkewed</Code><Message>The difference between the request time and the current time is too large.</Message>');
    expect(answer.body).toContain(`<RequestTime>${apart > 0 ? '20260304T121602Z' : '20260304T114402Z'}</RequestTime>`);
    expect(answer.body).toContain('<ServerTime>2026-03-04T12:00:02Z</ServerTime><MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>');
    expect(answer.headers['date']).toBe('Wed, 04 Mar 2026 12:00:02 GMT');
  });

  it.each([
    [-SIXTEEN_MINUTES, 'Signature expired: 20260304T114402Z is now earlier than 20260304T114502Z (20260304T120002Z - 15 min.)'],
    [SIXTEEN_MINUTES, 'Signature not yet current: 20260304T121602Z is still later than 20260304T121502Z (20260304T120002Z + 15 min.)'],
  ])('that are %i ms apart are refused by STS', async (apart, message) => {
    const practice = await practiceAccount();
    const raw = {
      method: 'POST',
      path: '/',
      body: 'Action=GetCallerIdentity&Version=2011-06-15',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    };
    const answer = await sendSigned(practice, raw, { service: 'sts', date: new Date(NOON + apart) });
    expect(answer.status).toBe(403);
    expect(answer.body).toContain(`<Code>SignatureDoesNotMatch</Code><Message>${message}</Message>`);
  });

  it('that differ by fourteen minutes are good enough', async () => {
    const practice = await practiceAccount();
    const date = new Date(NOON - 14 * 60_000);
    expect((await sendSigned(practice, { method: 'GET', path: '/' }, { date })).status).toBe(200);
  });

  it('of client and account are brought together by the SDK, because answers carry the account’s date', async () => {
    const practice = await practiceAccount({ faults: [{ name: 'clock-skew', amount: 7200, operation: null }] });
    await refusalOf(practice.s3.send(new ListBucketsCommand({ MaxBuckets: 1 })));
    const { Buckets } = await practice.s3.send(new ListBucketsCommand({ MaxBuckets: 1 }));
    expect(Buckets).toHaveLength(1);
  });
});

describe('keys', () => {
  it('that nobody has are refused', async () => {
    const practice = await practiceAccount();
    const stranger = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'x'.repeat(40) };
    const { s3, sts } = clientsOf(practice, stranger);
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({
      status: 403,
      code: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
      AWSAccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    });
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      status: 403,
      code: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
    });
  });

  it('of a session work with their token, until it expires', async () => {
    const practice = await practiceAccount();
    const session = await sessionOf(practice);
    const { s3, sts } = clientsOf(practice, session);
    await s3.send(new ListBucketsCommand({}));
    vi.setSystemTime(NOON + 3_600_000);
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({
      status: 400,
      code: 'ExpiredToken',
      message: 'The provided token has expired.',
    });
    expect(await refusalOf(sts.send(new GetCallerIdentityCommand({})))).toMatchObject({
      status: 403,
      code: 'ExpiredToken',
      message: 'The security token included in the request is expired',
    });
  });

  it('of a session are unknown without their token, and refuse another', async () => {
    const practice = await practiceAccount();
    const { accessKeyId, secretAccessKey } = await sessionOf(practice);
    const bare = practice.as({ accessKeyId, secretAccessKey });
    expect(await refusalOf(bare.send(new ListBucketsCommand({})))).toMatchObject({ status: 403, code: 'InvalidAccessKeyId' });
    const wrong = practice.as({ accessKeyId, secretAccessKey, sessionToken: 'garbage' });
    expect(await refusalOf(wrong.send(new ListBucketsCommand({})))).toMatchObject({
      status: 400,
      code: 'InvalidToken',
      message: 'The provided token is malformed or otherwise invalid.',
    });
  });
});

describe('requests that are not signed with SigV4 in a header', () => {
  it('are denied where they are anonymous, in the envelope of the service they seem to be for', async () => {
    const { endpoint } = await practiceAccount();
    const s3 = await sendRaw(endpoint, { method: 'GET', path: '/' });
    expect(s3.status).toBe(403);
    expect(s3.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?><Error><Code>AccessDenied<\/Code><Message>Access Denied<\/Message><RequestId>/);
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sts = await sendRaw(endpoint, { method: 'POST', path: '/', headers, body: 'Action=GetCallerIdentity&Version=2011-06-15' });
    expect(sts.status).toBe(403);
    expect(sts.body).toContain('<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>MissingAuthenticationToken</Code>');
  });

  it.each([
    ['signature version 2', { authorization: 'AWS AKIAIOSFODNN7EXAMPLE:c2lnbmF0dXJl' }, {}, 400, 'InvalidRequest'],
    ['SigV4A', { authorization: 'AWS4-ECDSA-P256-SHA256 Credential=a' }, {}, 501, 'NotImplemented'],
    ['a presigned URL', {}, { 'X-Amz-Algorithm': 'AWS4-HMAC-SHA256' }, 501, 'NotImplemented'],
    ['nonsense', { authorization: 'AWS4-HMAC-SHA256 nonsense' }, {}, 400, 'AuthorizationHeaderMalformed'],
  ])('are refused: %s', async (_title, headers, query, status, code) => {
    const { endpoint } = await practiceAccount();
    const answer = await sendRaw(endpoint, { method: 'GET', path: '/', headers, query });
    expect(answer.status).toBe(status);
    expect(answer.body).toContain(`<Code>${code}</Code>`);
  });
});

describe('answers', () => {
  it('carry the ids of AWS, the same in headers and body', async () => {
    const { endpoint } = await practiceAccount();
    const { headers, body } = await sendRaw(endpoint, { method: 'GET', path: '/' });
    expect(headers['x-amz-request-id']).toMatch(/^[0-9A-F]{16}$/);
    expect(body).toContain(`<RequestId>${String(headers['x-amz-request-id'])}</RequestId><HostId>${String(headers['x-amz-id-2'])}</HostId>`);
  });

  it('of IAM and STS carry a UUID', async () => {
    const practice = await practiceAccount();
    const { $metadata } = await clientsOf(practice, practice.root).sts.send(new GetCallerIdentityCommand({}));
    expect($metadata.requestId).toMatch(/^[0-9a-f]{8}-/);
  });
});
