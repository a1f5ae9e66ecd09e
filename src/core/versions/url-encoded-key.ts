/**
 * Undoes `EncodingType=url` of S3's listings: percent-encoded UTF-8, in which `+` is a space.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 * @returns `null` for a text that is not encoded so: a key that was guessed could be another object's
 */
export function decodeUrlEncodedKey(text: string): string | null {
  if (!/[%+]/.test(text)) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
