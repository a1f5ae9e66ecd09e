import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type RunningProgram, runProgram } from '../support/built-program.js';
import { temporaryHome } from '../support/temporary-home.js';
import { codeOf } from './support/codes.js';
import { readDocument } from './support/json-document.js';
import { type PracticeServer, startPracticeServer } from './support/practice-server.js';

/** Signs as the user `admin`, in a home of its own. */
function adminAt(server: PracticeServer): { home: string; env: Record<string, string> } {
  const user = server.users.find(({ userName }) => userName === 'admin');
  return { home: temporaryHome(), env: user ? server.environment(user) : {} };
}

describe('session', () => {
  it('writes the profile, and its document has the published form', async () => {
    const server = await startPracticeServer();
    const { home, env } = adminAt(server);
    const run = await runProgram(['session', '--json', '--mfa-code', codeOf(server, 'admin')], { home, env });
    expect(run.exitCode).toBe(0);
    expect(readDocument<{ outcome: string }>(run.stdout, 'session')).toMatchObject({ command: 'session', outcome: 'written', profile: 'mfa' });
    const file = readFileSync(path.join(home, '.aws', 'credentials'), 'utf8');
    const secret = /aws_secret_access_key = (\S+)/.exec(file)?.[1] ?? 'none';
    expect(run.stdout + run.stderr).not.toContain(secret);
  });

  it('is a credential process that the program itself can use', async () => {
    const server = await startPracticeServer();
    const { home, env } = adminAt(server);
    const run = await runProgram(['session', '--print', 'credential-process', '--debug', '--mfa-code', codeOf(server, 'admin')], { home, env });
    const { Version, SecretAccessKey, SessionToken } = JSON.parse(run.stdout) as Record<string, string>;
    expect(Version).toBe(1);
    expect(run.stderr).not.toContain(SecretAccessKey);
    expect(run.stderr).not.toContain(SessionToken);
  });

  it('runs a command with it, hands its exit code on, and cleans its environment', async () => {
    const server = await startPracticeServer();
    const { home, env } = adminAt(server);
    const script = 'echo "$AWS_ACCESS_KEY_ID/$AWS_PROFILE/$AWS_DEFAULT_PROFILE/$AWS_SECURITY_TOKEN/$AWS_ENDPOINT_URL"; exit 42';
    mkdirSync(path.join(home, '.aws'));
    writeFileSync(path.join(home, '.aws', 'config'), '[profile x]\nregion = us-east-1\n');
    const run = await runProgram(['session', 'exec', '--mfa-code', codeOf(server, 'admin'), '--', 'sh', '-c', script], { home, env: { ...env, AWS_PROFILE: 'x' } });
    expect(run.exitCode).toBe(42);
    expect(run.stdout).toMatch(new RegExp(`^ASIA\\w{16}////${server.endpoint}\n$`));
  });

  it.each([
    ['SIGTERM', 'exit 9'],
    ['SIGINT', 'exit 8'],
    ['SIGHUP', 'exit 7'],
  ] as const)('hands %s on to the command, and waits for what it makes of it', async (signal, answer) => {
    const server = await startPracticeServer();
    const { home, env } = adminAt(server);
    const script = `trap 'kill $!; ${answer}' ${signal.slice(3)}; echo ready; sleep 30 & wait`;
    const started = (program: RunningProgram): void => void program.stdout.once('data', () => program.kill(signal));
    const run = await runProgram(['session', 'exec', '--mfa-code', codeOf(server, 'admin'), '--', 'sh', '-c', script], { home, env, started });
    expect(run.exitCode).toBe(Number(answer.slice(5)));
  });

  it('ends with 128 and the number of the signal that ended the command', async () => {
    const server = await startPracticeServer();
    const { home, env } = adminAt(server);
    const run = await runProgram(['session', 'exec', '--mfa-code', codeOf(server, 'admin'), '--', 'sh', '-c', 'kill -9 $$'], { home, env });
    expect(run.exitCode).toBe(137);
  });
});
