import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../support/built-program.js';
import { keys, startInPty } from '../support/pty.js';
import { expectValid } from '../support/schema.js';
import { startPracticeServer } from './practice-server.js';

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
  ] as const)('ends with %s, exit code %i', async (signal, exitCode) => {
    const server = await startPracticeServer();

    expect(await server.stop(signal)).toBe(exitCode);
    await expect(fetch(server.endpoint)).rejects.toThrow('fetch failed');
  });

  it('exits 2 when its port is taken', async () => {
    const { port } = new URL((await startPracticeServer()).endpoint);

    const run = await runProgram(['sandbox', '--port', port]);

    expect(run).toMatchObject({ exitCode: 2, stdout: '', stderr: expect.stringContaining(port) });
  });

  it('lists every fault it takes, also as a document', async () => {
    const [text, json] = await Promise.all([runProgram(['sandbox', '--list-faults']), runProgram(['sandbox', '--list-faults', '--json'])]);

    expectValid(json.stdout, 'sandbox-faults');
    expect([text.exitCode, json.exitCode]).toEqual([0, 0]);
    for (const word of ['lost-answer', 'slow-down', 'stale-reads', 'clock-skew', 'codes-refused']) expect(text.stdout).toContain(word);
  });

  it('shows a person what to paste into another terminal, and a live authenticator', async () => {
    const terminal = startInPty(process.execPath, [programPath, 'sandbox', '--port', '0'], { columns: 120, rows: 60 });
    await terminal.waitFor(/\b\d{3} \d{3}\b.*s left/);
    terminal.send(keys.ctrlC);

    expect(await terminal.exited).toEqual({ exitCode: 130, signal: 0 });
    const seen = terminal.transcript();
    for (const line of ['export AWS_ACCESS_KEY_ID=AKIA', 'unset AWS_PROFILE AWS_SESSION_TOKEN', '--endpoint-url', 'ledger-ready']) expect(seen).toContain(line);
  });
});
