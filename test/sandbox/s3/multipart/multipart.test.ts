import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  type CompletedPart,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListMultipartUploadsCommand,
  type ListMultipartUploadsCommandInput,
  ListObjectVersionsCommand,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it, vi } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const Bucket = 'payments-protected';
const Key = 'films/long.mp4';
const FIVE_MIB = 5 * 1024 * 1024;

async function begin(s3: S3Client, key = Key): Promise<string> {
  const { UploadId = '' } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key: key }));
  return UploadId;
}

async function upload(s3: S3Client, UploadId: string, PartNumber: number, Body: Buffer): Promise<CompletedPart> {
  const { ETag } = await s3.send(new UploadPartCommand({ Bucket, Key, UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
}

const complete = (s3: S3Client, UploadId: string, Parts: CompletedPart[]) =>
  s3.send(new CompleteMultipartUploadCommand({ Bucket, Key, UploadId, MultipartUpload: { Parts } }));

const list = (s3: S3Client, more: Partial<ListMultipartUploadsCommandInput> = {}) => s3.send(new ListMultipartUploadsCommand({ Bucket, ...more }));

const noSuchUpload = {
  status: 404,
  code: 'NoSuchUpload',
  message: 'The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.',
};

describe('an upload in parts', () => {
  it('becomes one new version, of the parts that were named, in their order', async () => {
    const { s3 } = await practiceAccount();
    const { UploadId = '' } = await s3.send(
      new CreateMultipartUploadCommand({ Bucket, Key, ContentType: 'video/mp4', Metadata: { reel: '2' }, Tagging: 'kind=film', StorageClass: 'STANDARD_IA' }),
    );
    const first = await upload(s3, UploadId, 2, Buffer.alloc(FIVE_MIB, 'a'));
    await upload(s3, UploadId, 5, Buffer.from('not taken'));
    await upload(s3, UploadId, 7, Buffer.from('replaced'));
    const last = await upload(s3, UploadId, 7, Buffer.from('the end'));
    const { VersionId, ETag, Location } = await complete(s3, UploadId, [first, last]);
    const digests = [Buffer.alloc(FIVE_MIB, 'a'), Buffer.from('the end')].map((body) => createHash('md5').update(body).digest());
    expect(ETag).toBe(`"${createHash('md5').update(Buffer.concat(digests)).digest('hex')}-2"`);
    expect(Location).toContain(`/${Bucket}/${Key}`);
    const read = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    expect(read).toMatchObject({ ContentType: 'video/mp4', Metadata: { reel: '2' }, ContentLength: FIVE_MIB + 7, StorageClass: 'STANDARD_IA', TagCount: 1 });
    expect((await read.Body?.transformToString())?.slice(-8)).toBe('athe end');
    expect((await s3.send(new GetObjectTaggingCommand({ Bucket, Key }))).TagSet).toEqual([{ Key: 'kind', Value: 'film' }]);
    expect((await list(s3)).Uploads).toBeUndefined();
    expect(await refusalOf(complete(s3, UploadId, [first]))).toMatchObject({ ...noSuchUpload, UploadId });
  });

  it('is no version before it is complete', async () => {
    const { s3 } = await practiceAccount();
    await upload(s3, await begin(s3), 1, Buffer.from('a'));
    expect((await s3.send(new ListObjectVersionsCommand({ Bucket, Prefix: Key }))).Versions).toBeUndefined();
    expect(await refusalOf(s3.send(new HeadObjectCommand({ Bucket, Key })))).toMatchObject({ status: 404 });
  });

  it('is aborted without a code, also where MFA Delete is on', async () => {
    const { s3 } = await practiceAccount();
    const UploadId = await begin(s3);
    const { $metadata } = await s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId }));
    expect($metadata.httpStatusCode).toBe(204);
    expect((await list(s3)).Uploads).toBeUndefined();
    expect(await refusalOf(s3.send(new AbortMultipartUploadCommand({ Bucket, Key, UploadId })))).toMatchObject(noSuchUpload);
  });

  it('is known by its key and its id together', async () => {
    const { s3 } = await practiceAccount();
    const UploadId = await begin(s3);
    expect(await refusalOf(s3.send(new AbortMultipartUploadCommand({ Bucket, Key: 'other', UploadId })))).toMatchObject(noSuchUpload);
    expect(await refusalOf(upload(s3, 'made-up', 1, Buffer.from('a')))).toMatchObject({ ...noSuchUpload, UploadId: 'made-up' });
  });

  it('lists its parts, page by page', async () => {
    const { s3 } = await practiceAccount();
    const UploadId = await begin(s3);
    for (const number of [3, 1, 2]) await upload(s3, UploadId, number, Buffer.from('x'.repeat(number)));
    const first = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId, MaxParts: 2 }));
    expect(first).toMatchObject({ IsTruncated: true, NextPartNumberMarker: '2', MaxParts: 2, StorageClass: 'STANDARD', Initiator: { DisplayName: 'practice-account' } });
    expect(first.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, 1], [2, 2]]);
    const second = await s3.send(new ListPartsCommand({ Bucket, Key, UploadId, PartNumberMarker: first.NextPartNumberMarker }));
    expect([second.IsTruncated, second.Parts?.length]).toEqual([false, 1]);
  });

  it('takes part numbers from 1 to 10,000', async () => {
    const practice = await practiceAccount();
    const UploadId = await begin(practice.s3);
    for (const partNumber of ['0', '10001', '-1', 'one', '']) {
      const answer = await sendSigned(practice, { method: 'PUT', path: `/${Bucket}/${Key}`, query: { partNumber, uploadId: UploadId }, body: 'a' });
      expect(answer.status).toBe(400);
      expect(answer.body).toContain('<Message>Part number must be an integer between 1 and 10000, inclusive</Message><ArgumentName>partNumber</ArgumentName>');
    }
  });
});

