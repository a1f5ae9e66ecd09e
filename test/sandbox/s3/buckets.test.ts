import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketLifecycleConfigurationCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../support/practice-fixture.js';
import { sendSigned } from '../support/signed-request.js';

const IRELAND = 'eu-west-1';

describe('ListBuckets', () => {
  it('names regions only where the request has a parameter', async () => {
    const { s3 } = await practiceAccount();
    const bare = await s3.send(new ListBucketsCommand({}));
    expect(bare.Buckets?.some(({ BucketRegion }) => BucketRegion !== undefined)).toBe(false);
    const paged = await s3.send(new ListBucketsCommand({ MaxBuckets: 1000 }));
    expect(paged.Buckets?.find(({ Name }) => Name === 'backup-ireland')?.BucketRegion).toBe(IRELAND);
  });

  it('lists the signer’s own account alone, by name', async () => {
    const { s3 } = await practiceAccount();
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({}));
    const names = Buckets.map(({ Name }) => Name ?? '');
    expect(names).toEqual([...names].sort());
    expect(names).not.toContain('partner-files');
  });

  it('goes on from its token, with prefix and region', async () => {
    const practice = await practiceAccount({ buckets: 25 });
    const names: string[] = [];
    let ContinuationToken: string | undefined;
    let pages = 0;
    do {
      const page = await practice.s3.send(new ListBucketsCommand({ MaxBuckets: 10, ContinuationToken }));
      names.push(...(page.Buckets ?? []).map(({ Name }) => Name ?? ''));
      ({ ContinuationToken } = page);
      pages += 1;
    } while (ContinuationToken !== undefined);
    const { Buckets = [] } = await practice.s3.send(new ListBucketsCommand({}));
    expect(names).toEqual(Buckets.map(({ Name }) => Name));
    expect(pages).toBe(Math.ceil(names.length / 10));
    const ireland = await practice.as(practice.root, IRELAND).send(new ListBucketsCommand({ BucketRegion: IRELAND }));
    expect(ireland.Buckets?.map(({ Name }) => Name)).toContain('backup-ireland');
    expect(ireland.Buckets?.every(({ BucketRegion }) => BucketRegion === IRELAND)).toBe(true);
    const prefixed = await practice.s3.send(new ListBucketsCommand({ Prefix: 'ledger' }));
    expect(prefixed.Buckets?.map(({ Name }) => Name)).toEqual(['ledger-ready']);
  });

  it('must be paged in an account of more than ten thousand', async () => {
    const { s3 } = await practiceAccount({ buckets: 10_000 });
    expect(await refusalOf(s3.send(new ListBucketsCommand({})))).toMatchObject({ status: 400, code: 'InvalidRequest' });
    const { Buckets, ContinuationToken } = await s3.send(new ListBucketsCommand({ MaxBuckets: 10_000 }));
    expect([Buckets?.length, ContinuationToken !== undefined]).toEqual([10_000, true]);
  });

  it('refuses what is no region, no count and no token', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new ListBucketsCommand({ BucketRegion: 'eu-east-1' })))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'Argument value eu-east-1 is not a valid AWS Region',
      ArgumentName: 'bucket-region',
    });
    for (const input of [{ BucketRegion: IRELAND }, { MaxBuckets: 0 }, { MaxBuckets: 10_001 }, { ContinuationToken: '!' }]) {
      expect(await refusalOf(s3.send(new ListBucketsCommand(input)))).toMatchObject({ status: 400, code: 'InvalidArgument' });
    }
  });

  it('has a permission that is not about one bucket', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.as('intern').send(new ListBucketsCommand({})))).toMatchObject({
      status: 403,
      code: 'AccessDenied',
      message:
        'User: arn:aws:iam::111122223333:user/intern is not authorized to perform: s3:ListAllMyBuckets because no identity-based policy allows the s3:ListAllMyBuckets action',
    });
  });
});

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

