import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPracticeAccount } from '../../src/sandbox/start.js';
import type { PurgeWindow } from '../../src/core/purge/window.js';
import { programPath } from '../support/built-program.js';
import { isolatedEnvironment } from '../support/isolated-environment.js';
import { keys, startInPty } from '../support/pty.js';
import { temporaryHome } from '../support/temporary-home.js';

const PHONE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const TOKEN = 'GAHT12345678';
const showCode = fileURLToPath(new URL('../interop/show-code.mjs', import.meta.url));

describe('the program, killed while its purge window is open', () => {
  it('goes on when it is run again, deletes nothing twice and skips nothing, and closes', async () => {
    let child: ChildProcess | null = null;
    let isKilled = false;
    let leftToDelete: number | null = null;
    // More than are on their way at the same time: those are still deleted when nobody waits for the answers any more.
    const practice = await startPracticeAccount({
      versions: 16_001,
      onAnswered({ operation }) {
        if (isKilled && operation === 'GetCallerIdentity') leftToDelete ??= bucket?.objects.size() ?? 0;
        if (operation !== 'DeleteObjects' || isKilled) return;
        isKilled = true;
        child?.kill('SIGKILL');
      },
    });
    onTestFinished(() => practice.close());
    const bucket = practice.account.buckets.find('deep-history');
    const home = temporaryHome();
    const state = path.join(home, '.local', 'state', 's3-mfa-delete');
    const uris = Object.fromEntries(practice.mfaDevices.map(({ serialNumber, secret }) => [serialNumber, `otpauth://totp/x?secret=${secret ?? 'AAAA'}`]));
    const env = {
      ...isolatedEnvironment(home),
      ...{ AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: practice.root.accessKeyId, AWS_SECRET_ACCESS_KEY: practice.root.secretAccessKey },
      ...{ DEVICE_URIS: JSON.stringify(uris), DEVICE_SHOWN: path.join(home, 'shown') },
    };
    const run = async (...args: string[]): Promise<{ exitCode: number | null; stdout: string; stderr: string }> => {
      child = spawn(process.execPath, [programPath, ...args, '--json', '--mfa-process', `${process.execPath} ${showCode} {serial}`], { env, stdio: ['ignore', 'pipe', 'pipe'] });
      const { stdout, stderr } = child;
      const ended = new Promise<number | null>((resolve) => child?.once('close', resolve));
      if (stdout === null || stderr === null) throw new Error('no pipes');
      const [exitCode, out, err] = await Promise.all([ended, text(stdout), text(stderr)]);
      return { exitCode, stdout: out, stderr: err };
    };
    const keptWindow = (): PurgeWindow => {
      const directory = path.join(state, 'windows');
      const name = readdirSync(directory).find((candidate) => candidate.endsWith('.json')) ?? '';
      return JSON.parse(readFileSync(path.join(directory, name), 'utf8')) as PurgeWindow;
    };
    const consent = ['--window', '--confirm', 'deep-history', '--accept-open-window'];
    const before = bucket?.objects.size() ?? 0;

    const killed = await run('purge', 'deep-history', '--keep', '1', ...consent, '--mfa-serial', PHONE);
    const left = { mfaDelete: bucket?.versioning().mfaDelete, phase: keptWindow().phase };
    const planned = readFileSync(keptWindow().plan, 'utf8').split('\n').filter((line) => line.includes('"action"')).length;
    const again = await run('purge', 'deep-history', ...consent, '--mfa-serial', TOKEN);

    expect(killed.exitCode).toBeNull();
    expect(left).toMatchObject({ mfaDelete: 'Disabled', phase: 'open' });
    expect(leftToDelete).toBeGreaterThan(before - planned);
    expect(again.exitCode, again.stderr).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({ summary: { planned: (leftToDelete ?? 0) - (before - planned), codesUsed: 1 }, window: { state: 'closed', left: 0 } });
    expect([bucket?.objects.size(), bucket?.versioning().mfaDelete]).toEqual([before - planned, 'Enabled']);
    expect(readdirSync(path.join(state, 'windows'))).toEqual([]);
    const journalled = readdirSync(path.join(state, 'journals')).flatMap((name) => readFileSync(path.join(state, 'journals', name), 'utf8').split('\n').filter((line) => line !== ''));
    expect(new Set(journalled.map((line) => (JSON.parse(line) as { versionId: string }).versionId)).size).toBe(journalled.length);
  }, 60_000);
});

describe('two times Ctrl-C in a real terminal', () => {
  it('while the closing code is waited for or asked for says that the window is open, and how to close it: exit 130', async () => {
    const home = temporaryHome();
    const words = ['purge', 'payments-protected', '--keep', '0', '--window', '--confirm', 'payments-protected', '--accept-open-window', '--sandbox', '--mfa-serial', PHONE];
    const program = startInPty(process.execPath, [programPath, ...words], { home, rows: 60 });
    await program.waitFor(/authenticator shows (\d{3}) (\d{3})/, 40_000);
    const [, first = '', second = ''] = /authenticator shows (\d{3}) (\d{3})/.exec(program.screen()) ?? [];
    program.send(`${first}${second}${keys.enter}`);
    // In a step of its own the code is asked for at once, else the next step is waited for first.
    await program.waitForNew(/Waiting \d+ s for the next code|to turn on MFA Delete on/, 40_000);
    program.send(keys.ctrlC);
    await program.waitFor(/OPEN and is being closed|press Ctrl-C again/);
    program.send(keys.ctrlC);

    expect(await program.exited).toMatchObject({ exitCode: 130 });
    expect(program.transcript().replace(/\s+/g, ' ')).toContain('the purge window of payments-protected is OPEN since');
    expect(existsSync(path.join(home, '.local', 'state', 's3-mfa-delete', 'practice', 'windows'))).toBe(true);
  }, 120_000);
});
