import { execFile } from 'node:child_process';
import { readdir, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds `dist` unless it is newer than everything it is made from, so that no end-to-end test runs yesterday's code. */
export async function setup(): Promise<void> {
  const built = await changedAt('dist/main.js');
  const sources = (await readdir(`${root}/src`, { recursive: true })).map((name) => `src/${name}`);
  const changes = await Promise.all([...sources, 'scripts/build.mjs', 'scripts/build/load-late.mjs', 'package-lock.json'].map(changedAt));
  if (built <= Math.max(...changes)) await promisify(execFile)(process.execPath, ['scripts/build.mjs'], { cwd: root });
}

/** Milliseconds since 1970; 0 where there is no such file. */
async function changedAt(file: string): Promise<number> {
  return (await stat(`${root}/${file}`).catch(() => null))?.mtimeMs ?? 0;
}
