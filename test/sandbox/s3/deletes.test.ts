import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { practiceAccount, type PracticeFixture, refusalOf } from '../support/practice-fixture.js';
import { sendSigned } from '../support/signed-request.js';

const PROTECTED = 'payments-protected';
const READY = 'ledger-ready';

async function write(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: key }));
  return VersionId ?? '';
}

async function versionsOf({ s3 }: PracticeFixture, bucket: string, prefix: string): Promise<{ id: string; marker: boolean; latest: boolean }[]> {
  const { Versions = [], DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix }));
  const entry = (marker: boolean) => (each: { VersionId?: string | undefined; IsLatest?: boolean | undefined }) => ({
    id: each.VersionId ?? '',
    marker,
    latest: each.IsLatest ?? false,
  });
  return [...DeleteMarkers.map(entry(true)), ...Versions.map(entry(false))];
}

const mfaRequired = { status: 403, code: 'AccessDenied', message: 'Mfa Authentication must be used for this request' };

describe('DeleteObject', () => {
  it('makes a delete marker without a code, also where MFA Delete is on', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const { DeleteMarker, VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    expect(DeleteMarker).toBe(true);
    expect(await versionsOf(practice, PROTECTED, 'new')).toEqual([
      { id: VersionId, marker: true, latest: true },
      { id, marker: false, latest: false },
    ]);
  });

  it('refuses to remove a version, or a delete marker, without a code', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const { VersionId: marker } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    for (const VersionId of [id, marker, 'null']) {
      const command = new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId });
      expect(await refusalOf(practice.s3.send(command))).toMatchObject(mfaRequired);
      expect(await refusalOf(practice.as('admin').send(command))).toMatchObject(mfaRequired);
    }
    expect(await versionsOf(practice, PROTECTED, 'new')).toHaveLength(2);
  });

  it('removes a version with a code, and says 204', async () => {
    const practice = await practiceAccount();
    const older = await write(practice.s3, PROTECTED, 'new');
    const newer = await write(practice.s3, PROTECTED, 'new');
    const command = new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId: newer, MFA: practice.mfa() });
    const { VersionId, DeleteMarker, $metadata } = await practice.s3.send(command);
    expect({ VersionId, DeleteMarker, status: $metadata.httpStatusCode }).toEqual({ VersionId: newer, DeleteMarker: undefined, status: 204 });
    expect(await versionsOf(practice, PROTECTED, 'new')).toEqual([{ id: older, marker: false, latest: true }]);
  });

  it('brings the object back when its delete marker is removed', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, PROTECTED, 'new');
    const { VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    const removed = await practice.s3.send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId, MFA: practice.mfa() }));
    expect(removed).toMatchObject({ VersionId, DeleteMarker: true });
    const { Body } = await practice.s3.send(new GetObjectCommand({ Bucket: PROTECTED, Key: 'new' }));
    expect(await Body?.transformToString()).toBe('new');
  });

  it('fails on a wrong code even where it needs none', async () => {
    const practice = await practiceAccount();
    const used = practice.mfa();
    await practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'nothing', MFA: used }));
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt', MFA: used });
    expect(await refusalOf(practice.s3.send(command))).toMatchObject({ status: 400, code: 'TokenCodeInvalidError' });
    expect(await versionsOf(practice, READY, 'readme.txt')).toHaveLength(1);
  });

  it('does not let an IAM user remove a version with a code of their own', async () => {
    const practice = await practiceAccount();
    const id = await write(practice.s3, PROTECTED, 'new');
    const MFA = practice.mfa('arn:aws:iam::111122223333:mfa/admin');
    expect(await refusalOf(practice.as('admin').send(new DeleteObjectCommand({ Bucket: PROTECTED, Key: 'new', VersionId: id, MFA })))).toMatchObject({
      status: 403,
      message: 'This operation may only be performed by the bucket owner',
    });
  });

  it('refuses a version id that the bucket never gave out', async () => {
    const practice = await practiceAccount();
    const elsewhere = await write(practice.s3, PROTECTED, 'new');
    for (const VersionId of ['nonsense', elsewhere]) {
      expect(await refusalOf(practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'new', VersionId })))).toMatchObject({
        status: 400,
        code: 'InvalidArgument',
        message: 'Invalid version id specified',
        ArgumentName: 'versionId',
        ArgumentValue: VersionId,
      });
    }
  });

  it('says 204 again for a version that is gone', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, READY, 'new');
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'new', VersionId });
    await practice.s3.send(command);
    expect((await practice.s3.send(command)).$metadata.httpStatusCode).toBe(204);
  });

  it('takes the null version away for good where versioning is suspended, without a code', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, 'vault-suspended', 'new');
    expect(await versionsOf(practice, 'vault-suspended', 'new')).toEqual([{ id: 'null', marker: false, latest: true }]);
    await practice.s3.send(new DeleteObjectCommand({ Bucket: 'vault-suspended', Key: 'new' }));
    expect(await versionsOf(practice, 'vault-suspended', 'new')).toEqual([{ id: 'null', marker: true, latest: true }]);
  });

  it('leaves nothing behind in a bucket that was never versioned', async () => {
    const practice = await practiceAccount();
    await write(practice.s3, 'uploads-unversioned', 'new');
    const { VersionId, DeleteMarker } = await practice.s3.send(new DeleteObjectCommand({ Bucket: 'uploads-unversioned', Key: 'new' }));
    expect([VersionId, DeleteMarker]).toEqual([undefined, undefined]);
    expect(await versionsOf(practice, 'uploads-unversioned', 'new')).toEqual([]);
  });
});

