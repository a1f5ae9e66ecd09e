import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { hasCode } from '../core/failures/system-error.js';
import type { KeyIntent } from '../core/root-keys/ephemeral-key.js';
import { freeTheDisk, localFileFailure, timeStamp } from './local-file.js';
import { isStillRunning, startOf } from './running-process.js';
import { folderOf } from './what-was-left.js';

/** Where a run notes the root key that it is going to make: the intent, then the id, never the secret. */
export type EphemeralKeyFile = {
  readonly path: string;
  /** Adds the id, once AWS has answered. @throws Failure `local-file` */
  noteId(accessKeyId: string): Promise<void>;
  /** The key is gone, or was never made. @throws Failure `local-file` */
  remove(): Promise<void>;
};

/** A note of an earlier run, or of one that is still going. */
export type KeyNote = {
  path: string;
  intent: KeyIntent;
  /** Is the process that wrote it still there, on this machine? */
  isInUse: boolean;
};

/** Where a process that was given the same id cannot be told from the one that wrote a note: no session of AWS lasts longer than this (ms). */
const NO_SESSION_LASTS_MS = 12 * 3_600_000;

/**
 * Writes down that a key is going to be made: `<stateDirectory>/ephemeral-keys/<time>-<random>.json`, 0600 in a
 * directory 0700, flushed to disk before anything is sent.
 * @throws Failure `local-file`
 */
export async function noteKeyIntent(stateDirectory: string, intent: KeyIntent): Promise<EphemeralKeyFile> {
  const directory = folderOf(stateDirectory, 'ephemeral keys');
  const path = join(directory, `${timeStamp(intent.intendedAt)}-${randomBytes(3).toString('hex')}.json`);
  const write = (noted: KeyIntent): Promise<void> =>
    writable(path, async () => {
      await mkdir(directory, { recursive: true, mode: 0o700 });
      const document = { version: 1, ...noted, intendedAt: new Date(noted.intendedAt).toISOString(), pid: process.pid, host: hostname(), started: startOf(process.pid) };
      await writeFileAtomic(path, `${JSON.stringify(document)}\n`, { mode: 0o600, fsync: true });
    });
  await write(intent);
  return {
    path,
    noteId: (accessKeyId) => write({ ...intent, accessKeyId }),
    remove: () => removeKeyNote({ path }),
  };
}

/** The notes there are, and the paths of those that cannot be read or understood. */
type KeyNotes = { notes: KeyNote[]; damaged: string[] };

/**
 * Every note there is.
 * @param now ms since the epoch
 * @throws Failure `local-file` where the directory cannot be read
 */
export async function readKeyNotes(stateDirectory: string, now: number): Promise<KeyNotes> {
  const directory = folderOf(stateDirectory, 'ephemeral keys');
  const names = await writable(directory, () => readdir(directory).catch(emptyWhereMissing));
  const paths = names.filter((name) => name.endsWith('.json')).map((name) => join(directory, name));
  const read = await Promise.all(paths.map(async (path) => ({ path, note: await readNote(path, now) })));
  return {
    notes: read.flatMap(({ note }) => (note === 'damaged' || note === 'removed' ? [] : [note])),
    damaged: read.flatMap(({ path, note }) => (note === 'damaged' ? [path] : [])),
  };
}

/** Removes a note whose key is gone. @throws Failure `local-file` */
export function removeKeyNote({ path }: Pick<KeyNote, 'path'>): Promise<void> {
  return writable(path, () => rm(path, { force: true }));
}

/** `removed`: by its own run, meanwhile. */
async function readNote(path: string, now: number): Promise<KeyNote | 'damaged' | 'removed'> {
  let document: unknown;
  try {
    document = JSON.parse(await readFile(path, 'utf8'));
  } catch (error) {
    return hasCode(error, 'ENOENT') ? 'removed' : 'damaged';
  }
  if (!isNote(document)) return 'damaged';
  const { account, endpoint, keysBefore, accessKeyId, pid, host, started = null } = document;
  const intendedAt = Date.parse(document.intendedAt);
  const isInUse = host === hostname() && pid !== process.pid && isStillRunning(pid, started) && now - intendedAt < NO_SESSION_LASTS_MS;
  return { path, intent: { account, endpoint, keysBefore, accessKeyId, intendedAt }, isInUse };
}

type NoteDocument = Omit<KeyIntent, 'intendedAt'> & { intendedAt: string; pid: number; host: string; started?: string | null };

function isNote(document: unknown): document is NoteDocument {
  if (typeof document !== 'object' || document === null) return false;
  const { version, account, endpoint, intendedAt, keysBefore, accessKeyId, pid, host, started = null } = document as Record<string, unknown>;
  const texts = [account, endpoint, intendedAt, host, ...(Array.isArray(keysBefore) ? keysBefore : [null])];
  const idIsOne = accessKeyId === null || (typeof accessKeyId === 'string' && /^[A-Z0-9]{16,128}$/.test(accessKeyId));
  const startIsOne = started === null || typeof started === 'string';
  return version === 1 && idIsOne && startIsOne && Number.isSafeInteger(pid) && texts.every((text) => typeof text === 'string') && !Number.isNaN(Date.parse(String(intendedAt)));
}

function emptyWhereMissing(error: unknown): string[] {
  if (hasCode(error, 'ENOENT')) return [];
  throw error;
}

async function writable<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw localFileFailure(`notes of ephemeral root keys cannot be kept in \`${path}\``, error, freeTheDisk);
  }
}
