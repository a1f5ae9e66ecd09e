import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import { Failure } from '../core/failures/failure.js';
import { hasCode } from '../core/failures/system-error.js';

/** A lock whose owner was killed is taken over after this long (ms). */
const STALE_MS = 10_000;
const RETRY_MS = 25;
/** Longer than a stale lock lasts, so that a run that was killed never blocks the next one for good. */
const PATIENCE_MS = STALE_MS + 5_000;

/**
 * Does work while no other process does work in the same directory. Meant for work of milliseconds.
 * @param directory an existing directory; the lock is `lock` in it
 * @returns what `work` returned
 * @throws Failure `local-file` when the lock cannot be made, or was lost while the work ran (then the work is void)
 */
export async function withDirectoryLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  let lost = false;
  const release = await acquire(directory, () => (lost = true));
  try {
    const value = await work();
    if (lost) throw new Failure('local-file', `the lock on ${directory} was lost while it was in use`, { hints: ['run the command again'] });
    return value;
  } finally {
    if (!lost) await release().catch(() => undefined);
  }
}

async function acquire(directory: string, onCompromised: () => void): Promise<() => Promise<void>> {
  for (let waited = 0; ; waited += RETRY_MS) {
    try {
      return await lock(directory, { lockfilePath: join(directory, 'lock'), realpath: false, stale: STALE_MS, onCompromised });
    } catch (error) {
      if (!hasCode(error, 'ELOCKED')) throw unusable(directory, error);
      if (waited >= PATIENCE_MS) {
        throw new Failure('local-file', `another run holds the lock on ${directory}`, { hints: ['wait for the other run to end'], cause: error });
      }
      await delay(RETRY_MS);
    }
  }
}

/**
 * What to throw when work in a directory of ours failed with `error`: a Failure `local-file` for what the file system
 * said, everything else as it is (a bug must not pass for a full disk).
 */
export function unusable(directory: string, error: unknown): unknown {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) return error;
  return new Failure('local-file', `cannot write to ${directory}, where spent MFA codes are remembered (${String(error.code)})`, {
    hints: ['make it writable, or set XDG_STATE_HOME to a directory that is'],
    cause: error,
  });
}