describe('Object Lock', () => {
  const locked = { status: 403, code: 'AccessDenied', message: 'Access Denied because object protected by object lock.' };

  it('keeps a version until its time is over, and lets who may bypass governance', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, 'evidence-locked', 'new');
    const named = { Bucket: 'evidence-locked', Key: 'new', VersionId };
    expect(await refusalOf(practice.s3.send(new DeleteObjectCommand(named)))).toMatchObject(locked);
    await practice.s3.send(new DeleteObjectCommand({ ...named, BypassGovernanceRetention: true }));
    const other = await write(practice.s3, 'evidence-locked', 'other');
    vi.setSystemTime(Date.now() + 31 * 86_400_000);
    await practice.s3.send(new DeleteObjectCommand({ ...named, Key: 'other', VersionId: other }));
    expect(await versionsOf(practice, 'evidence-locked', 'new')).toEqual([]);
    expect(await versionsOf(practice, 'evidence-locked', 'other')).toEqual([]);
  });

  it('is not bypassed in compliance mode, nor on a legal hold', async () => {
    const practice = await practiceAccount();
    const compliance = await practice.s3.send(
      new PutObjectCommand({
        Bucket: 'evidence-locked',
        Key: 'compliance',
        Body: 'kept',
        ObjectLockMode: 'COMPLIANCE',
        ObjectLockRetainUntilDate: new Date(Date.now() + 86_400_000),
      }),
    );
    const hold = await practice.s3.send(
      new PutObjectCommand({ Bucket: 'evidence-locked', Key: 'hold', Body: 'kept', ObjectLockLegalHoldStatus: 'ON' }),
    );
    for (const [Key, VersionId] of [['compliance', compliance.VersionId], ['hold', hold.VersionId]]) {
      const command = new DeleteObjectCommand({ Bucket: 'evidence-locked', Key, VersionId, BypassGovernanceRetention: true });
      expect(await refusalOf(practice.s3.send(command))).toMatchObject(locked);
    }
  });

  it('is not there to be bypassed on other buckets', async () => {
    const practice = await practiceAccount();
    const command = new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt', BypassGovernanceRetention: true });
    expect(await refusalOf(practice.s3.send(command))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.',
    });
  });
});

