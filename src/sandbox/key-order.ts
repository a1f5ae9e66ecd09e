const surrogate = /[\ud800-\udfff]/;

/**
 * Compares two keys by their UTF-8 bytes, as S3 lists them (AWS: "ListObjectVersions", verified). JavaScript's own
 * order, by UTF-16 units, puts U+1F600 before U+FFFD.
 */
export function compareKeys(a: string, b: string): number {
  if (a === b) return 0;
  if (surrogate.test(a) || surrogate.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

/** The least key that comes after every key beginning with `prefix`; `null` where there is no such key. */
export function keyAfterPrefix(prefix: string): string | null {
  const points = [...prefix];
  for (let last = points.pop(); last !== undefined; last = points.pop()) {
    const point = last.codePointAt(0) ?? 0;
    // Surrogates are no characters: the one after U+D7FF is U+E000.
    if (point < 0x10ffff) return points.join('') + String.fromCodePoint(point === 0xd7ff ? 0xe000 : point + 1);
  }
  return null;
}
