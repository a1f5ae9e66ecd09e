/**
 * `npm run demo`: the practice account, and the wizard that turns MFA Delete on for one of its buckets. On a terminal you
 * walk the wizard yourself; off a terminal it runs to the end alone. Nothing leaves this machine and nothing stays on it.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../bin/s3-mfa-delete.js', import.meta.url));
const onTerminal = process.stdin.isTTY && process.stderr.isTTY;
const commands = [
  ['verify', '--all', '--fail-on', 'none', '--sandbox'],
  ['enable', ...(onTerminal ? [] : ['ledger-ready', '--yes']), '--sandbox'],
];

// Ctrl-C reaches the program as well: it answers, and says what was changed. This script only waits for it.
process.on('SIGINT', () => undefined);

const state = await mkdtemp(path.join(tmpdir(), 's3-mfa-delete-demo-'));
try {
  for (const args of commands) {
    console.log(`\n$ s3-mfa-delete ${args.join(' ')}\n`);
    process.exitCode = await run(args);
    if (process.exitCode !== 0) break;
  }
} finally {
  await rm(state, { recursive: true, force: true });
  console.log('\nThat was practice: nothing left this machine, and the record above is removed with the rest.');
}

/** The exit code of one command; 1 where a signal ended it. */
function run(args) {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: 'inherit',
    env: { ...process.env, XDG_STATE_HOME: state },
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}