describe('completing an upload', () => {
  it('refuses parts that are out of order, unknown, or have another digest', async () => {
    const { s3 } = await practiceAccount();
    const UploadId = await begin(s3);
    const one = await upload(s3, UploadId, 1, Buffer.from('a'));
    const two = await upload(s3, UploadId, 2, Buffer.from('b'));
    expect(await refusalOf(complete(s3, UploadId, [two, one]))).toMatchObject({ status: 400, code: 'InvalidPartOrder', UploadId });
    expect(await refusalOf(complete(s3, UploadId, [{ ...one, PartNumber: 3 }]))).toMatchObject({ status: 400, code: 'InvalidPart', PartNumber: '3' });
    expect(await refusalOf(complete(s3, UploadId, [{ ...one, ETag: two.ETag }]))).toMatchObject({ status: 400, code: 'InvalidPart', PartNumber: '1' });
    expect((await list(s3)).Uploads).toHaveLength(1);
  });

  it('refuses a small part that is not the last', async () => {
    const { s3 } = await practiceAccount();
    const UploadId = await begin(s3);
    const parts = [await upload(s3, UploadId, 1, Buffer.from('tiny')), await upload(s3, UploadId, 2, Buffer.from('b'))];
    expect(await refusalOf(complete(s3, UploadId, parts))).toMatchObject({
      status: 400,
      code: 'EntityTooSmall',
      message: 'Your proposed upload is smaller than the minimum allowed size',
      ProposedSize: '4',
      MinSizeAllowed: '5242880',
      PartNumber: '1',
    });
  });

  it('wants a document with parts', async () => {
    const practice = await practiceAccount();
    const UploadId = await begin(practice.s3);
    const send = (body: string) => sendSigned(practice, { method: 'POST', path: `/${Bucket}/${Key}`, query: { uploadId: UploadId }, body });
    expect((await send('')).body).toContain('<Code>InvalidRequest</Code><Message>You must specify at least one part</Message>');
    for (const body of ['<CompleteMultipartUpload/>', '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part></CompleteMultipartUpload>', 'no xml']) {
      expect((await send(body)).body).toContain('<Code>MalformedXML</Code>');
    }
  });
});

