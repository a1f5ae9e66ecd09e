import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const BLOCK_BYTES = 16;
/** An id is a block that holds a number, encrypted, and half of that block encrypted once more: 32 characters. */
const ID_BYTES = 24;
/** Ids made at a time: one call of the cipher costs as much as many blocks. */
const BATCH = 512;
const TWO_TO_32 = 2 ** 32;

/**
 * Version ids of one bucket: opaque to clients (AWS: "How S3 Versioning works", Unicode, at most 1,024 bytes), but the
 * bucket can tell its own from made-up ones, and where a deleted one stood, so that a listing goes on from its marker.
 */
type VersionIds = {
  /** The id of the version that was written as number `sequence`. */
  mint(sequence: number): string;
  /** The number that the id was minted for, or `null` where this bucket never minted it. */
  sequenceOf(versionId: string): number | null;
};

/**
 * Makes the ids of one bucket.
 * @param secret what ties an id to its bucket: 16 bytes
 */
export function makeVersionIds(secret: Buffer = randomBytes(BLOCK_BYTES)): VersionIds {
  // Each block stands for itself and is never seen twice, so the plainest mode does.
  const cipher = createCipheriv('aes-128-ecb', secret, null).setAutoPadding(false);
  const decipher = createDecipheriv('aes-128-ecb', secret, null).setAutoPadding(false);
  let batch: { first: number; ids: Buffer } = { first: -1, ids: Buffer.alloc(0) };

  const batchFrom = (first: number): Buffer => {
    const plain = Buffer.alloc(BATCH * BLOCK_BYTES);
    for (let index = 0; index < BATCH; index++) writeNumber(plain, index * BLOCK_BYTES, first + index);
    const once = cipher.update(plain);
    const twice = cipher.update(once);
    const ids = Buffer.alloc(BATCH * ID_BYTES);
    for (let index = 0; index < BATCH; index++) {
      const block = index * BLOCK_BYTES;
      once.copy(ids, index * ID_BYTES, block, block + BLOCK_BYTES);
      twice.copy(ids, index * ID_BYTES + BLOCK_BYTES, block, block + ID_BYTES - BLOCK_BYTES);
    }
    return ids;
  };

  return {
    mint(sequence) {
      const first = sequence - (sequence % BATCH);
      if (batch.first !== first) batch = { first, ids: batchFrom(first) };
      const offset = (sequence - first) * ID_BYTES;
      return batch.ids.toString('base64url', offset, offset + ID_BYTES).replaceAll('-', '.');
    },
    sequenceOf(versionId) {
      const bytes = Buffer.from(versionId.replaceAll('.', '-'), 'base64url');
      if (versionId.length !== 32 || bytes.length !== ID_BYTES) return null;
      const block = bytes.subarray(0, BLOCK_BYTES);
      if (!cipher.update(block).subarray(0, ID_BYTES - BLOCK_BYTES).equals(bytes.subarray(BLOCK_BYTES))) return null;
      return readNumber(decipher.update(block));
    },
  };
}

function writeNumber(block: Buffer, offset: number, number: number): void {
  block.writeUInt32BE(Math.floor(number / TWO_TO_32), offset + 8);
  block.writeUInt32BE(number % TWO_TO_32, offset + 12);
}

function readNumber(block: Buffer): number | null {
  if (block.readUInt32BE(0) !== 0 || block.readUInt32BE(4) !== 0) return null;
  return block.readUInt32BE(8) * TWO_TO_32 + block.readUInt32BE(12);
}
