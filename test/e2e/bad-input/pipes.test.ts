import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type ProgramResult, type RunningProgram, runProgram } from '../../support/built-program.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { type Account, expectUntouched, PROTECTED, READY, startAccount } from './support/account.js';

function pipe(): string {
  const file = path.join(temporaryHome(), 'pipe');
  execFileSync('mkfifo', [file]);
  return file;
}

/** Runs the program, and sends it SIGINT once it waits at the pipe for a writer who says nothing. */
async function interruptedAt(file: string, account: Account, args: string[]): Promise<ProgramResult> {
  let program: RunningProgram | undefined;
  const run = runProgram(args, { env: account.environment(), started: (started) => void (program = started) });
  // Nobody can open it for writing before somebody reads.
  const writer = await vi.waitFor(() => openSync(file, constants.O_WRONLY | constants.O_NONBLOCK), { timeout: 5_000, interval: 20 });
  onTestFinished(() => closeSync(writer));
  onTestFinished(() => void program?.kill('SIGKILL'));
  program?.kill('SIGINT');
  return run;
}

describe.skipIf(process.platform === 'win32')('Ctrl-C while a pipe is waited for that nobody writes into', () => {
  it.each<[string, (file: string) => string[]]>([
    ['--from', (file) => ['delete-version', PROTECTED, '--from', file, '--confirm', PROTECTED]],
    ['--lifecycle', (file) => ['purge', PROTECTED, '--lifecycle', file, '--confirm', PROTECTED]],
    ['--restore-lifecycle', (file) => ['disable', PROTECTED, '--restore-lifecycle', file, '--yes']],
    ['--policy', (file) => ['verify', READY, '--policy', file]],
    ['--baseline', (file) => ['verify', READY, '--baseline', file]],
    ['--from-config', (file) => ['verify', '--from-config', file]],
    ['--accounts', (file) => ['verify', '--all', '--accounts', file, '--role-name', 's3-auditor']],
  ])('%s: exit 130, and nothing was changed', async (_flag, args) => {
    const account = await startAccount();
    const file = pipe();

    const run = await interruptedAt(file, account, args(file));

    expect(run).toMatchObject({ exitCode: 130, stdout: '' });
    expect(run.stderr).toMatch(/^error: interrupted: nothing was changed \[interrupted\]$/m);
    expectUntouched(account);
  });

  it('a plan is not taken from a pipe at all: it is read several times', async () => {
    const run = await runProgram(['purge', PROTECTED, '--plan', pipe(), '--confirm', PROTECTED]);

    expect(run).toMatchObject({ exitCode: 3, stdout: '' });
    expect(run.stderr).toContain('it is not a file [local-file]');
  });
});
