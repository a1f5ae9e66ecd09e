import { ListObjectsV2Command, ListObjectVersionsCommand, type ListObjectVersionsCommandInput, PutObjectCommand, DeleteObjectCommand } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { practiceAccount, type PracticeFixture, refusalOf } from '../../support/practice-fixture.js';
import { sendSigned } from '../../support/signed-request.js';

const BUCKET = 'logs-lifecycle';
const content = { size: 1, body: null, etag: '"e"', storageClass: 'STANDARD', headers: {} };

/** Puts keys straight into the bucket's state. */
function fill({ account }: PracticeFixture, keys: readonly string[], bucket = BUCKET): void {
  for (const key of keys) account.buckets.find(bucket)?.objects.put(key, content, { versioning: 'Enabled', at: Date.now() });
}

/** Lists every page, and gives key, version id and kind of each entry, in order of the pages. */
async function everyPage({ s3 }: PracticeFixture, input: Omit<ListObjectVersionsCommandInput, 'Bucket'>, bucket = BUCKET): Promise<string[][]> {
  const pages: string[][] = [];
  let markers: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (;;) {
    const page = await s3.send(new ListObjectVersionsCommand({ Bucket: bucket, ...input, ...markers }));
    const versions = [...(page.Versions ?? []), ...(page.DeleteMarkers ?? [])];
    pages.push([...versions.map(({ Key, VersionId }) => `${Key} ${VersionId}`), ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? '')]);
    if (page.IsTruncated !== true) return pages;
    markers = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }
}

describe('ListObjectVersions', () => {
  it('has neither array for an empty bucket', async () => {
    const { s3 } = await practiceAccount();
    const { Versions, DeleteMarkers, IsTruncated, MaxKeys } = await s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
    expect([Versions, DeleteMarkers, IsTruncated, MaxKeys]).toEqual([undefined, undefined, false, 1000]);
  });

  it('sorts keys by their bytes and versions from new to old, delete markers in between', async () => {
    const practice = await practiceAccount();
    fill(practice, ['b', 'a', '\u{1f98a}', '\ufffd', 'B', 'a']);
    practice.account.buckets.find(BUCKET)?.objects.remove('a', { versioning: 'Enabled', at: Date.now() });
    fill(practice, ['a']);
    const { body } = await sendSigned(practice, { method: 'GET', path: `/${BUCKET}`, query: { versions: '' } });
    const entries = [...body.matchAll(/<(Version|DeleteMarker)><Key>([^<]*)<\/Key>.*?<IsLatest>(\w+)</g)];
    expect(entries.map(([, kind, key, latest]) => [kind, key, latest])).toEqual([
      ['Version', 'B', 'true'],
      ['Version', 'a', 'true'],
      ['DeleteMarker', 'a', 'false'],
      ['Version', 'a', 'false'],
      ['Version', 'a', 'false'],
      ['Version', 'b', 'true'],
      ['Version', '\ufffd', 'true'],
      ['Version', '\u{1f98a}', 'true'],
    ]);
  });

  it('says of each entry what AWS says', async () => {
    const practice = await practiceAccount();
    const put = await practice.s3.send(new PutObjectCommand({ Bucket: 'ledger-ready', Key: 'k', Body: 'four' }));
    const mark = await practice.s3.send(new DeleteObjectCommand({ Bucket: 'ledger-ready', Key: 'k' }));
    const { Versions, DeleteMarkers } = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: 'ledger-ready', Prefix: 'k' }));
    const LastModified = new Date('2026-03-04T12:00:02Z');
    const Owner = { ID: expect.stringMatching(/^[0-9a-f]{64}$/) as string };
    expect(Versions).toEqual([
      { Key: 'k', VersionId: put.VersionId, IsLatest: false, LastModified, ETag: put.ETag, Size: 4, StorageClass: 'STANDARD', Owner },
    ]);
    expect(DeleteMarkers).toEqual([{ Key: 'k', VersionId: mark.VersionId, IsLatest: true, LastModified, Owner }]);
  });

  it('lists two and a half thousand versions in three pages, each once', async () => {
    const practice = await practiceAccount({ versions: 2500 });
    const bucket = practice.buckets.find((each) => each.versions === 2500)?.name ?? '';
    const pages = await everyPage(practice, {}, bucket);
    expect(pages.map((page) => page.length)).toEqual([1000, 1000, 500]);
    expect(new Set(pages.flat()).size).toBe(2500);
  });

  it('goes on after a marker whose version was deleted meanwhile', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a', 'a', 'a', 'a', 'b']);
    const first = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, MaxKeys: 2 }));
    const objects = practice.account.buckets.find(BUCKET)?.objects;
    for (const { Key = '', VersionId = '' } of first.Versions ?? []) {
      const version = objects?.find(Key, VersionId);
      if (version !== undefined) objects?.removeVersion(version);
    }
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = first;
    const next = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, KeyMarker, VersionIdMarker }));
    expect(next.Versions?.map(({ Key }) => Key)).toEqual(['a', 'a', 'b']);
  });

  it('starts after all versions of a key marker that has no version id', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a', 'b', 'b', 'c']);
    const { Versions } = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, KeyMarker: 'b' }));
    expect(Versions?.map(({ Key }) => Key)).toEqual(['c']);
  });

  it('lists longer keys under a prefix, too', async () => {
    const practice = await practiceAccount();
    fill(practice, ['report', 'report2', 'repor', 'z']);
    const { Versions } = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, Prefix: 'report' }));
    expect(Versions?.map(({ Key }) => Key)).toEqual(['report', 'report2']);
  });

  it('rolls keys up at the delimiter, each prefix once and counted as one, over all pages', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a', 'p/1', 'p/1', 'p/2/3', 'q', 'r/1', 's']);
    const pages = await everyPage(practice, { Delimiter: '/', MaxKeys: 2 });
    expect(pages.map((page) => page.map((entry) => entry.split(' ')[0]))).toEqual([['a', 'p/'], ['q', 'r/'], ['s']]);
    const inner = await everyPage(practice, { Delimiter: '/', Prefix: 'p/' });
    expect(inner.flat().map((entry) => entry.split(' ')[0])).toEqual(['p/1', 'p/1', 'p/2/']);
  });

  it('encodes keys only where it is asked to', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a b+c/é(1)', 'bell\u0007']);
    const { Versions, EncodingType } = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: BUCKET, EncodingType: 'url' }));
    expect(EncodingType).toBe('url');
    expect(Versions?.map(({ Key }) => Key)).toEqual(['a+b%2Bc/%C3%A9%281%29', 'bell%07']);
    const { body } = await sendSigned(practice, { method: 'GET', path: `/${BUCKET}`, query: { versions: '' } });
    expect(body).toContain('<Key>a b+c/é(1)</Key>');
    expect(body).toContain('<Key>bell&#x7;</Key>');
  });

  it.each([
    [{ 'version-id-marker': 'x' }, 'version-id-marker', 'A version-id marker cannot be specified without a key marker.'],
    [{ 'key-marker': 'a', 'version-id-marker': '' }, 'version-id-marker', 'A version-id marker cannot be empty.'],
    [{ 'key-marker': 'a', 'version-id-marker': 'nonsense' }, 'version-id-marker', 'Invalid version id specified'],
    [{ 'encoding-type': 'base64' }, 'encoding-type', 'Invalid Encoding Method specified in Request'],
    [{ 'max-keys': '-1' }, 'max-keys', 'Argument max-keys must be an integer between 0 and 2147483647'],
    [{ 'max-keys': 'ten' }, 'max-keys', 'Provided max-keys not an integer or within integer range'],
  ])('refuses %j', async (query, name, message) => {
    const practice = await practiceAccount();
    const raw = { method: 'GET', path: '/ledger-ready', query: { versions: '', ...query } as Record<string, string> };
    const { status, body } = await sendSigned(practice, raw);
    expect(status).toBe(400);
    expect(body).toContain(`<Code>InvalidArgument</Code><Message>${message}</Message><ArgumentName>${name}</ArgumentName>`);
  });

  it('lists at most a thousand, and nothing where nothing is asked for', async () => {
    const practice = await practiceAccount({ versions: 1001 });
    const bucket = practice.buckets.find((each) => each.versions === 1001)?.name ?? '';
    const all = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 5000 }));
    expect([all.Versions?.length, all.MaxKeys, all.IsTruncated]).toEqual([1000, 1000, true]);
    const none = await practice.s3.send(new ListObjectVersionsCommand({ Bucket: bucket, MaxKeys: 0 }));
    expect([none.Versions, none.IsTruncated]).toEqual([undefined, false]);
  });

  it('has a permission of its own', async () => {
    const practice = await practiceAccount();
    expect(await refusalOf(practice.as('intern').send(new ListObjectVersionsCommand({ Bucket: BUCKET })))).toMatchObject({
      status: 403,
      message: expect.stringContaining('is not authorized to perform: s3:ListBucketVersions on resource: "arn:aws:s3:::logs-lifecycle"') as string,
    });
  });
});

