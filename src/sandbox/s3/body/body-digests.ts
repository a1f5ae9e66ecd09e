import { createHash } from 'node:crypto';
import { Crc32Node } from '@smithy/core/checksum';
import { PracticeError, type WireRequest } from '../../types.js';
import { invalidArgument, s3Error } from '../errors.js';

const digests: Record<string, (body: Buffer) => string> = {
  'x-amz-checksum-crc32': crc32,
  'x-amz-checksum-sha1': (body) => createHash('sha1').update(body).digest('base64'),
  'x-amz-checksum-sha256': (body) => createHash('sha256').update(body).digest('base64'),
};

/** The checksums that the request brought, by header name; kept with the object and given back. */
export function checksumHeaders(request: WireRequest): Record<string, string> {
  const names = Object.keys(request.headers).filter((name) => /^x-amz-checksum-(crc32|crc32c|crc64nvme|sha1|sha256)$/.test(name));
  return Object.fromEntries(names.map((name) => [name, request.headers[name] ?? '']));
}

/**
 * Compares the body with every digest that came along: Content-MD5, CRC32, SHA-1, SHA-256. CRC32C and CRC64NVME are
 * kept, not checked. AWS: "Checking object integrity" (verified; the text about checksums likely).
 * @throws PracticeError 400 BadDigest or InvalidArgument
 */
export function checkBodyDigests(request: WireRequest): void {
  const md5 = request.headers['content-md5'];
  if (md5 !== undefined) checkMd5(request.body, md5);
  for (const [name, value] of Object.entries(checksumHeaders(request))) {
    if (Buffer.from(value, 'base64').length === 0) throw invalidArgument(`Value for ${name} header is invalid.`, name, value);
    const computed = digests[name]?.(request.body) ?? value;
    if (computed !== value) throw badChecksum(name);
  }
}

/** AWS: "DeleteObjects" (verified): Content-MD5 or a checksum is required. */
export function requireBodyDigest(request: WireRequest): void {
  if (request.headers['content-md5'] === undefined && Object.keys(checksumHeaders(request)).length === 0) throw s3Error('noBodyDigest');
}

function checkMd5(body: Buffer, md5: string): void {
  const computed = createHash('md5').update(body).digest('base64');
  if (computed !== md5) throw s3Error('badDigest', { ExpectedDigest: md5, CalculatedDigest: computed });
}

function badChecksum(name: string): PracticeError {
  const algorithm = name.replace('x-amz-checksum-', '').toUpperCase();
  return new PracticeError(400, 'BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
}

function crc32(body: Buffer): string {
  const checksum = new Crc32Node();
  checksum.update(body);
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(checksum.digestSync());
  return bytes.toString('base64');
}
