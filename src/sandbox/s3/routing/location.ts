import type { WireRequest } from '../../types.js';
import { s3Error } from '../errors.js';

/** What a request is about, and how it was addressed; the empty string where it names no bucket, or no key. */
export type Location = { bucketName: string; key: string; style: 'path' | 'virtual-host' };

/**
 * Reads bucket and key from the raw path, or the bucket from `Host: bucket.localhost`. The path is never normalised:
 * `a//b` and `./a` are keys. AWS: "Virtual hosting of general purpose buckets", "Naming Amazon S3 objects" (verified).
 * @throws PracticeError 400 InvalidURI for a bad percent escape
 */
export function locationOf(request: WireRequest): Location {
  const host = /^(?<bucket>[a-z0-9.-]+)\.localhost(:\d+)?$/.exec(request.headers['host'] ?? '')?.groups?.['bucket'];
  if (host !== undefined) return { bucketName: host, key: decoded(request.rawPath.slice(1)), style: 'virtual-host' };
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(request.rawPath) ?? [];
  return { bucketName: decoded(bucket), key: decoded(key), style: 'path' };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw s3Error('badUri', { URI: text });
  }
}
