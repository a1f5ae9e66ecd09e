import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../support/built-program.js';
import { keys, startInPty } from '../support/pty.js';
import { expectValid } from '../support/schema.js';
import { startPracticeServer } from './support/practice-server.js';

describe('sandbox', () => {
  it('begins with one document that says everything a client needs', async () => {
    const { document } = await startPracticeServer('--buckets', '20', '--versions', '3000');

    expectValid(document, 'sandbox');
    expect(document.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(document.buckets.filter(({ name }) => name.startsWith('fleet-'))).toHaveLength(20);
    expect(document.buckets.filter(({ versions }) => versions === 3000)).toMatchObject([{ mfaDelete: 'Enabled', region: 'us-east-1' }]);
  });

  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('serves until %s and exits %i; the port is free again', async (signal, exitCode) => {
    const { endpoint, stop } = await startPracticeServer();
    expect((await fetch(endpoint)).status).toBe(403);
    expect(await stop(signal)).toBe(exitCode);
    await expect(fetch(endpoint)).rejects.toThrow();
  });

  it('shows a person the codes, second by second, until Ctrl-C', async () => {
    const session = startInPty(process.execPath, [programPath, 'sandbox', '--port', '0'], { columns: 100, rows: 60 });
    const screen = await session.waitFor(/\d{3} \d{3}.*\(\d+ s left\)/);
    expect(screen).toContain('export AWS_ACCESS_KEY_ID=AKIA');
    expect(screen).toMatch(/ledger-ready +us-east-1 +ready/);
    const shown = Number(/\((\d+) s left\)/.exec(screen)?.[1]);
    await session.waitFor(`(${shown === 1 ? 30 : shown - 1} s left)`);
    session.send(keys.ctrlC);
    expect((await session.exited).exitCode).toBe(130);
    expect(session.transcript()).toContain('nothing is left behind');
  });

  it('says that a port is in use, and which flag helps', async () => {
    const { endpoint } = await startPracticeServer();
    const { port } = new URL(endpoint);
    const run = await runProgram(['sandbox', '--port', port]);
    expect(run).toMatchObject({ exitCode: 2, stdout: '' });
    expect(run.stderr).toBe(`error: port ${port} is in use [usage]\nhint: take a free one: \`s3-mfa-delete sandbox --port 0\`\n`);
  });

  it('refuses a fault that does not exist with exit code 2, and lists those that do', async () => {
    expect(await runProgram(['sandbox', '--fault', 'gremlins'])).toMatchObject({ exitCode: 2, stdout: '' });
    const { exitCode, stdout } = await runProgram(['sandbox', '--list-faults']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^lost-answer=<times>\[@<operation>\]\[\+<after>\] +every change/m);
  });

  it('lists the faults as a document with --json', async () => {
    const { stdout } = await runProgram(['sandbox', '--list-faults', '--json']);
    expectValid(stdout, 'sandbox-faults');
    const { command, faults } = JSON.parse(stdout) as { command: string; faults: { name: string }[] };
    expect(command).toBe('sandbox');
    expect(faults.map(({ name }) => name)).toEqual(expect.arrayContaining(['lost-answer', 'slow-down', 'clock-skew', 'codes-refused']));
  });
});
