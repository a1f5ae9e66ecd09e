import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure, isFailure } from '../core/failures/failure.js';
import { reasonOf } from '../core/failures/system-error.js';
import { readGivenFile } from './given-file.js';
import { localFileFailure, timeStamp } from './local-file.js';

/**
 * Saves a lifecycle configuration: `<directory>/<bucket>-lifecycle-<time>.json`, 0600, written whole and flushed.
 * @param now ms since the epoch
 * @returns the absolute path
 * @throws Failure `local-file`
 */
export async function saveLifecycle(directory: string, bucket: string, document: unknown, now: number): Promise<string> {
  const path = join(resolve(directory), `${bucket}-lifecycle-${timeStamp(now)}.json`);
  try {
    await mkdir(resolve(directory), { recursive: true, mode: 0o700 });
    await writeFileAtomic(path, `${JSON.stringify(document, null, 2)}\n`, { mode: 0o600, fsync: true });
  } catch (error) {
    const what = `the lifecycle configuration of \`${bucket}\` could not be saved to \`${path}\``;
    throw localFileFailure(what, error, 'nothing was removed; give another directory: `--remove-lifecycle <directory>`');
  }
  return path;
}

/**
 * Reads a saved lifecycle configuration.
 * @param flag that it was given to, for the hint
 * @returns what the JSON holds
 * @throws Failure `local-file` when it cannot be read, `usage` when it is not JSON; the reason of the interruption
 */
export async function loadLifecycle(path: string, flag: '--restore-lifecycle' | '--lifecycle', interruption: AbortSignal): Promise<unknown> {
  const bytes = await readGivenFile(path, interruption).catch((error: unknown) => {
    throw isFailure(error) ? error : localFileFailure(`the lifecycle file \`${path}\` cannot be read`, error, `check the path after \`${flag}\``);
  });
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as unknown;
  } catch (error) {
    throw new Failure('usage', `\`${path}\` is not JSON: ${reasonOf(error)}`, {
      hints: ['give a file that `enable` saved, or what `aws s3api get-bucket-lifecycle-configuration` prints'],
      cause: error,
    });
  }
}
