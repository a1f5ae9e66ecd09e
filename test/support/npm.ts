import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const TRIES = 3;

/**
 * Runs npm and reads what it prints with `--json`. npm now and then ends well and prints nothing when several of it run at the
 * same time; then it is asked again, so only for what can be done twice.
 * @param Shape what is read of the answer
 * @throws when npm fails, or prints nothing three times
 */
export async function npmJson<Shape>(args: string[], cwd: string): Promise<Shape> {
  for (let tried = 1; ; tried += 1) {
    const { stdout } = await promisify(execFile)('npm', [...args, '--json'], { cwd, maxBuffer: 16 * 1024 * 1024 });
    if (stdout.trim() !== '' || tried === TRIES) return JSON.parse(stdout) as Shape;
  }
}
