import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { environment, ours } from './commands.mjs';

/**
 * Starts a practice account in a process of its own.
 * @param {string[]} flags of `sandbox`, beside those for the port
 * @returns its document, the environment of whoever works there as root and `stop()`
 */
export async function startSandbox(...flags) {
  const { file, args, env } = ours(['sandbox', '--json', '--port', '0', ...flags])();
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = await once(createInterface(child.stdout), 'line');
  const document = JSON.parse(line);
  const { accessKeyId, secretAccessKey } = document.root;
  return {
    ...document,
    env: { ...environment, AWS_REGION: document.region, AWS_DEFAULT_REGION: document.region, AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey },
    stop: () => child.kill(),
  };
}
