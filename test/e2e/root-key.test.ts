import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../support/built-program.js';
import { expectMarkerNowhere, watchChildren, type WatchedProcesses } from '../support/marker-scan.js';
import { startInPty } from '../support/pty.js';
import { temporaryHome } from '../support/temporary-home.js';
import { startPracticeServer } from './support/practice-server.js';

/** A home whose credentials file has the root key in profile `root`, and where the practice account is reached. */
async function homeWithRootKey(...args: string[]) {
  const practice = await startPracticeServer(...args);
  const home = temporaryHome();
  const file = path.join(home, '.aws', 'credentials');
  const { root } = practice;
  mkdirSync(path.dirname(file));
  writeFileSync(file, `# mine\n[root]\naws_access_key_id = ${root.accessKeyId}\naws_secret_access_key = ${root.secretAccessKey}\n\n[other]\nregion = eu-west-1\n`);
  return { home, file, marker: root.secretAccessKey, env: { AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: practice.region } };
}

describe('root-key', () => {
  it('status prints one document, and the secret shows nowhere, in no process either', async () => {
    const { home, file, marker, env } = await homeWithRootKey();
    let watched: WatchedProcesses | undefined;
    const started = ({ pid }: { readonly pid?: number | undefined }) => void (watched = watchChildren(pid ?? 0));
    const { exitCode, stdout, stderr } = await runProgram(['root-key', 'status', '--profile', 'root', '--json', '--debug'], { home, env, started });
    watched?.stop();
    expect(exitCode).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ command: 'root-key status', rootKeyExists: true, heldKeys: [{ owner: 'root' }] });
    expectMarkerNowhere(marker, { texts: { stdout, stderr, ...watched?.seen() }, directories: [home], except: [file] });
  });

  it('delete asks, proves for half a minute, and takes the profile out of the file', async () => {
    const { home, file, marker, env } = await homeWithRootKey();
    const terminal = startInPty(process.execPath, [programPath, 'root-key', 'delete', '--profile', 'root'], { home, env });
    await terminal.waitFor('Delete 1 root access key');
    terminal.send('y\r');
    await terminal.waitFor(/Proving that/);
    await terminal.waitForNew(/Remove profile root, whose key is gone/, 50_000);
    terminal.send('\r');
    expect((await terminal.exited).exitCode).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('# mine\n[other]\nregion = eu-west-1\n');
    expectMarkerNowhere(marker, { texts: { screen: terminal.raw() }, directories: [home] });
  });

  it('delete that is interrupted while it proves says that the key is deleted', async () => {
    const { home, env } = await homeWithRootKey();
    const terminal = startInPty(process.execPath, [programPath, 'root-key', 'delete', '--profile', 'root', '--yes'], { home, env });
    await terminal.waitFor(/1 of 7 answers say so/);
    terminal.send('\x03');
    expect((await terminal.exited).exitCode).toBe(130);
    expect(terminal.transcript().replace(/\s+/g, ' ')).toMatch(/was deleted; whether it is gone everywhere was not proved yet/);
  });

  it('delete off a terminal without --yes changes nothing', async () => {
    const { home, file, env } = await homeWithRootKey();
    const before = readFileSync(file, 'utf8');
    const { exitCode, stderr } = await runProgram(['root-key', 'delete', '--profile', 'root'], { home, env });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('add `--yes`');
    expect(readFileSync(file, 'utf8')).toBe(before);
    expect((await runProgram(['root-key', 'status', '--profile', 'root'], { home, env })).exitCode).toBe(1);
  });
});
