import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { temporaryDirectory } from './commands.mjs';

const hook = fileURLToPath(new URL('client-cost.cjs', import.meta.url));

/**
 * Runs a Node program once and measures it from outside and inside.
 * @param {{ file: string, args: string[], env: NodeJS.ProcessEnv }} command
 * @returns {Promise<{ seconds: number, cpuSeconds: number, peakMiB: number, stdout: string }>}
 * @throws when it exits with anything but 0
 */
export async function costOf({ file, args, env }) {
  const BENCH_COST_FILE = path.join(temporaryDirectory(), 'cost.json');
  const start = performance.now();
  const child = spawn(file, ['--require', hook, ...args], { env: { ...env, BENCH_COST_FILE }, stdio: ['ignore', 'pipe', 'pipe'] });
  const exit = new Promise((resolve) => child.once('close', resolve));
  const [status, stdout, stderr] = await Promise.all([exit, text(child.stdout), text(child.stderr)]);
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')} exited with ${status}: ${stderr}`);
  return { ...JSON.parse(readFileSync(BENCH_COST_FILE, 'utf8')), seconds, stdout };
}