describe('configurations', () => {
  it('of replication and policy are given back', async () => {
    const { s3 } = await practiceAccount();
    const { ReplicationConfiguration } = await s3.send(new GetBucketReplicationCommand({ Bucket: 'replicated-source' }));
    expect(ReplicationConfiguration?.Rules).toMatchObject([{ ID: 'everything', Status: 'Enabled', Priority: 1 }]);
    const { Policy } = await s3.send(new GetBucketPolicyCommand({ Bucket: 'strict-policy' }));
    expect(JSON.parse(Policy ?? '')).toMatchObject({ Version: '2012-10-17' });
  });

  it('of a lifecycle come back as they were put, with an id for each rule', async () => {
    const { s3 } = await practiceAccount();
    const Rules = [
      { ID: 'old & <gone>', Status: 'Enabled', Filter: { Prefix: 'logs/' }, NoncurrentVersionExpiration: { NoncurrentDays: 30, NewerNoncurrentVersions: 3 } },
      { Status: 'Disabled', Filter: { Prefix: '' }, Transitions: [{ Days: 30, StorageClass: 'STANDARD_IA' }, { Days: 90, StorageClass: 'GLACIER' }] },
    ] as const;
    await s3.send(
      new PutBucketLifecycleConfigurationCommand({
        Bucket: 'ledger-ready',
        TransitionDefaultMinimumObjectSize: 'varies_by_storage_class',
        LifecycleConfiguration: { Rules: [Rules[0], { ...Rules[1], Transitions: [...Rules[1].Transitions] }] },
      }),
    );
    const read = await s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'ledger-ready' }));
    expect(read.Rules).toEqual([Rules[0], { ...Rules[1], ID: expect.stringMatching(/.{20}/) as string }]);
    expect(read.TransitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket: 'ledger-ready' }));
    expect(await refusalOf(s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: 'ledger-ready' })))).toMatchObject({ status: 404 });
  });

  it('of a lifecycle are refused where MFA Delete is on', async () => {
    const { s3 } = await practiceAccount();
    const Rules = [{ Status: 'Enabled' as const, Filter: { Prefix: '' }, Expiration: { Days: 1 } }];
    expect(
      await refusalOf(s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket: 'payments-protected', LifecycleConfiguration: { Rules } }))),
    ).toMatchObject({ status: 409, code: 'InvalidBucketState', headers: { 'x-practice-account-unverified': expect.any(String) as string } });
  });

  it.each([
    ['without a rule', '<LifecycleConfiguration/>'],
    ['without a status', '<LifecycleConfiguration><Rule><Expiration><Days>1</Days></Expiration></Rule></LifecycleConfiguration>'],
    ['without an action', '<LifecycleConfiguration><Rule><Status>Enabled</Status></Rule></LifecycleConfiguration>'],
    ['with a document type', '<!DOCTYPE a [<!ENTITY b "c">]><LifecycleConfiguration/>'],
  ])('of a lifecycle are malformed %s', async (_title, body) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, { method: 'PUT', path: '/ledger-ready', query: { lifecycle: '' }, body });
    expect(answer.body).toContain('<Code>MalformedXML</Code>');
  });
});

describe('making and deleting buckets', () => {
  it('works in the region that was signed for', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(new CreateBucketCommand({ Bucket: 'brand-new' }));
    expect((await practice.s3.send(new HeadBucketCommand({ Bucket: 'brand-new' }))).BucketRegion).toBe('us-east-1');
    const configuration = { CreateBucketConfiguration: { LocationConstraint: IRELAND } } as const;
    await practice.as(practice.root, IRELAND).send(new CreateBucketCommand({ Bucket: 'brand-new-too', ...configuration }));
    expect(practice.account.buckets.find('brand-new-too')?.region).toBe(IRELAND);
    expect(await refusalOf(practice.s3.send(new CreateBucketCommand({ Bucket: 'third', ...configuration })))).toMatchObject({
      status: 400,
      code: 'IllegalLocationConstraintException',
      message: 'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
  });

  it('turns versioning on where Object Lock is', async () => {
    const { s3 } = await practiceAccount();
    await s3.send(new CreateBucketCommand({ Bucket: 'brand-new', ObjectLockEnabledForBucket: true }));
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket: 'brand-new' }))).Status).toBe('Enabled');
  });

  it.each([
    ['partner-files', 409, 'BucketAlreadyExists'],
    ['Capitals', 400, 'InvalidBucketName'],
    ['192.0.2.1', 400, 'InvalidBucketName'],
    ['two..dots', 400, 'InvalidBucketName'],
    ['alias-s3alias', 400, 'InvalidBucketName'],
  ])('refuses the name %s', async (Bucket, status, code) => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new CreateBucketCommand({ Bucket })))).toMatchObject({ status, code });
  });

  it('says of one’s own bucket that it is there, except in us-east-1', async () => {
    const practice = await practiceAccount();
    await practice.s3.send(new CreateBucketCommand({ Bucket: 'ledger-ready' }));
    const again = new CreateBucketCommand({ Bucket: 'backup-ireland', CreateBucketConfiguration: { LocationConstraint: IRELAND } });
    expect(await refusalOf(practice.as(practice.root, IRELAND).send(again))).toMatchObject({ status: 409, code: 'BucketAlreadyOwnedByYou' });
  });

  it('deletes only what is empty of versions', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new DeleteBucketCommand({ Bucket: 'ledger-ready' })))).toMatchObject({
      status: 409,
      code: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty. You must delete all versions in the bucket.',
    });
    await s3.send(new DeleteBucketCommand({ Bucket: 'uploads-unversioned' }));
    expect(await refusalOf(s3.send(new PutObjectCommand({ Bucket: 'uploads-unversioned', Key: 'a', Body: 'a' })))).toMatchObject({
      status: 404,
      code: 'NoSuchBucket',
    });
  });
});
