import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../core/failures/failure.js';
import { reasonOf } from '../core/failures/system-error.js';
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
 * @throws Failure `local-file` when it cannot be read, `usage` when it is not JSON
 */
export function loadLifecycle(path: string, flag = '--restore-lifecycle'): unknown {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw localFileFailure(`the lifecycle file \`${path}\` cannot be read`, error, `check the path after \`${flag}\``);
  }
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Failure('usage', `\`${path}\` is not JSON: ${reasonOf(error)}`, {
      hints: ['give a file that `enable` saved, or what `aws s3api get-bucket-lifecycle-configuration` prints'],
      cause: error,
    });
  }
}