describe('ListObjectsV2', () => {
  it('lists current versions that are no delete markers, page by page', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a', 'a', 'b', 'c', 'd']);
    practice.account.buckets.find(BUCKET)?.objects.remove('b', { versioning: 'Enabled', at: Date.now() });
    const first = await practice.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, MaxKeys: 2 }));
    expect([first.Contents?.map(({ Key }) => Key), first.KeyCount, first.IsTruncated]).toEqual([['a', 'c'], 2, true]);
    const ContinuationToken = first.NextContinuationToken;
    const rest = await practice.s3.send(new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken }));
    expect([rest.Contents?.map(({ Key }) => Key), rest.IsTruncated, rest.ContinuationToken]).toEqual([['d'], false, ContinuationToken]);
  });

  it('starts after a key, rolls up, and names the owner where it is asked to', async () => {
    const practice = await practiceAccount();
    fill(practice, ['a', 'b/1', 'b/2', 'c']);
    const { Contents, CommonPrefixes } = await practice.s3.send(
      new ListObjectsV2Command({ Bucket: BUCKET, StartAfter: 'a', Delimiter: '/', FetchOwner: true }),
    );
    expect(CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
    expect(Contents).toMatchObject([{ Key: 'c', Owner: { ID: expect.any(String) as string } }]);
  });

  it('refuses a token that it never gave out', async () => {
    const { s3 } = await practiceAccount();
    expect(await refusalOf(s3.send(new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken: '!' })))).toMatchObject({
      status: 400,
      code: 'InvalidArgument',
      message: 'The continuation token provided is incorrect',
    });
  });
});
