import { access, constants, lstat, mkdir, readFile, readlink, realpath, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../core/failures/failure.js';
import { hasCode } from '../core/failures/system-error.js';

/** A lock whose owner was killed is taken over after this long (ms). */
const STALE_MS = 5_000;
const RETRY_MS = 25;

/** A shared file as it was when it was read. */
export type SharedFileCopy = {
  /** As it was named. */
  file: string;
  /** Where it lies, symbolic links followed. */
  target: string;
  /** Empty where it does not exist. */
  bytes: Uint8Array;
  /** Permission bits; `null` where it does not exist. */
  mode: number | null;
};

/**
 * Reads a shared file in order to change it later, for example after a question.
 * @param file path; a file that is not there is an empty one
 * @throws Failure `local-file` when it cannot be read
 */
export async function readForEdit(file: string): Promise<SharedFileCopy> {
  try {
    const target = await targetOf(file);
    const info = await ifThere(stat(target));
    return { file, target, bytes: info === null ? new Uint8Array() : await readFile(target), mode: info === null ? null : info.mode & 0o7777 };
  } catch (error) {
    throw unusable(file, 'read', error);
  }
}

/**
 * Writes new content over a shared file: whole, and renamed into place. Mode and symbolic links stay; a new file is 0600, its directory 0700.
 * @param copy what the change was made from: when the file is not that any more, somebody else changed it, and it is left alone
 * @param options.ownerOnly the file becomes 0600, whatever it was: it is about to hold a secret
 * @param options.backup what to add to the file's name for a copy of the old content, 0600; nothing is kept without
 * @returns path of the backup; `null` without
 * @throws Failure `file-changed` when the file was changed meanwhile, `local-file` when it cannot be written
 */
export async function writeEdited(copy: SharedFileCopy, content: Uint8Array, options: { backup?: string; ownerOnly?: boolean } = {}): Promise<{ backup: string | null }> {
  const { file, target, bytes, mode } = copy;
  await refuseDevice(file, target);
  if (mode === null) await mkdir(path.dirname(target), { recursive: true, mode: 0o700 }).catch((error: unknown) => Promise.reject(unusable(file, 'written', error)));
  const release = await locked(file, target);
  try {
    const backup = options.backup === undefined || mode === null ? null : `${target}${options.backup}`;
    if (backup !== null) await writeFile(backup, bytes, { mode: 0o600, flag: 'wx' });
    await refuseChanged(copy);
    await writeFileAtomic(target, Buffer.from(content), { mode: options.ownerOnly === true ? 0o600 : (mode ?? 0o600) });
    return { backup };
  } catch (error) {
    throw error instanceof Failure ? error : unusable(file, 'written', error);
  } finally {
    // A lock that is gone already protects nobody any more, and the file is written.
    await release().catch(() => undefined);
  }
}

/**
 * Checks as far as possible that a shared file could be written now, before anything is paid for its content.
 * @throws Failure `local-file`
 */
export async function checkEditable(file: string): Promise<void> {
  const target = await targetOf(file).catch((error: unknown) => Promise.reject(unusable(file, 'read', error)));
  await refuseDevice(file, target);
  const place = await nearestDirectory(path.dirname(target));
  await access(place, constants.W_OK | constants.X_OK).catch((error: unknown) => Promise.reject(unusable(file, 'written', error)));
}

async function nearestDirectory(directory: string): Promise<string> {
  const isThere = (await ifThere(stat(directory))) !== null;
  return isThere || path.dirname(directory) === directory ? directory : nearestDirectory(path.dirname(directory));
}

/** Renaming a file over /dev/null would take that away from the whole machine. */
async function refuseDevice(file: string, target: string): Promise<void> {
  if ((await ifThere(stat(target)))?.isFile() !== false) return;
  throw new Failure('local-file', `${file} is not a file`, { hints: ['name one with AWS_SHARED_CREDENTIALS_FILE or AWS_CONFIG_FILE'] });
}

async function refuseChanged({ file, bytes }: SharedFileCopy): Promise<void> {
  const now = await readForEdit(file);
  if (Buffer.compare(Buffer.from(now.bytes), Buffer.from(bytes)) === 0) return;
  throw new Failure('file-changed', `${file} was changed by another program after it was read, so it is left as it is now`, {
    hints: ['close the editor that has it open, then run this again'],
  });
}

/** Keeps other runs of this program out. Other programs take no lock, hence the comparison. */
async function locked(file: string, target: string): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      return await lock(target, { realpath: false, stale: STALE_MS });
    } catch (error) {
      if (!hasCode(error, 'ELOCKED')) throw unusable(file, 'written', error);
      if (waited < STALE_MS) await delay(RETRY_MS);
      else throw new Failure('file-changed', `another run of this program is changing ${file}`, { hints: ['wait for it to end, then run this again'], cause: error });
    }
  }
}

/** The file itself, or what a symbolic link leads to, also where nothing is there yet. */
async function targetOf(file: string): Promise<string> {
  const real = await ifThere(realpath(file));
  if (real !== null) return real;
  const info = await ifThere(lstat(file));
  if (info?.isSymbolicLink() !== true) return path.resolve(file);
  return targetOf(path.resolve(path.dirname(file), await readlink(file)));
}

async function ifThere<T>(answer: Promise<T>): Promise<T | null> {
  return answer.catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
}

function unusable(file: string, what: 'read' | 'written', error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  return new Failure('local-file', `${file} cannot be ${what} (${String(error.code)})`, {
    hints: ['make the file and its directory accessible, or name another with AWS_SHARED_CREDENTIALS_FILE or AWS_CONFIG_FILE'],
    cause: error,
  });
}
