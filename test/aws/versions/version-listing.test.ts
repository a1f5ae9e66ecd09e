import { describe, expect, test } from 'vitest';
import { listVersions, type VersionListingOptions } from '../../../src/aws/versions/version-listing.js';
import type { VersionPage } from '../../../src/aws/versions/version-page.js';
import { hostileKeys } from '../../../src/sandbox/seed/objects.js';
import { serve, type Seen, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';
import { signedInPractice, write } from '../support/practice.js';

const address = (name: string) => ({ name, region: 'us-east-1', expectedOwner: null });

async function pagesOf(source: AsyncIterable<VersionPage>): Promise<VersionPage[]> {
  const pages: VersionPage[] = [];
  for await (const page of source) pages.push(page);
  return pages;
}

describe('on the practice account', () => {
  test('versions and delete markers come with all that is known of them', async () => {
    const { clients } = await signedInPractice();
    const [page] = await pagesOf(listVersions(clients, address('payments-protected'), { prefix: 'minutes/' }));
    expect(page?.versions).toEqual([
      { key: 'minutes/2024-01.txt', versionId: expect.any(String), isDeleteMarker: false, isLatest: false, lastModified: Date.parse('2026-01-13T12:00:02Z'), size: 19 },
    ]);
    expect(page?.deleteMarkers).toEqual([
      { key: 'minutes/2024-01.txt', versionId: expect.any(String), isDeleteMarker: true, isLatest: true, lastModified: Date.parse('2026-02-22T12:00:02Z'), size: 0 },
    ]);
  });

  test('hostile keys come exactly as they were written', async () => {
    const { clients } = await signedInPractice();
    const pages = await pagesOf(listVersions(clients, address('odd-names')));
    const keys = new Set(pages.flatMap(({ versions }) => versions.map(({ key }) => key)));
    expect([...keys].toSorted()).toEqual([...hostileKeys].toSorted());
  });

  test('page follows page until all are listed, whatever the keys at their ends', async () => {
    const { clients, bucket } = await signedInPractice();
    for (const key of hostileKeys) write(bucket('ledger-ready'), key, 250);
    const pages = await pagesOf(listVersions(clients, address('ledger-ready')));
    expect(pages.length).toBeGreaterThan(4);
    expect(pages.flatMap(({ versions }) => versions).length + pages.flatMap(({ deleteMarkers }) => deleteMarkers).length).toBe(bucket('ledger-ready').objects.size());
  });

  test('a listing can begin after a key', async () => {
    const { clients } = await signedInPractice();
    const [page] = await pagesOf(listVersions(clients, address('payments-protected'), { afterKey: 'contracts/lease.txt' }));
    expect(page?.versions.map(({ key }) => key)).toEqual(['minutes/2024-01.txt', 'readme.txt']);
  });

  test('a bucket without versions is one empty page', async () => {
    const { clients } = await signedInPractice();
    expect(await pagesOf(listVersions(clients, address('uploads-unversioned')))).toEqual([{ versions: [], deleteMarkers: [] }]);
  });

  test.each<[string, VersionListingOptions, string[]]>([
    ['a prefix', { prefix: 'bell-\u0007' }, ['bell-\u0007', 'bell-\u0007a']],
    ['a prefix with nothing before it', { prefix: '\u0001' }, ['\u0001', '\u0001a']],
    ['a prefix that nothing has', { prefix: 'bell-\u0008' }, []],
    ['a key to go on from', { afterKey: 'bell-\u0007' }, ['bell-\u0007a', 'bell-z']],
    ['a key to go on from within a prefix', { prefix: 'bell-\u0007', afterKey: 'bell-\u0007' }, ['bell-\u0007a']],
  ])('%s that XML cannot carry is not named, since a server may repeat it as it is', async (_, options, found) => {
    const asked: string[] = [];
    const { clients, bucket } = await signedInPractice({ onAnswered: (_call, { rawQuery }) => asked.push(rawQuery) });
    const keys = ['\u0001', '\u0001a', 'bell-', 'bell-\u0006', 'bell-\u0007', 'bell-\u0007a', 'bell-z'];
    for (const key of keys) write(bucket('uploads-unversioned'), key);
    const pages = await pagesOf(listVersions(clients, address('uploads-unversioned'), options));
    expect(pages.flatMap(({ versions }) => versions.map(({ key }) => key))).toEqual(found);
    expect(asked.filter((query) => /%0[0-8]/.test(query))).toEqual([]);
  });

  test('a listing by a prefix that XML cannot carry ends behind it', async () => {
    const { clients, bucket, practice } = await signedInPractice();
    for (const [key, versions] of [['bell-\u0006', 1_500], ['bell-\u0007', 2], ['bell-z', 3_000]] as const) write(bucket('ledger-ready'), key, versions);
    const pages = await pagesOf(listVersions(clients, address('ledger-ready'), { prefix: 'bell-\u0007' }));
    expect(pages.map(({ versions }) => versions.length)).toEqual([0, 2]);
    expect(practice.account.calls.filter(({ operation }) => operation === 'ListObjectVersions')).toHaveLength(2);
  });
});

describe('on servers that answer otherwise', () => {
  const result = (content: string) => xml(200, `<ListVersionsResult>${content}</ListVersionsResult>`);
  const version = (key: string, id: string) =>
    `<Version><Key>${key}</Key><VersionId>${id}</VersionId><IsLatest>true</IsLatest><LastModified>2026-01-01T00:00:00.000Z</LastModified><Size>1</Size></Version>`;
  const more = (marker: string) => `<IsTruncated>true</IsTruncated><NextKeyMarker>${marker}</NextKeyMarker><NextVersionIdMarker>1</NextVersionIdMarker>`;
  const markerOf = ({ url }: Seen) => new URL(url, 'http://x').searchParams.get('key-marker');

  test.each([
    ['encoded, as AWS sends it', 'a%252B+b', 'a%252B+b'],
    ['not encoded, as Ceph sends it', 'a%252B+b', 'a%2B b'],
  ])('the marker to go on from may be %s', async (_, key, marker) => {
    const server = await serve((request, response) => {
      const first = markerOf(request) === null;
      result(first ? `<EncodingType>url</EncodingType>${more(marker)}${version(key, '1')}` : '<IsTruncated>false</IsTruncated>')(request, response);
    });
    await pagesOf(listVersions(await clientsOf(server.url, { pathStyle: true }), address('ledger')));
    expect(server.seen.map(markerOf)).toEqual([null, 'a%2B b']);
  });

  test('keys are taken as they are where the server does not encode', async () => {
    const server = await serve(result(version('a%2Fb+c', '1')));
    const [page] = await pagesOf(listVersions(await clientsOf(server.url, { pathStyle: true }), address('ledger')));
    expect(page?.versions[0]?.key).toBe('a%2Fb+c');
  });

  test.each<[string, string, RegExp]>([
    ['a key whose encoding is broken', `<EncodingType>url</EncodingType>${version('100%', '1')}`, /encoding is broken/],
    ['a listing that does not say where it goes on', `<IsTruncated>true</IsTruncated>${version('a', '1')}`, /not from where/],
    ['a listing that goes on from where it began', `${more('a')}${version('a', '1')}`, /from where it began/],
  ])('%s is refused, not guessed', async (_, content, complaint) => {
    const server = await serve(result(content));
    const clients = await clientsOf(server.url, { pathStyle: true });
    const failure = await failureOf(pagesOf(listVersions(clients, address('ledger'))));
    expect(failure.kind).toBe('unexpected-answer');
    expect(failure.message).toMatch(complaint);
    expect(server.seen.length).toBeLessThanOrEqual(2);
  });

  test.each([
    ['another XML document', xml(200, '<ListBucketResult/>')],
    ['a listing that breaks off', xml(200, `<ListVersionsResult>${version('a', '1')}`)],
  ])('%s is not taken for an empty bucket', async (_, answer) => {
    const server = await serve(answer);
    const failure = await failureOf(pagesOf(listVersions(await clientsOf(server.url, { pathStyle: true }), address('ledger'))));
    expect(failure).toMatchObject({ kind: 'not-aws', exitCode: 3 });
  });

  test('a page that breaks off on the way is asked for again, and comes once', async () => {
    const server = await serve((request, response) => {
      const isFirst = server.seen.length === 1;
      if (!isFirst) return result(version('a', '1'))(request, response);
      response.writeHead(200, { 'content-type': 'application/xml', 'content-length': '9999' });
      response.write(`<ListVersionsResult>${version('a', '1')}`, () => response.destroy());
    });
    const [page, ...others] = await pagesOf(listVersions(await clientsOf(server.url, { pathStyle: true }), address('ledger')));
    expect(page?.versions.map(({ key }) => key)).toEqual(['a']);
    expect(others).toEqual([]);
    expect(server.seen).toHaveLength(2);
  });
});
