import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stepAt } from '../core/clock.js';
import { hasCode } from '../core/failures/system-error.js';

const ENDING = '.claim';

/**
 * Claims a name in a directory; of all processes that try, however they come to it, one succeeds. The lock of the ledger can
 * be lost to a run that takes it for stale; this cannot.
 * @param step that the claim is for; it may be taken away when that is long ago
 * @returns was it free?
 * @throws the file system's error
 */
export async function claim(directory: string, name: string, step: number): Promise<boolean> {
  try {
    await writeFile(join(directory, `${name}${ENDING}`), String(step), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the claims that are not `relevant` any more, by the step that they are for. */
export async function sweepClaims(directory: string, relevant: (claimed: { step: number }) => boolean): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.endsWith(ENDING)) continue;
    const path = join(directory, name);
    const step = await stepOf(path);
    if (step !== null && !relevant({ step })) await rm(path, { force: true });
  }
}

/** A claim that is empty is being written now, or was when its run was killed. @returns `null` where another run has swept it */
async function stepOf(path: string): Promise<number | null> {
  try {
    const text = await readFile(path, 'utf8');
    return /^-?\d+$/.test(text) ? Number(text) : stepAt((await stat(path)).mtimeMs);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}
