import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

const TAG_BYTES = 16;
const SEQUENCE_BYTES = 8;

/**
 * Version ids of one bucket: opaque to clients (AWS: "How S3 Versioning works", Unicode, at most 1,024 bytes), but the
 * bucket can tell its own from made-up ones, and where a deleted one stood, so that a listing goes on from its marker.
 */
export type VersionIds = {
  /** The id of the version that was written as number `sequence`. */
  mint(sequence: number): string;
  /** The number that the id was minted for, or `null` where this bucket never minted it. */
  sequenceOf(versionId: string): number | null;
};

/**
 * Makes the ids of one bucket.
 * @param secret what ties an id to its bucket
 */
export function makeVersionIds(secret: Buffer = randomBytes(TAG_BYTES)): VersionIds {
  const tagOf = (sequence: Buffer): Buffer => createHmac('sha256', secret).update(sequence).digest().subarray(0, TAG_BYTES);
  return {
    mint(sequence) {
      const number = Buffer.alloc(SEQUENCE_BYTES);
      number.writeBigUInt64BE(BigInt(sequence));
      return Buffer.concat([tagOf(number), number]).toString('base64url').replaceAll('-', '.');
    },
    sequenceOf(versionId) {
      const bytes = Buffer.from(versionId.replaceAll('.', '-'), 'base64url');
      if (versionId.length !== 32 || bytes.length !== TAG_BYTES + SEQUENCE_BYTES) return null;
      const number = bytes.subarray(TAG_BYTES);
      return timingSafeEqual(tagOf(number), bytes.subarray(0, TAG_BYTES)) ? Number(number.readBigUInt64BE()) : null;
    },
  };
}
