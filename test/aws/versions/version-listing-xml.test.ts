import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { versionListingReader } from '../../../src/aws/versions/version-listing-xml.js';

function read(...pieces: string[]) {
  const reader = versionListingReader();
  for (const piece of pieces) reader.read(piece);
  return reader.end();
}

const listing = (content: string): string => `<?xml version="1.0" encoding="UTF-8"?>\n<ListVersionsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</ListVersionsResult>`;
const owner = '<Owner><ID>someone</ID><DisplayName>Key</DisplayName></Owner>';
const version = `<Version><Owner><Key>not this one</Key></Owner><ETag>&quot;1&quot;</ETag><Size>19</Size><Key>a &amp; b</Key><VersionId>3/L4</VersionId><IsLatest>true</IsLatest><LastModified>2026-01-13T12:00:02.000Z</LastModified></Version>`;
const marker = `<DeleteMarker>${owner}<Key>c</Key><VersionId>null</VersionId><IsLatest>false</IsLatest><LastModified>2026-01-14T12:00:02Z</LastModified></DeleteMarker>`;
const whole = listing(
  `<Name>ledger</Name><Prefix/><EncodingType>url</EncodingType>${version}${marker}<CommonPrefixes><Prefix>x/</Prefix></CommonPrefixes>` +
    '<IsTruncated>true</IsTruncated><NextKeyMarker>c</NextKeyMarker><NextVersionIdMarker>null</NextVersionIdMarker>',
);

const expected = {
  versions: [{ key: 'a & b', versionId: '3/L4', isDeleteMarker: false, isLatest: true, lastModified: Date.parse('2026-01-13T12:00:02Z'), size: 19 }],
  deleteMarkers: [{ key: 'c', versionId: 'null', isDeleteMarker: true, isLatest: false, lastModified: Date.parse('2026-01-14T12:00:02Z'), size: 0 }],
  ...{ isTruncated: true, encodingType: 'url', nextKeyMarker: 'c', nextVersionIdMarker: 'null' },
};

describe('an answer of ListObjectVersions', () => {
  it('is read with the fields that count, and without those of nested elements', () => {
    expect(read(whole)).toEqual(expected);
  });

  it('reads the same wherever the network cuts it', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(whole.length), { maxLength: 6 }), (cuts) => {
        const ends = [...cuts.toSorted((a, b) => a - b), whole.length];
        expect(read(...ends.map((end, at) => whole.slice(ends[at - 1] ?? 0, end)))).toEqual(expected);
      }),
    );
  });

  it('keeps white space in keys, entities and CDATA included', () => {
    const keys = [' a ', 'b&#13;&#10;', '<![CDATA[<c>]]> d'];
    const entries = keys.map((key) => `<Version><Key>${key}</Key></Version>`).join('\n  ');
    expect(read(listing(entries))?.versions.map(({ key }) => key)).toEqual([' a ', 'b\r\n', '<c> d']);
  });

  it.each([
    ['another document', '<ListBucketResult/>'],
    ['an error', '<Error><Code>InternalError</Code></Error>'],
    ['cut off', whole.slice(0, -3)],
    ['not well-formed', whole.replace('</Key>', '')],
    ['two documents', whole + whole.slice(whole.indexOf('<List'))],
    ['with entities of its own', whole.replace('<ListVersionsResult', '<!DOCTYPE x [<!ENTITY y "z">]><ListVersionsResult')],
    ['no XML', 'hello'],
    ['nothing', ''],
  ])('is refused as a whole: %s', (_, text) => {
    expect(read(text)).toBeNull();
  });
});
