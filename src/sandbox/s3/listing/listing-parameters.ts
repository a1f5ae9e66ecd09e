import { invalidArgument } from '../errors.js';

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
 * @param limit the parameter that says how many entries a page has at most
 * @throws PracticeError 400 InvalidArgument; texts from captures of the real S3 (verified)
 */
export function listingParameters(query: ReadonlyMap<string, string>, limit = 'max-keys'): ListingParameters {
  const encodingType = query.get('encoding-type');
  if (encodingType !== undefined && encodingType !== 'url') {
    throw invalidArgument('Invalid Encoding Method specified in Request', 'encoding-type', encodingType);
  }
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    maxKeys: Math.min(wholeNumber(query, limit) ?? MOST, MOST),
    encodingType,
    encode: encodingType === undefined ? (key) => key : urlEncoded,
  };
}

/**
 * Reads a count from the query; `null` where it is not there or empty.
 * @throws PracticeError 400 InvalidArgument; texts from captures of `max-keys` (verified; for other parameters likely)
 */
export function wholeNumber(query: ReadonlyMap<string, string>, name: string): number | null {
  const value = query.get(name);
  if (value === undefined || value === '') return null;
  if (!/^-?\d+$/.test(value)) throw invalidArgument(`Provided ${name} not an integer or within integer range`, name, value);
  const count = Number(value);
  if (count >= 0 && count <= 0x7fffffff) return count;
  throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, value);
}

/** As a form is encoded, a space as `+`, but with the slashes left (AWS: "ListObjectVersions", EncodingType; likely). */
function urlEncoded(key: string): string {
  if (/^[\w.*/-]*$/.test(key)) return key;
  return new URLSearchParams([['', key]]).toString().slice(1).replaceAll('%2F', '/');
}
