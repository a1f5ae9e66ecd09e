import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { localFileFailure } from './local-file.js';

/**
 * Keeps a report where a person wants it: 0600, written whole and renamed into place, so that a run that fails leaves the
 * report of the day before as it was.
 * @returns the absolute path
 * @throws Failure `local-file`
 */
export async function keepReport(path: string, text: string): Promise<string> {
  const target = resolve(path);
  try {
    await writeFileAtomic(target, text, { mode: 0o600, fsync: true });
  } catch (error) {
    const hints = ['give a file in a directory that is there: `--output report.html`', 'or leave out `--output` to print the report'];
    throw localFileFailure(`the report could not be written to \`${target}\``, error, ...hints);
  }
  return target;
}
