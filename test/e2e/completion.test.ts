import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { runProgram } from '../support/built-program.js';
import { temporaryHome } from '../support/temporary-home.js';
import { readDocument } from './support/json-document.js';

const shells = ['bash', 'zsh', 'fish'];

describe('completion', () => {
  it.each(shells)('prints what %s reads, and nothing else', async (shell) => {
    const run = await runProgram(['completion', shell]);

    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('s3-mfa-delete complete --');
  });

  it('prints it as a document with --json', async () => {
    const [plain, json] = await Promise.all([runProgram(['completion', 'zsh']), runProgram(['completion', 'zsh', '--json'])]);

    expect(readDocument(json.stdout, 'completion')).toMatchObject({ command: 'completion', shell: 'zsh', script: plain.stdout });
  });

  it('names the shells it knows where it was asked for another', async () => {
    const run = await runProgram(['completion', 'tcsh']);

    expect(run.exitCode).toBe(2);
    expect(run.stderr).toBe(`error: there is no completion for \`tcsh\` [usage]\n${shells.map((shell) => `hint: \`s3-mfa-delete completion ${shell}\`\n`).join('')}`);
  });
});

describe('an answer to a shell', () => {
  it('holds a candidate a line, with its description', async () => {
    const run = await runProgram(['complete', '--', 'verify', '--al']);

    expect(run).toEqual({ exitCode: 0, stdout: '--all\tread every bucket of the account\n:4\n', stderr: '' });
  });

  it('is given in silence where nothing can be found out', async () => {
    const run = await runProgram(['complete', '--', 'verify', '--profile', ''], { env: { AWS_CONFIG_FILE: '/nowhere', AWS_SHARED_CREDENTIALS_FILE: '/nowhere' } });

    expect(run).toEqual({ exitCode: 0, stdout: ':4\n', stderr: '' });
  });

  it('is given without what a file holds that does not let itself be read', async () => {
    const home = temporaryHome();
    const never = path.join(home, 'never');
    execFileSync('mkfifo', [never]);

    const run = await runProgram(['complete', '--', 'verify', '--profile', ''], { home, env: { AWS_CONFIG_FILE: never } });

    // Ended by a signal: the thread that reads would keep Node from exiting for ever.
    expect(run).toEqual({ exitCode: null, stdout: ':4\n', stderr: '' });
  });
});
