import { describe, expect, test } from 'vitest';
import { type Failure, isFailure } from '../../../src/core/failures/failure.js';
import { decodeText } from '../../../src/core/version-sources/decode-text.js';
import { parseVersions } from '../../../src/core/version-sources/parse-versions.js';

const setting = { origin: 'list', bucket: 'ledger' };
const parse = (text: string) => parseVersions(text, setting);

function failureOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (isFailure(error, 'usage')) return error;
    throw error;
  }
  throw new Error('it was accepted');
}

const refusal = (work: () => unknown): string => failureOf(work).message;

const a1 = { key: 'a', versionId: '1' };
const b2 = { key: 'b', versionId: '2' };
const printedByAws = {
  Versions: [{ ETag: '"x"', Size: 3, StorageClass: 'STANDARD', Key: 'a', VersionId: '1', IsLatest: true, LastModified: '2026-01-01T00:00:00+00:00' }],
  DeleteMarkers: [{ Owner: { ID: 'x' }, Key: 'b', VersionId: '2', IsLatest: true, LastModified: '2026-01-01T00:00:00+00:00' }],
  RequestCharged: null,
};

describe('every form of a list is read', () => {
  test.each<[string, string]>([
    ['what list-object-versions prints', JSON.stringify(printedByAws, null, 4)],
    ['an array of versions', JSON.stringify([...printedByAws.Versions, ...printedByAws.DeleteMarkers])],
    ['what delete-objects takes', JSON.stringify({ Objects: [{ Key: 'a', VersionId: '1' }, { Key: 'b', VersionId: '2' }], Quiet: true })],
    ['one object a line', '{"key":"a","versionId":"1","size":3}\n\n{"key":"b","versionId":"2"}\n'],
    ['one object a line, as Windows ends lines', '{"key":"a","versionId":"1"}\r\n{"key":"b","versionId":"2"}\r\n'],
    ['a journal of this program', '{"bucket":"ledger","key":"a","versionId":"1"}\n{"bucket":"ledger","key":"b","versionId":"2"}\n'],
    ['CSV', 'key,versionId\na,1\nb,2\n'],
    ['CSV with other columns, names and line ends', '"Version_Id",size,KEY\r\n1,9,a\r\n2,,b\r\n'],
    ['CSV of a spreadsheet, with a byte order mark', '\ufeffKey,Version ID\na,1\nb,2'],
    ['CSV that a spreadsheet has quoted, with a byte order mark', '\ufeff"key","version-id"\r\n"a","1"\r\n"b","2"\r\n'],
    ['CSV whose lines end in two ways', 'key,versionId\r\na,1\nb,2\r\n'],
    ['CSV with empty lines', 'key,versionId\n\na,1\n\nb,2\n\n'],
    ['JSON after empty lines', ' \n\t[{"key":"a","versionId":"1"},{"key":"b","versionId":"2"}]'],
    ['lines with nothing but spaces between objects', '{"key":"a","versionId":"1"}\n  \t\n{"key":"b","versionId":"2"}'],
    ['the listing of the bucket itself', JSON.stringify({ ...printedByAws, Name: 'ledger' })],
    ['the same version twice', 'key,versionId\na,1\nb,2\na,1\n'],
  ])('%s', (_, text) => {
    expect(parse(text)).toEqual([a1, b2]);
  });

  test('only versions, or only delete markers: AWS CLI prints null for the others', () => {
    expect(parse(JSON.stringify({ ...printedByAws, DeleteMarkers: null }))).toEqual([a1]);
    expect(parse(JSON.stringify({ DeleteMarkers: printedByAws.DeleteMarkers }))).toEqual([b2]);
  });

  test('one object by itself', () => {
    expect(parse('{"key":"a","versionId":"1"}')).toEqual([a1]);
  });

  test('an empty listing names nothing', () => {
    expect(parse('{"Versions": [], "RequestCharged": null}')).toEqual([]);
  });

  test('the version from before versioning is the word null', () => {
    expect(parse('key,versionId\na,null\n')).toEqual([{ key: 'a', versionId: 'null' }]);
  });
});

describe('keys are taken to the letter', () => {
  const hostile = ['a,b', 'say "x"', 'line\nbreak', 'carriage\rreturn', ' leading', 'trailing ', '=1+1', '\u2028separator', '\u202eright', "'=quoted", 'a%2Fb', '../x', '🦊', 'a[1]{2}', '{', '['];

  test.each(hostile)('%j in CSV, JSON and NDJSON', (key) => {
    const cell = `"${key.replaceAll('"', '""')}"`;
    expect(parse(`key,versionId\n${cell},1\n`)).toEqual([{ key, versionId: '1' }]);
    expect(parse(JSON.stringify([{ Key: key, VersionId: '1' }]))).toEqual([{ key, versionId: '1' }]);
    expect(parse(`{"key":"other","versionId":"1"}\n${JSON.stringify({ key, versionId: '2' })}\n`)).toEqual([
      { key: 'other', versionId: '1' },
      { key, versionId: '2' },
    ]);
  });

  test('a listing that says its keys are URL-encoded is decoded, one that does not is not', () => {
    const row = { Key: 'a%2Fb+c', VersionId: '1' };
    expect(parse(JSON.stringify({ EncodingType: 'url', Versions: [row] }))).toEqual([{ key: 'a/b c', versionId: '1' }]);
    expect(parse(JSON.stringify({ Versions: [row] }))).toEqual([{ key: 'a%2Fb+c', versionId: '1' }]);
    expect(refusal(() => parse(JSON.stringify({ EncodingType: 'url', Versions: [row, { Key: '100%', VersionId: '1' }] })))).toMatch(/the key of row 2 of list is not URL-encoded/);
  });
});

