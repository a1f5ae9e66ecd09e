import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The AWS CLIs of this machine, one of each major version, the first on the PATH.
 * @returns {Map<number, { file: string, version: string }>} by major version
 */
export function awsClis() {
  const found = new Map();
  for (const file of (process.env.PATH ?? '').split(path.delimiter).map((directory) => path.join(directory, 'aws')).filter(existsSync)) {
    const real = behindShim(file);
    const version = execFileSync(real, ['--version'], { encoding: 'utf8' }).split(' ')[0] ?? '';
    const major = Number(/^aws-cli\/(\d+)/.exec(version)?.[1]);
    if (!found.has(major)) found.set(major, { file: real, version });
  }
  return found;
}

/** Pyenv puts a shell script before every program, which is slower than the program and no fair opponent. */
function behindShim(file) {
  if (path.basename(path.dirname(file)) !== 'shims') return file;
  return execFileSync('pyenv', ['which', 'aws'], { encoding: 'utf8' }).trim();
}
