/** Characters that XML 1.0 cannot carry, not even as references, and lone surrogates. https://www.w3.org/TR/xml/#charsets */
const notXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

/** Can DeleteObjects name this key? Others are deleted one by one, each with a code of its own. */
export function fitsXml(key: string): boolean {
  return !notXml.test(key);
}

/** The beginning of a key up to the first character that XML cannot carry; all of it where there is none. */
export function startThatFitsXml(key: string): string {
  const at = key.search(notXml);
  return at === -1 ? key : key.slice(0, at);
}
