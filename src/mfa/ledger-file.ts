import { chmod, link, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { hasCode } from '../core/failures/system-error.js';

/** One code that was sent: in which 30-second step, and its keyed hash (hex). Never the code itself. */
export type SentCode = { step: number; hash: string };

/** What a file of the ledger held; `damaged` when it was there but could not be understood. */
type LedgerContent = { sent: SentCode[]; damaged: boolean };

/**
 * Reads one file of the ledger.
 * @throws the file system's error when the file is there and cannot be read
 */
export async function readLedger(path: string): Promise<LedgerContent> {
  const text = await readIfThere(path);
  if (text === null) return { sent: [], damaged: false };
  try {
    const { sent } = JSON.parse(text.toString('utf8')) as { sent?: unknown };
    if (Array.isArray(sent) && sent.every(isSentCode)) return { sent, damaged: false };
  } catch {
    // Not JSON, or null in it: damaged, as below.
  }
  return { sent: [], damaged: true };
}

/** Replaces a file of the ledger whole: written beside it, flushed to disk (fsync), renamed over it; mode 0600. */
export async function writeLedger(path: string, sent: readonly SentCode[]): Promise<void> {
  await writePrivate(path, `${JSON.stringify({ version: 1, sent })}\n`);
}

/** Writes a file that only its owner may read, whole or not at all. */
export async function writePrivate(path: string, content: string | Buffer): Promise<void> {
  await writeFileAtomic(path, content, { mode: 0o600, fsync: true });
}

/**
 * The same for a file that is written once: of several processes the first one's stands.
 * @returns what the file holds then
 */
export async function publishPrivate(path: string, content: Buffer): Promise<Buffer> {
  const own = `${path}.${process.pid}`;
  await writePrivate(own, content);
  try {
    await link(own, path);
  } catch (error) {
    // Some file systems know no links; there the last one stands, as anywhere else.
    if (!hasCode(error, 'EEXIST')) await rename(own, path);
  } finally {
    await rm(own, { force: true });
  }
  return await readFile(path);
}

/** The bytes of a file, `null` where there is none. */
export async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

/** Removes the files of the ledger that hold nothing `relevant` any more. Call it under the lock. */
export async function sweepLedgers(directory: string, relevant: (code: SentCode) => boolean): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.endsWith('.json')) continue;
    const path = join(directory, name);
    const { sent, damaged } = await readLedger(path);
    if (!damaged && !sent.some(relevant)) await rm(path, { force: true });
  }
}

/** Takes away what others may have been allowed on a directory of ours. Without effect on Windows. */
export async function makePrivate(directory: string): Promise<void> {
  await chmod(directory, 0o700);
}

function isSentCode(entry: Partial<SentCode>): entry is SentCode {
  return Number.isSafeInteger(entry.step) && typeof entry.hash === 'string';
}