describe('DeleteObjects', () => {
  const remove = (Bucket: string, Objects: { Key: string; VersionId?: string }[], more: { MFA?: string; Quiet?: boolean } = {}) =>
    new DeleteObjectsCommand({ Bucket, Delete: { Objects, Quiet: more.Quiet ?? false }, ...(more.MFA !== undefined && { MFA: more.MFA }) });

  it('removes a thousand versions with one code', async () => {
    const practice = await practiceAccount({ versions: 1000 });
    const bucket = practice.buckets.find((each) => each.versions === 1000)?.name ?? '';
    const { Versions = [] } = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: bucket }));
    const objects = Versions.map(({ Key = '', VersionId = '' }) => ({ Key, VersionId }));
    const { Deleted = [], Errors } = await practice.s3.send(remove(bucket, objects, { MFA: practice.mfa() }));
    expect(Errors).toBeUndefined();
    expect(Deleted.map(({ Key, VersionId }) => ({ Key, VersionId }))).toEqual(objects);
    expect(practice.account.buckets.find(bucket)?.objects.size()).toBe(0);
  });

  it('does nothing at all without a code as soon as one version is among the keys', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, PROTECTED, 'a');
    await write(practice.s3, PROTECTED, 'b');
    expect(await refusalOf(practice.s3.send(remove(PROTECTED, [{ Key: 'b' }, { Key: 'a', VersionId }])))).toMatchObject(mfaRequired);
    expect(await versionsOf(practice, PROTECTED, 'b')).toHaveLength(1);
  });

  it('does nothing at all with a wrong code', async () => {
    const practice = await practiceAccount();
    const used = practice.mfa();
    await practice.s3.send(remove(PROTECTED, [{ Key: 'nothing' }], { MFA: used }));
    expect(await refusalOf(practice.s3.send(remove(PROTECTED, [{ Key: 'readme.txt' }], { MFA: used })))).toMatchObject({
      status: 400,
      code: 'TokenCodeInvalidError',
    });
    expect(await versionsOf(practice, PROTECTED, 'readme.txt')).toHaveLength(1);
  });

  it('makes delete markers without a code', async () => {
    const practice = await practiceAccount();
    const { Deleted } = await practice.s3.send(remove(PROTECTED, [{ Key: 'readme.txt' }, { Key: 'never there' }]));
    expect(Deleted).toEqual([
      { Key: 'readme.txt', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) as string },
      { Key: 'never there', DeleteMarker: true, DeleteMarkerVersionId: expect.any(String) as string },
    ]);
  });

  it('says of a removed delete marker that it was one', async () => {
    const practice = await practiceAccount();
    const { VersionId = '' } = await practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt' }));
    const { Deleted } = await practice.s3.send(remove(READY, [{ Key: 'readme.txt', VersionId }]));
    expect(Deleted).toEqual([{ Key: 'readme.txt', VersionId, DeleteMarker: true, DeleteMarkerVersionId: VersionId }]);
  });

  it('answers 200 with an error for each key that failed', async () => {
    const practice = await practiceAccount();
    const held = await write(practice.s3, 'evidence-locked', 'held');
    const objects = [{ Key: 'held', VersionId: held }, { Key: 'held', VersionId: 'nonsense' }, { Key: 'free' }];
    const { Deleted, Errors, $metadata } = await practice.s3.send(remove('evidence-locked', objects));
    expect($metadata.httpStatusCode).toBe(200);
    expect(Deleted).toMatchObject([{ Key: 'free' }]);
    expect(Errors).toEqual([
      { Key: 'held', VersionId: held, Code: 'AccessDenied', Message: 'Access Denied because object protected by object lock.' },
      { Key: 'held', VersionId: 'nonsense', Code: 'NoSuchVersion', Message: 'The specified version does not exist.' },
    ]);
  });

  it('answers each key by itself where the signer may not', async () => {
    const practice = await practiceAccount();
    const { Deleted, Errors } = await practice.as('auditor').send(remove(READY, [{ Key: 'readme.txt' }]));
    expect(Deleted).toBeUndefined();
    expect(Errors).toMatchObject([{ Key: 'readme.txt', Code: 'AccessDenied' }]);
  });

  it('says only what failed when it is to be quiet', async () => {
    const practice = await practiceAccount();
    const { Deleted, Errors } = await practice.s3.send(
      remove(READY, [{ Key: 'readme.txt' }, { Key: 'a', VersionId: 'nonsense' }], { Quiet: true }),
    );
    expect(Deleted).toBeUndefined();
    expect(Errors).toHaveLength(1);
  });

  it('takes keys as they are, entities and percent signs included', async () => {
    const practice = await practiceAccount();
    const keys = ['a%2Fb', '<&>"\'', ' spaces ', 'line\rbreak', '🦊', ...Array.from({ length: 900 }, (_, n) => `&&${n}`)];
    const { Deleted = [] } = await practice.s3.send(remove(READY, keys.map((Key) => ({ Key }))));
    expect(Deleted.map(({ Key }) => Key)).toEqual(keys);
  });

  it('refuses more than a thousand keys', async () => {
    const practice = await practiceAccount();
    const keys = Array.from({ length: 1001 }, (_, n) => ({ Key: `${n}` }));
    expect(await refusalOf(practice.s3.send(remove(READY, keys)))).toMatchObject({ status: 400, code: 'MalformedXML' });
  });

  it('wants a digest of its body, and a right one', async () => {
    const practice = await practiceAccount();
    const raw = { method: 'POST', path: `/${READY}`, query: { delete: '' }, body: '<Delete><Object><Key>a</Key></Object></Delete>' };
    const bare = await sendSigned(practice, raw);
    expect(bare.status).toBe(400);
    expect(bare.body).toContain('<Code>InvalidRequest</Code><Message>Missing required header for this request: Content-MD5 OR x-amz-checksum-*</Message>');
    const wrong = await sendSigned(practice, { ...raw, headers: { 'content-md5': 'AAAAAAAAAAAAAAAAAAAAAA==' } });
    expect(wrong.body).toContain('<Code>BadDigest</Code><Message>The Content-MD5 you specified did not match what we received.</Message>');
    const crc = await sendSigned(practice, { ...raw, headers: { 'x-amz-checksum-crc32': 'AAAAAA==' } });
    expect(crc.body).toContain('<Code>BadDigest</Code>');
  });
});

