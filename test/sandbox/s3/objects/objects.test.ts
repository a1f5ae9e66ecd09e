import { GetObjectCommand, HeadObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const KEPT = 'ledger-ready';

describe('PutObject and GetObject', () => {
  it('give back bytes, type, metadata and checksums', async () => {
    const { s3 } = await practiceAccount();
    const put = await s3.send(
      new PutObjectCommand({
        Bucket: KEPT,
        Key: 'k',
        Body: Buffer.from([0, 255, 10, 13]),
        ContentType: 'application/x-thing',
        CacheControl: 'no-store',
        Metadata: { colour: 'red' },
        StorageClass: 'GLACIER_IR',
      }),
    );
    const got = await s3.send(new GetObjectCommand({ Bucket: KEPT, Key: 'k', ChecksumMode: 'ENABLED' }));
    expect([...(await got.Body?.transformToByteArray() ?? [])]).toEqual([0, 255, 10, 13]);
    expect(got).toMatchObject({
      ContentType: 'application/x-thing',
      CacheControl: 'no-store',
      Metadata: { colour: 'red' },
      StorageClass: 'GLACIER_IR',
      ETag: put.ETag,
      VersionId: put.VersionId,
      ChecksumCRC32: put.ChecksumCRC32,
      LastModified: new Date('2026-03-04T12:00:02Z'),
    });
    expect(await s3.send(new HeadObjectCommand({ Bucket: KEPT, Key: 'k' }))).toMatchObject({ ContentLength: 4, ETag: put.ETag });
  });

  it.each([
    ['ledger-ready', expect.stringMatching(/^[\w.]{32}$/) as string],
    ['archive-suspended', 'null'],
    ['uploads-unversioned', undefined],
  ])('tell the version id as the versioning of %s wants it', async (Bucket, versionId) => {
    const { s3 } = await practiceAccount();
    expect((await s3.send(new PutObjectCommand({ Bucket, Key: 'k', Body: 'k' }))).VersionId).toEqual(versionId);
    expect((await s3.send(new GetObjectCommand({ Bucket, Key: 'k' }))).VersionId).toEqual(versionId);
  });

  it('take a body in chunks, as the SDK sends a stream', async () => {
    const practice = await practiceAccount();
    const body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(5, 'b')]);
    await practice.s3.send(new PutObjectCommand({ Bucket: KEPT, Key: 'k', Body: body, ContentLength: 70_005 }));
    const { Body, ContentLength, ContentEncoding } = await practice.s3.send(new GetObjectCommand({ Bucket: KEPT, Key: 'k' }));
    expect([ContentLength, ContentEncoding]).toEqual([70_005, undefined]);
    expect((await Body?.transformToString())?.slice(-6)).toBe('abbbbb');
  });

  const chunked = (body: string, length = '9', headers: Record<string, string> = {}) => ({
    method: 'PUT',
    path: `/${KEPT}/chunked`,
    body,
    headers: { 'content-encoding': 'aws-chunked', 'x-amz-decoded-content-length': length, ...headers },
  });

  it('take chunks with signatures and a trailer', async () => {
    const practice = await practiceAccount();
    const signature = `chunk-signature=${'0'.repeat(64)}`;
    const body = `4;${signature}\r\nWiki\r\n5;${signature}\r\n\r\nped\r\n0;${signature}\r\nx-amz-checksum-sha1:${'x'}\r\n\r\n`;
    const contentSha256 = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER';
    const wrong = await sendSigned(practice, chunked(body), { contentSha256 });
    expect(wrong.body).toContain('<Code>InvalidArgument</Code>');
    const right = await sendSigned(practice, chunked(body.replace('sha1:x', 'sha1:Vz4Gac8pwDDv9eWmMKZXVd8V2ps=')), { contentSha256 });
    expect(right.body).toContain('<Code>BadDigest</Code>');
    const plain = await sendSigned(practice, chunked(body.replace(/x-amz-checksum-sha1:x\r\n/, '')), { contentSha256 });
    expect(plain.status).toBe(200);
    const { Body, ContentEncoding } = await practice.s3.send(new GetObjectCommand({ Bucket: KEPT, Key: 'chunked' }));
    expect([await Body?.transformToString(), ContentEncoding]).toEqual(['Wiki\r\nped', undefined]);
  });

  it.each([
    ['that is cut short', 'ff\r\nWiki\r\n', '4'],
    ['whose length is not the one that was said', '4\r\nWiki\r\n0\r\n\r\n', '5'],
    ['that is no chunk', 'Wiki', '4'],
  ])('refuse a chunked body %s', async (_title, body, length) => {
    const practice = await practiceAccount();
    const answer = await sendSigned(practice, chunked(body, length), { contentSha256: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' });
    expect(answer.status).toBe(400);
    expect(answer.body).toContain('<Code>IncompleteBody</Code>');
  });

  it('refuse a body that is not the one its checksum is of', async () => {
    const { s3 } = await practiceAccount();
    const command = new PutObjectCommand({ Bucket: KEPT, Key: 'k', Body: 'k', ChecksumSHA256: Buffer.alloc(32).toString('base64') });
    expect(await refusalOf(s3.send(command))).toMatchObject({ status: 400, code: 'BadDigest' });
  });

  it('refuse a key of more than 1,024 bytes', async () => {
    const { s3 } = await practiceAccount();
    await s3.send(new PutObjectCommand({ Bucket: KEPT, Key: 'é'.repeat(512), Body: 'k' }));
    expect(await refusalOf(s3.send(new PutObjectCommand({ Bucket: KEPT, Key: 'é'.repeat(513), Body: 'k' })))).toMatchObject({
      status: 400,
      code: 'KeyTooLongError',
      Size: '1026',
      MaxSizeAllowed: '1024',
    });
  });

  it('refuse a path that is no UTF-8', async () => {
    const practice = await practiceAccount();
    expect((await sendSigned(practice, { method: 'GET', path: `/${KEPT}/%ff` })).body).toContain('<Code>InvalidURI</Code>');
  });

  it('do not tell who may not list whether a key is there', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.s3.send(new GetObjectCommand({ Bucket: KEPT, Key: 'nothing' })))).toMatchObject({ code: 'NoSuchKey', Key: 'nothing' });
    expect(await refusalOf(practice.as('intern').send(new GetObjectCommand({ Bucket: KEPT, Key: 'nothing' })))).toMatchObject({ status: 403 });
  });

  it('lock nothing in a bucket without Object Lock', async () => {
    const { s3 } = await practiceAccount();
    const command = new PutObjectCommand({ Bucket: KEPT, Key: 'k', Body: 'k', ObjectLockLegalHoldStatus: 'ON' });
    expect(await refusalOf(s3.send(command))).toMatchObject({ status: 400, code: 'InvalidRequest' });
  });
});
