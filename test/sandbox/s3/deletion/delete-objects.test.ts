import { DeleteObjectCommand, DeleteObjectsCommand, ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';
import { mfaRequired, versionsOf, write } from '../../support/versions.js';

const PROTECTED = 'payments-protected';
const READY = 'ledger-ready';

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