describe('reading a version', () => {
  it('that is a delete marker is not allowed', async () => {
    const practice = await practiceAccount();
    const { VersionId } = await practice.s3.send(new DeleteObjectCommand({ Bucket: READY, Key: 'readme.txt' }));
    const named = { Bucket: READY, Key: 'readme.txt', VersionId };
    expect(await refusalOf(practice.s3.send(new GetObjectCommand(named)))).toMatchObject({
      status: 405,
      code: 'MethodNotAllowed',
      message: 'The specified method is not allowed against this resource.',
      Method: 'GET',
      ResourceType: 'DeleteMarker',
      headers: { allow: 'DELETE', 'x-amz-delete-marker': 'true' },
    });
    expect(await refusalOf(practice.s3.send(new HeadObjectCommand(named)))).toMatchObject({ status: 405 });
    expect(await refusalOf(practice.s3.send(new GetObjectCommand({ Bucket: READY, Key: 'readme.txt' })))).toMatchObject({
      status: 404,
      code: 'NoSuchKey',
      message: 'The specified key does not exist.',
      headers: { 'x-amz-delete-marker': 'true' },
    });
  });

  it('that is gone is NoSuchVersion', async () => {
    const practice = await practiceAccount();
    const VersionId = await write(practice.s3, READY, 'new');
    const named = { Bucket: READY, Key: 'new', VersionId };
    await practice.s3.send(new DeleteObjectCommand(named));
    expect(await refusalOf(practice.s3.send(new GetObjectCommand(named)))).toMatchObject({
      status: 404,
      code: 'NoSuchVersion',
      message: 'The specified version does not exist.',
      Key: 'new',
      VersionId,
    });
    expect(await refusalOf(practice.s3.send(new HeadObjectCommand(named)))).toMatchObject({ status: 404, code: 'NotFound' });
  });
});
