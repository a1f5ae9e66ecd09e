import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { isolatedEnvironment } from './isolated-environment.js';
import { temporaryHome } from './temporary-home.js';

/** Path of the executable that users run. */
export const programPath = fileURLToPath(new URL('../../bin/s3-mfa-delete.js', import.meta.url));

/** How {@link runProgram} starts the program. */
export type ProgramOptions = {
  /** Added to {@link isolatedEnvironment}; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** What stands on standard input; without it, standard input is empty. */
  stdin?: string;
  /** Home and state directory; default: a fresh one that goes with the test. */
  home?: string;
  /** Called once the program is running, for example to send it a signal. */
  started?: (program: RunningProgram) => void;
};

/** The program while it runs. */
export type RunningProgram = { readonly pid?: number | undefined; kill(signal: NodeJS.Signals): void; stdout: NodeJS.ReadableStream; stderr: NodeJS.ReadableStream };

/** What the program left behind. */
export type ProgramResult = {
  /** `null` where a signal ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
};

/**
 * Runs the built program off a terminal, as a script or a pipe would.
 * @param args words after `s3-mfa-delete`
 * @throws when it cannot be started; a non-zero exit is a result
 */
export async function runProgram(args: string[], options: ProgramOptions = {}): Promise<ProgramResult> {
  const env = { ...isolatedEnvironment(options.home ?? temporaryHome()), ...options.env };
  const child = spawn(process.execPath, [programPath, ...args], { env, stdio: 'pipe' });
  const exit = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // A program that ends without reading its input is no error of the test.
  child.stdin.on('error', () => undefined);
  child.stdin.end(options.stdin ?? '');
  options.started?.(child);
  const [exitCode, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  return { exitCode, stdout, stderr };
}