describe('nothing is skipped: what cannot be read exactly is refused', () => {
  test.each<[string, string, RegExp]>([
    ['nothing', ' \n', /is empty/],
    ['a key without a version id', 'key,versionId\na,1\nb,\n', /row 2 of list has no version id/],
    ['a version id without a key', '[{"VersionId":"1"}]', /row 1 of list has no key/],
    ['a version id that is no text', '[{"Key":"a","VersionId":null}]', /row 1 of list has no version id/],
    ['another bucket’s rows', 'bucket,key,versionId\nlogs,a,1\n', /row 1 of list is about bucket `logs`, not `ledger`/],
    ['another bucket’s listing', '{"Name":"logs","Versions":[]}', /lists bucket `logs`/],
    ['CSV without names', 'a,1\nb,2\n', /neither JSON nor CSV with the columns key and versionId/],
    ['CSV with a column twice', 'key,key,versionId\na,b,1\n', /columns/],
    ['a row that is too short', 'key,versionId\na\n', /is not CSV/],
    ['an open quote', 'key,versionId\n"a,1\n', /is not CSV/],
    ['a line that was cut off', '{"key":"a","versionId":"1"}\n{"key":"b","vers', /line 2 is none/],
    ['a line that is no object', '{"key":"a","versionId":"1"}\n5\n', /line 2 is none/],
    ['a line that is null', '{"key":"a","versionId":"1"}\nnull\n', /line 2 is none/],
    ['a line that is a list', '{"key":"a","versionId":"1"}\n\n[{"key":"b","versionId":"2"}]\n', /line 3 is none/],
    ['a line without a key', '{"key":"a","versionId":"1"}\n{"versionId":"2"}\n', /line 2 of list has no key/],
    ['one object without a version id', '{"key":"a"}', /row 1 of list has no version id/],
    ['a listing with a row without a key', '{"Versions":[],"DeleteMarkers":[{"VersionId":"1"}]}', /DeleteMarkers row 1 of list has no key/],
    ['JSON of something else', '["a","b"]', /not a list of versions/],
    ['a list with null in it', '[null]', /not a list of versions/],
    ['a list with numbers in it', '[5]', /not a list of versions/],
    ['a list of lists', '[["a","1"]]', /not a list of versions/],
    ['a listing of something else', '{"Versions":{"a":1}}', /not a list of versions/],
    ['a table for people', '-------\n| ListObjectVersions |\n', /neither JSON nor CSV/],
  ])('%s', (_, text, complaint) => {
    expect(refusal(() => parse(text))).toMatch(complaint);
  });
});

describe('a refusal says what would be taken', () => {
  test.each<[string, string, string]>([
    ['nothing', '', 'at least one version'],
    ['another CSV', 'a,1\n', '`key,versionId`'],
    ['an open quote', 'key,versionId\n"a,1\n', 'quotes'],
    ['another JSON', '["a"]', '`aws s3api list-object-versions --bucket <bucket>`'],
    ['other lines of JSON', '{"key":"a","versionId":"1"}\n5\n', '`aws s3api list-object-versions`'],
    ['another bucket', 'bucket,key,versionId\nlogs,a,1\n', 'one bucket at a time'],
    ['no key', '[{"VersionId":"1"}]', '`key` and `versionId`'],
    ['no version id', '[{"Key":"a"}]', 'each row names a version: `key` and `versionId` a version from before versioning has the id `null`, as a word'],
  ])('%s', (_what, text, advice) => {
    expect(failureOf(() => parse(text)).hints.join(' ')).toContain(advice);
  });

  test('of bytes that are no text', () => {
    expect(failureOf(() => decodeText(Buffer.from([0xe9]), 'list')).hints.join()).toContain('UTF-8');
  });
});

describe('text is decoded without guessing', () => {
  test('UTF-8, whatever its letters', () => {
    expect(decodeText(Buffer.from('größe,数据'), 'list')).toBe('größe,数据');
  });

  test('UTF-16 of PowerShell', () => {
    expect(decodeText(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('key', 'utf16le')]), 'list')).toBe('key');
  });

  test.each([
    [0x6b, 0xfe],
    [0xff, 0x6b],
    [0xfe, 0xff],
  ])('two bytes %i %i that are half a mark of UTF-16, or that of another one, are refused', (...bytes) => {
    expect(refusal(() => decodeText(Buffer.from(bytes), 'list'))).toBe('list is not text in UTF-8');
  });

  test('Latin-1 is refused', () => {
    expect(refusal(() => decodeText(Buffer.from([0x6b, 0xe9]), '`keys.csv`'))).toBe('`keys.csv` is not text in UTF-8');
  });
});
