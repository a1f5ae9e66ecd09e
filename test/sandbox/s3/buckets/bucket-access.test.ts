import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const IRELAND = 'eu-west-1';

describe('the region of a bucket', () => {
  it('is in the headers of HeadBucket, also where it is refused', async () => {
    const practice = await practiceAccount();
    const { BucketRegion } = await practice.s3.send(new HeadBucketCommand({ Bucket: 'ledger-ready' }));
    expect(BucketRegion).toBe('us-east-1');
    const denied = await refusalOf(practice.as('intern').send(new HeadBucketCommand({ Bucket: 'ledger-ready' })));
    expect(denied).toMatchObject({ status: 403, headers: { 'x-amz-bucket-region': 'us-east-1' } });
    const elsewhere = await refusalOf(practice.s3.send(new HeadBucketCommand({ Bucket: 'backup-ireland' })));
    expect(elsewhere).toMatchObject({ status: 301, headers: { 'x-amz-bucket-region': IRELAND } });
    const foreign = await refusalOf(practice.s3.send(new HeadBucketCommand({ Bucket: 'partner-files' })));
    expect(foreign).toMatchObject({ status: 403, headers: { 'x-amz-bucket-region': 'us-east-1' } });
  });

  it('redirects a request that was addressed elsewhere', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.s3.send(new GetBucketVersioningCommand({ Bucket: 'backup-ireland' })))).toMatchObject({
      status: 301,
      code: 'PermanentRedirect',
      message:
        'The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint.',
      Endpoint: new URL(practice.endpoint).host,
      Bucket: 'backup-ireland',
      headers: { 'x-amz-bucket-region': IRELAND },
    });
    expect((await practice.as(practice.root, IRELAND).send(new GetBucketVersioningCommand({ Bucket: 'backup-ireland' }))).Status).toBe('Enabled');
  });

  it('is named where the bucket was addressed by its own host', async () => {
    const practice = await practiceAccount();
    const raw = { method: 'GET', path: '/', query: { versioning: '' }, headers: { host: `backup-ireland.localhost:${new URL(practice.endpoint).port}` } };
    const answer = await sendSigned(practice, raw);
    expect(answer.status).toBe(400);
    expect(answer.body).toContain(
      "<Code>AuthorizationHeaderMalformed</Code><Message>The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'</Message><Region>eu-west-1</Region>",
    );
    expect((await sendSigned(practice, raw, { region: IRELAND })).body).toContain('<Status>Enabled</Status>');
  });

  it('has no name where it is us-east-1', async () => {
    const { s3 } = await practiceAccount();
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'ledger-ready' }))).LocationConstraint).toBeUndefined();
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'backup-ireland' }))).LocationConstraint).toBe(IRELAND);
  });
});

describe('the owner of a bucket', () => {
  it.each([
    ['999988887777', 403, 'AccessDenied'],
    ['12345', 400, 'InvalidBucketOwnerAWSAccountID'],
  ])('who is expected to be %s is refused', async (ExpectedBucketOwner, status, code) => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new GetBucketVersioningCommand({ Bucket: 'ledger-ready', ExpectedBucketOwner })))).toMatchObject({ status, code });
  });

  it('who is another account lets nobody in', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new GetBucketVersioningCommand({ Bucket: 'partner-files' })))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message: 'Access Denied',
    });
  });
});

describe('what is not there', () => {
  it.each([
    ['NoSuchBucket', 'The specified bucket does not exist', new GetBucketVersioningCommand({ Bucket: 'nowhere' })],
    ['NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist', new GetBucketLifecycleConfigurationCommand({ Bucket: 'ledger-ready' })],
    ['ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket', new GetObjectLockConfigurationCommand({ Bucket: 'ledger-ready' })],
    ['ReplicationConfigurationNotFoundError', 'The replication configuration was not found', new GetBucketReplicationCommand({ Bucket: 'ledger-ready' })],
    ['NoSuchBucketPolicy', 'The bucket policy does not exist', new GetBucketPolicyCommand({ Bucket: 'ledger-ready' })],
  ])('is %s', async (code, message, command) => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(command as HeadBucketCommand))).toMatchObject({ status: 404, code, message });
  });
});