describe('ListMultipartUploads', () => {
  it('lists keys by their bytes, and uploads of one key from old to new', async () => {
    const practice = await practiceAccount();
    const ids: Record<string, string> = {};
    for (const [name, key] of [['c', 'c'], ['a1', 'a'], ['a2', 'a'], ['z', '\ufffd'], ['fox', '\u{1f98a}']] as const) {
      vi.setSystemTime(Date.now() + 60_000);
      ids[name] = await begin(practice.s3, key);
    }
    const { Uploads = [], IsTruncated, NextKeyMarker } = await list(practice.s3);
    expect(Uploads.map(({ UploadId }) => UploadId)).toEqual(['a1', 'a2', 'c', 'z', 'fox'].map((name) => ids[name]));
    expect([IsTruncated, NextKeyMarker]).toEqual([false, '\u{1f98a}']);
    expect(Uploads[0]).toMatchObject({ Key: 'a', Initiated: new Date('2026-03-04T12:02:02Z'), StorageClass: 'STANDARD' });
    expect(Uploads[0]?.Owner?.ID).toBe(Uploads[0]?.Initiator?.ID);
  });

  it('goes on after its markers, whichever way the pages fall', async () => {
    const { s3 } = await practiceAccount();
    for (const key of ['a', 'b', 'a', 'c', 'a']) await begin(s3, key);
    const all = ((await list(s3)).Uploads ?? []).map(({ UploadId }) => UploadId);
    for (const MaxUploads of [1, 2, 3]) {
      const seen: (string | undefined)[] = [];
      let markers: Partial<ListMultipartUploadsCommandInput> = {};
      for (let more = true; more; ) {
        const page = await list(s3, { MaxUploads, ...markers });
        seen.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
        markers = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
        more = page.IsTruncated === true;
      }
      expect(seen).toEqual(all);
    }
    expect((await list(s3, { KeyMarker: 'a' })).Uploads).toHaveLength(2);
    expect(await refusalOf(list(s3, { KeyMarker: 'b', UploadIdMarker: all[0] }))).toMatchObject({ code: 'InvalidArgument', message: 'Invalid uploadId marker' });
  });

  it('rolls keys up, and lists those with a prefix', async () => {
    const { s3 } = await practiceAccount();
    for (const key of ['test/bar/1', 'test/foo/1', 'test/foo/2', 'test/z', 'other']) await begin(s3, key);
    const { CommonPrefixes, Uploads, IsTruncated } = await list(s3, { Prefix: 'test/', Delimiter: '/' });
    expect(CommonPrefixes?.map(({ Prefix }) => Prefix)).toEqual(['test/bar/', 'test/foo/']);
    expect(Uploads?.map((upload) => upload.Key)).toEqual(['test/z']);
    expect(IsTruncated).toBe(false);
    // As captured: a page of prefixes only has no marker to go on from.
    expect(await list(s3, { Prefix: 'test/', Delimiter: '/', MaxUploads: 1 })).toMatchObject({ IsTruncated: true, NextKeyMarker: '' });
    expect((await list(s3, { Prefix: 'test/', Delimiter: '/', KeyMarker: 'test/foo/1' })).CommonPrefixes).toBeUndefined();
    expect((await list(s3, { Prefix: 'test/', KeyMarker: 'a' })).Uploads).toHaveLength(4);
  });

  it('names the IAM user who began an upload', async () => {
    const practice = await practiceAccount();
    await begin(practice.as('admin'));
    const { Uploads = [] } = await list(practice.s3);
    expect(Uploads[0]?.Initiator).toEqual({ ID: 'arn:aws:iam::111122223333:user/admin', DisplayName: 'admin' });
  });

  it('writes keys as it is asked to', async () => {
    const { s3 } = await practiceAccount();
    await begin(s3, 'bell\u0007 é');
    expect((await list(s3, { EncodingType: 'url' })).Uploads?.[0]?.Key).toBe('bell%07+%C3%A9');
  });
});
