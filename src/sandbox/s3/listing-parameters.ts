import { invalidArgument } from './errors.js';

/** The most entries of one page. AWS: "ListObjectVersions", "ListObjectsV2" (verified). */
const MOST = 1000;

/** What the listings have in common. */
export type ListingParameters = {
  prefix: string;
  delimiter: string;
  maxKeys: number;
  /** Writes a key as the request wants it: as it is, or percent-encoded. */
  encode(key: string): string;
  /** `url`, or not asked for. */
  encodingType: 'url' | undefined;
};

/**
 * Reads them from the query.
 * @throws PracticeError 400 InvalidArgument; texts from captures of the real S3 (verified)
 */
export function listingParameters(query: ReadonlyMap<string, string>): ListingParameters {
  const encodingType = query.get('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: maxKeysOf(query.get('max-keys')),
    encodingType,
    encode: encodingType === undefined ? (key) => key : urlEncoded,
  };
}

function maxKeysOf(value: string | undefined): number {
  if (value === undefined || value === '') return MOST;
  if (!/^-?\d+$/.test(value)) {
    throw invalidArgument('Provided max-keys not an integer or within integer range', 'max-keys', value);
  }
  const count = Number(value);
  if (count < 0 || count > 0x7fffffff) {
    throw invalidArgument('Argument max-keys must be an integer between 0 and 2147483647', 'max-keys', value);
  }
  return Math.min(count, MOST);
}

/** As a form is encoded, a space as `+`, but with the slashes left (AWS: "ListObjectVersions", EncodingType; likely). */
function urlEncoded(key: string): string {
  return new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
}
