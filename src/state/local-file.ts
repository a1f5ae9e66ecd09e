import { closeSync, fsyncSync, openSync } from 'node:fs';
import { Failure } from '../core/failures/failure.js';
import { reasonOf } from '../core/failures/system-error.js';

/** What to do where the state directory cannot be written. */
export const freeTheDisk = 'free the disk or set XDG_STATE_HOME to a directory you can write to';

/**
 * The failure of a file of ours that cannot be read or written.
 * @param what a clause without its reason: `the plan \`p\` cannot be read`
 */
export function localFileFailure(what: string, error: unknown, ...hints: string[]): Failure {
  return new Failure('local-file', `${what}: ${reasonOf(error)}`, { hints, cause: error });
}

/** A point in time (ms since the epoch) as part of a file's name: `2026-03-04T12-00-02-000Z`. */
export function timeStamp(time: number): string {
  return new Date(time).toISOString().replace(/[:.]/g, '-');
}

/** Flushes the names in a directory: else a power loss could take a whole new file. Windows cannot, and need not. */
export function flushDirectory(path: string): void {
  try {
    const directory = openSync(path, 'r');
    fsyncSync(directory);
    closeSync(directory);
  } catch {
    return;
  }
}
