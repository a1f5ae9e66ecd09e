import { describe, expect, test } from 'vitest';
import { inspectBucket, readLifecycleRules } from '../../../src/aws/buckets/bucket-inspection.js';
import { deleteLifecycle, putLifecycle, readLifecycle } from '../../../src/aws/buckets/bucket-lifecycle.js';
import { listBuckets } from '../../../src/aws/buckets/bucket-listing.js';
import { locateBucket } from '../../../src/aws/buckets/bucket-location.js';
import { putVersioning, readVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import type { BucketListing } from '../../../src/core/buckets/bucket-state.js';
import { mintOneTimeCode } from '../../../src/core/one-time-code.js';
import { type Answer, inTurn, s3Error, type Seen, serve, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

describe('listing buckets', () => {
  const page = (names: string[], token?: string) =>
    xml(
      200,
      `<ListAllMyBucketsResult><Buckets>${names.map((name) => `<Bucket><Name>${name}</Name><BucketRegion>eu-west-1</BucketRegion></Bucket>`).join('')}</Buckets>${token ? `<ContinuationToken>${token}</ContinuationToken>` : ''}</ListAllMyBucketsResult>`,
    );
  async function listed(answer: Answer, options?: { region?: string }): Promise<{ buckets: BucketListing[]; seen: Seen[] }> {
    const { url, seen } = await serve(answer);
    const buckets: BucketListing[] = [];
    for await (const bucket of listBuckets(await clientsOf(url), options)) buckets.push(bucket);
    return { buckets, seen };
  }

  test('asks page after page, with a page size, without which AWS leaves out the regions', async () => {
    const { buckets, seen } = await listed(inTurn(page(['a', 'b'], 'token 2'), page(['c'])));
    expect(buckets).toEqual(['a', 'b', 'c'].map((name) => ({ name, region: 'eu-west-1' })));
    expect(seen.map(({ url }) => url)).toEqual(['/?max-buckets=1000&x-id=ListBuckets', '/?continuation-token=token%202&max-buckets=1000&x-id=ListBuckets']);
  });

  test('of one region asks that region', async () => {
    const { seen } = await listed(page(['a']), { region: 'eu-west-1' });
    expect(seen[0]?.url).toContain('bucket-region=eu-west-1');
    expect(seen[0]?.headers.authorization).toContain('/eu-west-1/s3/');
  });

  test('fails where a server repeats itself for ever: what comes after would be missing from an audit', async () => {
    expect(await failureOf(listed(page(['a'], 'again')))).toMatchObject({ kind: 'unexpected-answer', exitCode: 3 });
  });

  test('of a server that says no regions leaves them unknown', async () => {
    const answer = xml(200, '<ListAllMyBucketsResult><Buckets><Bucket><Name>a</Name></Bucket></Buckets></ListAllMyBucketsResult>');
    expect((await listed(answer)).buckets).toEqual([{ name: 'a', region: null }]);
  });
});

describe('locating a bucket', () => {
  async function located(answer: Answer) {
    const { url } = await serve(answer);
    return locateBucket(await clientsOf(url), 'ledger');
  }
  const inIreland = { 'x-amz-bucket-region': 'eu-west-1' };

  test.each([200, 301, 400, 403])('reads the region from an answer with status %i', async (status) => {
    expect(await located(xml(status, '', inIreland))).toBe('eu-west-1');
  });

  test.each([200, 403])('leaves it unknown where the server does not say, with status %i', async (status) => {
    expect(await located(xml(status, ''))).toBeNull();
  });

  test('does not take nonsense for a region', async () => {
    expect(await located(xml(200, '', { 'x-amz-bucket-region': 'evil.example/' }))).toBeNull();
  });

  test('reports a bucket that is not there', async () => {
    const failure = await failureOf(located(xml(404, '')));
    expect(failure).toMatchObject({ kind: 'bucket-not-found', exitCode: 3, message: 'bucket `ledger` does not exist' });
  });

  test('reports a refusal that says nothing', async () => {
    expect(await failureOf(located(xml(400, '')))).toMatchObject({ kind: 'unexpected-answer' });
  });
});

describe('reading the versioning state', () => {
  async function state(body: string) {
    const { url, seen } = await serve(xml(200, body));
    return { state: await readVersioning(await clientsOf(url), 'ledger', null, '111122223333'), seen };
  }

  test.each([
    ['', { versioning: 'Unversioned', mfaDelete: 'Disabled' }],
    ['<Status>Enabled</Status>', { versioning: 'Enabled', mfaDelete: 'Disabled' }],
    ['<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>', { versioning: 'Enabled', mfaDelete: 'Enabled' }],
    ['<Status>Suspended</Status><MfaDelete>Disabled</MfaDelete>', { versioning: 'Suspended', mfaDelete: 'Disabled' }],
  ])('understands %s', async (elements, expected) => {
    expect((await state(`<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements}</VersioningConfiguration>`)).state).toEqual(expected);
  });

  test('wants the bucket to belong to the account it was told', async () => {
    expect((await state('<VersioningConfiguration/>')).seen[0]?.headers['x-amz-expected-bucket-owner']).toBe('111122223333');
  });

  test.each(['<Status>On</Status>', '<Status>Enabled</Status><MfaDelete>Maybe</MfaDelete>'])('does not take %s for "off"', async (elements) => {
    expect(await failureOf(state(`<VersioningConfiguration>${elements}</VersioningConfiguration>`))).toMatchObject({ kind: 'unexpected-answer' });
  });
});

describe('changing the versioning state', () => {
  const code = mintOneTimeCode('GAHT12345678', '314159');
  const change = { bucket: 'ledger', region: 'eu-west-1', expectedOwner: '111122223333', versioning: 'Suspended', mfaDelete: 'Enabled' } as const;

  test('sends both elements, the owner and the code, to the bucket’s region', async () => {
    const { url, seen } = await serve(xml(200, ''));
    expect(await putVersioning(await clientsOf(url), change, code)).toEqual({ requestId: 'REQUEST1' });
    expect(seen[0]).toMatchObject({
      method: 'PUT',
      url: '/ledger/?versioning=',
      headers: { 'x-amz-mfa': 'GAHT12345678 314159', 'x-amz-expected-bucket-owner': '111122223333', connection: 'close' },
    });
    expect(seen[0]?.headers.authorization).toContain('/eu-west-1/s3/');
    expect(seen[0]?.body).toContain('<Status>Suspended</Status>');
    expect(seen[0]?.body).toContain('<MfaDelete>Enabled</MfaDelete>');
  });

  test('names no owner where there are no accounts', async () => {
    const { url, seen } = await serve(xml(200, ''));
    await putVersioning(await clientsOf(url), { ...change, expectedOwner: null }, code);
    expect(seen[0]?.headers).not.toHaveProperty('x-amz-expected-bucket-owner');
  });
});

/** Answers by the first query key: `versioning`, `lifecycle`, …; HeadBucket has none. */
const byQuery =
  (answers: Record<string, Answer>): Answer =>
  (request, response) => {
    const name = request.url.split('?')[1]?.split(/[&=]/)[0] ?? 'head';
    (answers[name] ?? xml(501, ''))(request, response);
  };

const denied = s3Error(403, 'AccessDenied', 'Access Denied');
const plain: Record<string, Answer> = {
  head: xml(200, '', { 'x-amz-bucket-region': 'eu-west-1' }),
  versioning: xml(200, '<VersioningConfiguration/>'),
  lifecycle: s3Error(404, 'NoSuchLifecycleConfiguration', 'The lifecycle configuration does not exist'),
  'object-lock': s3Error(404, 'ObjectLockConfigurationNotFoundError', 'Object Lock configuration does not exist for this bucket'),
  replication: s3Error(404, 'ReplicationConfigurationNotFoundError', 'The replication configuration was not found'),
  policy: s3Error(404, 'NoSuchBucketPolicy', 'The bucket policy does not exist'),
};

describe('inspecting a bucket', () => {
  async function inspected(answers: Record<string, Answer>, owner: string | null = '111122223333') {
    const { url, seen } = await serve(byQuery({ ...plain, ...answers }));
    return { found: await inspectBucket(await clientsOf(url), 'ledger', { owner }), seen };
  }

  test('finds nothing on a plain bucket', async () => {
    expect((await inspected({})).found).toEqual({
      name: 'ledger',
      region: 'eu-west-1',
      state: { versioning: 'Unversioned', mfaDelete: 'Disabled' },
      lifecycleRules: { read: true, value: 0 },
      objectLock: { read: true, value: { enabled: false, defaultRetention: false } },
      replicationRules: { read: true, value: 0 },
      policy: { read: true, value: null },
    });
  });

  test('finds everything that bears on MFA Delete, disabled lifecycle rules too', async () => {
    const rule = (id: string, status: string) => `<Rule><ID>${id}</ID><Status>${status}</Status><Filter/><Expiration><Days>1</Days></Expiration></Rule>`;
    const { found } = await inspected({
      lifecycle: xml(200, `<LifecycleConfiguration>${rule('a', 'Enabled')}${rule('b', 'Disabled')}</LifecycleConfiguration>`),
      'object-lock': xml(200, '<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention><Mode>GOVERNANCE</Mode><Days>1</Days></DefaultRetention></Rule></ObjectLockConfiguration>'),
      replication: xml(200, '<ReplicationConfiguration><Role>r</Role><Rule><Status>Enabled</Status><Destination><Bucket>b</Bucket></Destination></Rule></ReplicationConfiguration>'),
      policy: (_request, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"Version":"2012-10-17"}'),
    });
    expect(found).toMatchObject({
      lifecycleRules: { read: true, value: 2 },
      objectLock: { read: true, value: { enabled: true, defaultRetention: true } },
      replicationRules: { read: true, value: 1 },
      policy: { read: true, value: '{"Version":"2012-10-17"}' },
    });
  });

  test('says what it may not read, and what the server does not offer', async () => {
    const { found } = await inspected({ lifecycle: denied, 'object-lock': s3Error(501, 'NotImplemented', ''), policy: xml(405, '') });
    expect(found).toMatchObject({
      lifecycleRules: { read: false, code: 'AccessDenied' },
      objectLock: { read: false, code: 'NotImplemented' },
      policy: { read: false, code: 'unexpected-answer' },
    });
  });

  test('does not take server trouble for an answer', async () => {
    const failure = await failureOf(inspected({ lifecycle: s3Error(400, 'ExpiredToken', 'The provided token has expired.') }));
    expect(failure.kind).toBe('expired-credentials');
  });

  test('reads in the region that was given, without looking it up', async () => {
    const { url, seen } = await serve(byQuery(plain));
    await inspectBucket(await clientsOf(url), 'ledger', { region: 'ap-south-1', owner: null });
    expect(seen.map(({ method }) => method)).not.toContain('HEAD');
    expect(seen[0]?.headers.authorization).toContain('/ap-south-1/');
  });

  test('tells a bucket of another account from one that may not be read', async () => {
    const versioning: Answer = (request, response) =>
      (request.headers['x-amz-expected-bucket-owner'] ? denied : xml(200, '<VersioningConfiguration/>'))(request, response);
    expect(await failureOf(inspected({ versioning }))).toMatchObject({ kind: 'bucket-not-owned', exitCode: 3, message: expect.stringContaining('111122223333') });
    expect(await failureOf(inspected({ versioning: denied }))).toMatchObject({ kind: 'access-denied' });
    expect(await failureOf(inspected({ versioning: denied }, null))).toMatchObject({ kind: 'access-denied' });
  });
});

describe('the lifecycle configuration', () => {
  const bucket = { name: 'ledger', region: null, expectedOwner: null };
  const rules = '<Rule><ID>old</ID><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status><NoncurrentVersionExpiration><NoncurrentDays>30</NoncurrentDays></NoncurrentVersionExpiration></Rule>';

  test('is put back as it was read, the default minimum size included', async () => {
    const size = { 'x-amz-transition-default-minimum-object-size': 'varies_by_storage_class' };
    const { url, seen } = await serve(inTurn(xml(200, `<LifecycleConfiguration>${rules}</LifecycleConfiguration>`, size), xml(204, ''), xml(200, '')));
    const clients = await clientsOf(url);
    const found = await readLifecycle(clients, bucket);
    expect(found?.transitionDefaultMinimumObjectSize).toBe('varies_by_storage_class');
    await deleteLifecycle(clients, bucket);
    if (found) await putLifecycle(clients, bucket, found);
    expect(seen.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'PUT']);
    expect(seen[2]?.headers).toMatchObject(size);
    expect(seen[2]?.body).toContain('<NoncurrentDays>30</NoncurrentDays>');
    expect(seen[2]?.body).toContain('<Prefix>logs/</Prefix>');
  });

  test('that is not there is null, and counts as no rules', async () => {
    const { url } = await serve(byQuery(plain));
    const clients = await clientsOf(url);
    expect(await readLifecycle(clients, bucket)).toBeNull();
    expect(await readLifecycleRules(clients, 'ledger', null)).toEqual({ read: true, value: 0 });
  });

  test('that may not be read is said to be so', async () => {
    const { url } = await serve(denied);
    expect(await readLifecycleRules(await clientsOf(url), 'ledger', null)).toEqual({ read: false, code: 'AccessDenied' });
  });
});
