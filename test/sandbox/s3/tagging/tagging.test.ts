import {
  DeleteBucketTaggingCommand,
  DeleteObjectCommand,
  DeleteObjectTaggingCommand,
  GetBucketTaggingCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
  type S3Client,
  type Tag,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const Bucket = 'ledger-ready';
const Key = 'tagged';

async function write(s3: S3Client, Tagging?: string): Promise<string> {
  const { VersionId = '' } = await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'text', ...(Tagging !== undefined && { Tagging }) }));
  return VersionId;
}

const tag = (s3: S3Client, TagSet: Tag[], VersionId?: string) =>
  s3.send(new PutObjectTaggingCommand({ Bucket, Key, Tagging: { TagSet }, ...(VersionId !== undefined && { VersionId }) }));

async function tagsOf(s3: S3Client, VersionId?: string): Promise<Tag[] | undefined> {
  return (await s3.send(new GetObjectTaggingCommand({ Bucket, Key, ...(VersionId !== undefined && { VersionId }) }))).TagSet;
}

describe('the tags of an object', () => {
  it('belong to one version each', async () => {
    const { s3 } = await practiceAccount();
    const older = await write(s3, 'state=draft&empty=');
    const newer = await write(s3);
    expect(await tagsOf(s3, older)).toEqual([{ Key: 'state', Value: 'draft' }, { Key: 'empty', Value: '' }]);
    expect(await tagsOf(s3)).toEqual([]);
    expect((await tag(s3, [{ Key: 'state', Value: 'old' }], older)).VersionId).toBe(older);
    expect((await tag(s3, [{ Key: 'Größe/1', Value: 'a b' }])).VersionId).toBe(newer);
    expect(await tagsOf(s3, older)).toEqual([{ Key: 'state', Value: 'old' }]);
    expect(await tagsOf(s3)).toEqual([{ Key: 'Größe/1', Value: 'a b' }]);
  });

  it('are counted where the object is read, and gone once they are deleted', async () => {
    const { s3 } = await practiceAccount();
    await write(s3, 'a=1&b=2');
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).TagCount).toBe(2);
    expect((await s3.send(new GetObjectCommand({ Bucket, Key }))).TagCount).toBe(2);
    expect((await s3.send(new DeleteObjectTaggingCommand({ Bucket, Key }))).$metadata.httpStatusCode).toBe(204);
    expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).TagCount).toBeUndefined();
    expect(await tagsOf(s3)).toEqual([]);
  });

  it('are not to be had of what is not there', async () => {
    const { s3 } = await practiceAccount();
    const VersionId = await write(s3);
    expect(await refusalOf(s3.send(new PutObjectTaggingCommand({ Bucket, Key: 'nothing', Tagging: { TagSet: [] } })))).toMatchObject({ status: 404, code: 'NoSuchKey', Key: 'nothing' });
    expect(await refusalOf(s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'nothing' })))).toMatchObject({ status: 404, code: 'NoSuchKey', Key: `${Bucket}/nothing` });
    await s3.send(new DeleteObjectCommand({ Bucket, Key, VersionId }));
    expect(await refusalOf(tagsOf(s3, VersionId))).toMatchObject({ status: 404, code: 'NoSuchVersion', VersionId });
  });

  it('are not to be had of a delete marker, named or current', async () => {
    const { s3 } = await practiceAccount();
    await write(s3);
    const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket, Key }));
    const refusal = { status: 405, code: 'MethodNotAllowed', ResourceType: 'DeleteMarker' };
    expect(await refusalOf(tagsOf(s3, VersionId))).toMatchObject({ ...refusal, Method: 'GET' });
    expect(await refusalOf(tag(s3, []))).toMatchObject({ ...refusal, Method: 'PUT' });
  });

  it.each([
    ['twice the same key', [{ Key: 'a', Value: '1' }, { Key: 'a', Value: '2' }], 'InvalidTag', 'Cannot provide multiple Tags with the same key'],
    ['a comma', [{ Key: 'Key1,Key2', Value: '' }], 'InvalidTag', 'The TagKey you have provided is invalid'],
    ['129 characters', [{ Key: 'k'.repeat(129), Value: '' }], 'InvalidTag', 'The TagKey you have provided is invalid'],
    ['a long value', [{ Key: 'k', Value: 'v'.repeat(257) }], 'InvalidTag', 'The TagValue you have provided is invalid'],
    ['a name of AWS’s', [{ Key: 'aws:k', Value: '' }], 'InvalidTag', 'Your TagKey cannot be prefixed with aws:'],
    ['eleven of them', Array.from({ length: 11 }, (_, n) => ({ Key: `k${n}`, Value: '' })), 'BadRequest', 'Object tags cannot be greater than 10'],
  ])('cannot be %s', async (_title, TagSet, code, message) => {
    const { s3 } = await practiceAccount();
    await write(s3);
    expect(await refusalOf(tag(s3, TagSet))).toMatchObject({ status: 400, code, message });
    expect(await tagsOf(s3)).toEqual([]);
  });

  it.each(['key1=val1&key1=val2', 'key1=val1,key2=val2'])('cannot be given as %s', async (header) => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(write(s3, header))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      ArgumentName: 'x-amz-tagging',
      ArgumentValue: header,
    });
  });

  it.each(['<Tagging/>', '<Tagging><TagSet><Tag><Key>a</Key></Tag></TagSet></Tagging>', '<Tags/>', ''])('are malformed as %j', async (body) => {
    const practice = await practiceAccount();
    await write(practice.s3);
    const answer = await sendSigned(practice, { method: 'PUT', path: `/${Bucket}/${Key}`, query: { tagging: '' }, body });
    expect(answer.body).toContain('<Code>MalformedXML</Code>');
  });

  it('may be read by who was granted that', async () => {
    const practice = await practiceAccount();
    await write(practice.s3);
    expect(await refusalOf(tagsOf(practice.as('auditor')))).toMatchObject({ status: 403, message: expect.stringContaining('perform: s3:GetObjectTagging on resource') as string });
  });
});

describe('the tags of a bucket', () => {
  it('are put, read and deleted as one', async () => {
    const { s3 } = await practiceAccount();
    const absent = { status: 404, code: 'NoSuchTagSet', message: 'The TagSet does not exist', BucketName: Bucket };
    expect(await refusalOf(s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject(absent);
    const TagSet = [{ Key: 'team', Value: 'payments' }, { Key: 'cost center', Value: '' }];
    await s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } }));
    expect((await s3.send(new GetBucketTaggingCommand({ Bucket }))).TagSet).toEqual(TagSet);
    await s3.send(new DeleteBucketTaggingCommand({ Bucket }));
    expect(await refusalOf(s3.send(new GetBucketTaggingCommand({ Bucket })))).toMatchObject(absent);
  });

  it('are not AWS’s own', async () => {
    const { s3 } = await practiceAccount();
    const command = new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet: [{ Key: 'aws:team', Value: '' }] } });
    expect(await refusalOf(s3.send(command))).toMatchObject({ code: 'InvalidTag', message: 'System tags cannot be added/updated by requester', TagKey: 'aws:team' });
  });

  it('are fifty at most', async () => {
    const { s3 } = await practiceAccount();
    const TagSet = Array.from({ length: 51 }, (_, n) => ({ Key: `k${n}`, Value: '' }));
    expect(await refusalOf(s3.send(new PutBucketTaggingCommand({ Bucket, Tagging: { TagSet } })))).toMatchObject({ status: 400, code: 'BadRequest' });
  });
});
