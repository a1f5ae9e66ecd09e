const surrogate = /[\ud800-\udfff]/;

/**
 * Compares two keys by their UTF-8 bytes, the order in which S3 lists them: JavaScript's own order, by UTF-16 units,
 * puts U+1F600 before U+FFFD.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 * @returns negative, zero or positive
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}
