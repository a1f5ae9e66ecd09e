import { describe, expect, test } from 'vitest';
import { abortUpload, listUploads, type MultipartUpload } from '../../../src/aws/versions/multipart-uploads.js';
import { serve, type Seen, xml } from '../support/canned-server.js';
import { clientsOf } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const ledger = { name: 'ledger', region: 'us-east-1', expectedOwner: null };
const result = (content: string) => xml(200, `<ListMultipartUploadsResult>${content}</ListMultipartUploadsResult>`);
const upload = (key: string) => `<Upload><Key>${key}</Key><UploadId>u1</UploadId><Initiated>2026-01-01T00:00:00.000Z</Initiated></Upload>`;
const more = (marker: string) => `<IsTruncated>true</IsTruncated><NextKeyMarker>${marker}</NextKeyMarker><NextUploadIdMarker>u1</NextUploadIdMarker>`;

async function listed(url: string): Promise<MultipartUpload[]> {
  const uploads: MultipartUpload[] = [];
  for await (const page of listUploads(await clientsOf(url, { pathStyle: true }), ledger)) uploads.push(...page);
  return uploads;
}

describe('a list of uploads', () => {
  test('is empty where there are none', async () => {
    expect(await listed((await serve(result('<IsTruncated>false</IsTruncated>'))).url)).toEqual([]);
  });

  test.each([
    ['encoded, as AWS sends it', 'a%252B+b'],
    ['not encoded', 'a%2B b'],
  ])('goes on from its marker, %s', async (_, marker) => {
    const markerOf = ({ url }: Seen) => new URL(url, 'http://x').searchParams.get('key-marker');
    const server = await serve((request, response) => {
      const content = markerOf(request) === null ? `<EncodingType>url</EncodingType>${more(marker)}${upload('a%252B+b')}` : '<IsTruncated>false</IsTruncated>';
      result(content)(request, response);
    });
    expect(await listed(server.url)).toEqual([{ key: 'a%2B b', uploadId: 'u1', initiated: Date.parse('2026-01-01T00:00:00Z') }]);
    expect(server.seen.map(markerOf)).toEqual([null, 'a%2B b']);
  });

  test('has keys as they are where the server does not encode', async () => {
    expect((await listed((await serve(result(upload('a%2Fb+c')))).url))[0]?.key).toBe('a%2Fb+c');
  });

  test.each<[string, string, RegExp]>([
    ['a key whose encoding is broken', `<EncodingType>url</EncodingType>${upload('100%')}`, /encoding is broken/],
    ['one that does not say where it goes on', `<IsTruncated>true</IsTruncated>${upload('a')}`, /not from where/],
    ['one that goes on from where it began', `${more('a')}${upload('a')}`, /from where it began/],
  ])('is refused, not guessed: %s', async (_, content, complaint) => {
    const failure = await failureOf(listed((await serve(result(content))).url));
    expect([failure.kind, failure.message]).toEqual(['unexpected-answer', expect.stringMatching(complaint)]);
  });
});

test('an upload that is no longer there counts as gone, another refusal does not', async () => {
  const refusal = (status: number, code: string) => xml(status, `<Error><Code>${code}</Code><Message>no</Message></Error>`);
  const clients = async (status: number, code: string) => clientsOf((await serve(refusal(status, code))).url, { pathStyle: true });
  expect(await abortUpload(await clients(404, 'NoSuchUpload'), ledger, { key: 'a', uploadId: 'u1' })).toBe('gone');
  expect((await failureOf(abortUpload(await clients(403, 'AccessDenied'), ledger, { key: 'a', uploadId: 'u1' }))).kind).toBe('access-denied');
});
