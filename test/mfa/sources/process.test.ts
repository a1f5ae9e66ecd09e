import { getEventListeners } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';
import { deviceOf } from '../../../src/core/signers/mfa-device.js';
import { makeProcessSource, type ProcessParts } from '../../../src/mfa/sources/process.js';
import type { CodeSource } from '../../../src/mfa/types.js';
import { helpfulFailure } from '../../support/helpful-failure.js';
import { isRunning } from '../../support/is-running.js';
import { temporaryDirectory } from '../support/temporary-directory.js';

const SERIAL = 'arn:aws:iam::111122223333:mfa/phone';
const request = { device: deviceOf(SERIAL), purpose: 'test', refusals: 0 };

/** A source whose command is a real script; `words` come after it. */
function running(script: string, words = '', parts: Partial<ProcessParts> = {}): CodeSource {
  const file = join(temporaryDirectory(), 'codes.mjs');
  writeFileSync(file, script);
  return makeProcessSource({
    command: `'${process.execPath}' '${file}' ${words}`,
    from: '`--mfa-process`',
    env: { PATH: process.env['PATH'] },
    interruption: new AbortController().signal,
    ...parts,
  });
}

describe('the command', () => {
  it.each([
    ['123456', '123456'],
    ['Your code is 123456.\\n', '123456'],
    ['id 12345678901234, code: 012345', '012345'],
    ['x654321y', '654321'],
  ])('that prints %j gives %s', async (output, code) => {
    expect(await running(`process.stdout.write('${output}')`).next(request)).toBe(code);
  });

  it('may print 64 KiB', async () => {
    expect(await running(`process.stdout.write('x'.repeat(64 * 1024 - 6) + '123456')`).next(request)).toBe('123456');
  });

  it.each([
    ['', 'printed no six-digit code'],
    ['1234567', 'printed no six-digit code'],
    ['123 456', 'printed no six-digit code'],
    ['123456 654321', 'printed 2 runs of six digits'],
    ['123456 123456', 'printed 2 runs of six digits'],
  ])('that prints %j %s: exit 5, and the output is not repeated', async (output, message) => {
    await expect(running(`process.stdout.write('${output}')`).next(request)).rejects.toEqual(
      helpfulFailure('code-source', { exitCode: 5, message: `the command for MFA codes, \`${process.execPath}\`, ${message}; exactly one is wanted` }),
    );
  });

  it('gets its words without a shell, and the serial number within a word', async () => {
    const directory = temporaryDirectory();
    const seen = join(directory, 'seen');
    const script = `import { writeFileSync } from 'node:fs'; writeFileSync('${seen}', JSON.stringify(process.argv.slice(2))); console.log(123456)`;
    const hostile = { ...request, device: deviceOf("$& '; touch x") };
    await running(script, `--title 'AWS root' id={serial}/{serial} $HOME a;b`).next(hostile);
    expect(JSON.parse(readFileSync(seen, 'utf8'))).toEqual(['--title', 'AWS root', "id=$& '; touch x/$& '; touch x", '$HOME', 'a;b']);
  });

  it('does not see the AWS keys, and sees the rest of the environment', async () => {
    const seen = join(temporaryDirectory(), 'seen');
    const script = `import { writeFileSync } from 'node:fs'; writeFileSync('${seen}', JSON.stringify(process.env)); console.log(123456)`;
    const env = { PATH: process.env['PATH'], OP_SESSION: 's', AWS_PROFILE: 'p', AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b', AWS_SESSION_TOKEN: 'c', AWS_SECURITY_TOKEN: 'd', aws_session_token: 'e' };
    await running(script, '', { env }).next(request);
    const environment = JSON.parse(readFileSync(seen, 'utf8')) as Record<string, string>;
    expect(environment).toMatchObject({ OP_SESSION: 's', AWS_PROFILE: 'p' });
    expect(Object.keys(environment).filter((name) => /KEY|TOKEN/i.test(name))).toEqual([]);
  });

  it('gets an empty standard input', async () => {
    const script = `let text = ''; for await (const chunk of process.stdin) text += chunk; console.log(text === '' ? '123456' : 'no')`;
    expect(await running(script).next(request)).toBe('123456');
  });
});

describe('a command that has given its code', () => {
  afterEach(() => vi.useRealTimers());

  it('is no longer watched: no timer runs on, and an interruption concerns it no more', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { signal } = new AbortController();
    expect(await running('console.log(123456)', '', { interruption: signal }).next(request)).toBe('123456');
    expect(vi.getTimerCount()).toBe(0);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('may leave something running, such as an agent that it started', async () => {
    const seen = join(temporaryDirectory(), 'pid');
    const script = `
      import { spawn } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      const agent = spawn('sleep', ['60'], { stdio: 'ignore' });
      agent.unref();
      writeFileSync('${seen}', String(agent.pid));
      console.log(123456);`;
    const kill = vi.spyOn(process, 'kill');
    expect(await running(script).next(request)).toBe('123456');
    // Whether it is alive would be asked too early: a signal takes a moment.
    expect(kill).not.toHaveBeenCalled();
    kill.mockRestore();
    const agent = Number(readFileSync(seen, 'utf8'));
    expect(isRunning(agent)).toBe(true);
    process.kill(agent, 'SIGKILL');
  });
});

describe('a command that fails', () => {
  it('with a status is named, without its arguments and its output', async () => {
    const failure: unknown = await running('console.log("123456 topsecret"); process.exitCode = 3', '--password topsecret').next(request).catch((error: unknown) => error);
    expect(failure).toEqual(helpfulFailure('code-source', { message: `the command for MFA codes, \`${process.execPath}\`, failed with status 3` }));
    expect(JSON.stringify([failure, (failure as Failure).message, (failure as Failure).cause])).not.toContain('topsecret');
  });

  it('by a signal says which', async () => {
    await expect(running('process.kill(process.pid, "SIGKILL")').next(request)).rejects.toMatchObject({ message: expect.stringContaining('was ended by SIGKILL') });
  });

  it.each([
    ['no-such-command-here --secret topsecret', '`no-such-command-here`, was not found'],
    ["'/' topsecret", '`/`, cannot be run (EACCES)'],
    ["node $'a\\x00b'", '`node`, cannot be run (ERR_INVALID_ARG_VALUE)'],
  ])('to start (%s) says so', async (command, message) => {
    const source = makeProcessSource({ command, from: 'x', env: { PATH: process.env['PATH'] }, interruption: new AbortController().signal });
    const failure: unknown = await source.next(request).catch((error: unknown) => error);
    expect(failure).toEqual(helpfulFailure('code-source', { message: expect.stringContaining(message) }));
    expect((failure as Failure).cause).toBeUndefined();
  });

  it('by printing without end is ended', async () => {
    await expect(running('setInterval(() => process.stdout.write("x".repeat(65536)), 1)').next(request)).rejects.toEqual(
      helpfulFailure('code-source', { message: expect.stringContaining('printed more than 64 KiB') }),
    );
  });

  it.each([['', 'is empty'], ['   ', 'is empty'], ["''", 'is empty'], ["op 'item", 'a quote is not closed']])('to be a command line (%j) is a usage error at once', (command, message) => {
    const make = (): CodeSource => makeProcessSource({ command, from: '`--mfa-process`', env: {}, interruption: new AbortController().signal });
    expect(make).toThrow(helpfulFailure('usage', { message: expect.stringContaining(message) }));
  });
});

/** A command that starts a child in its group and notes the ids of both; the child ignores SIGTERM, the command may. */
const stubborn = (directory: string, ignores = true): string => `
  import { spawn } from 'node:child_process';
  import { writeFileSync } from 'node:fs';
  if (${ignores}) process.on('SIGTERM', () => undefined);
  const child = spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => undefined); console.log("up"); setInterval(() => undefined, 1000)'], { stdio: ['ignore', 'pipe', 'ignore'] });
  child.stdout.once('data', () => writeFileSync('${directory}/pids', JSON.stringify([process.pid, child.pid])));
  setInterval(() => undefined, 1000);`;

describe.runIf(process.platform === 'linux')('a command that hangs', () => {
  const pidsOf = async (directory: string): Promise<number[]> =>
    await vi.waitFor(() => JSON.parse(readFileSync(join(directory, 'pids'), 'utf8')) as number[], { timeout: 5_000, interval: 10 });

  it('is ended with its whole process group when its time is over', async () => {
    const directory = temporaryDirectory();
    const next = running(stubborn(directory), '', { timeoutMs: 600, graceMs: 50 }).next(request);
    const [outcome, pids] = await Promise.all([next.catch((error: unknown) => error), pidsOf(directory)]);
    expect(outcome).toEqual(helpfulFailure('code-source', { message: expect.stringContaining('gave none within 0.6 s and was ended') }));
    await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), { timeout: 5_000 });
  });

  it('is ended with its whole process group on an interruption, whose reason is thrown', async () => {
    const directory = temporaryDirectory();
    const controller = new AbortController();
    const stop = new Failure('interrupted', 'interrupted');
    const next = running(stubborn(directory), '', { graceMs: 50, interruption: controller.signal }).next(request).catch((error: unknown) => error);
    const pids = await pidsOf(directory);
    expect(pids.map(isRunning)).toEqual([true, true]);
    controller.abort(stop);
    expect(await next).toBe(stop);
    await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), { timeout: 5_000 });
  });

  it('is ended with what it started, also when it goes first', async () => {
    const directory = temporaryDirectory();
    const controller = new AbortController();
    const next = running(stubborn(directory, false), '', { graceMs: 600_000, interruption: controller.signal }).next(request).catch((error: unknown) => error);
    const pids = await pidsOf(directory);
    controller.abort('stop');
    expect(await next).toBe('stop');
    await vi.waitFor(() => expect(pids.map(isRunning)).toEqual([false, false]), { timeout: 5_000 });
  });

  it('gets the chance to end by itself first', async () => {
    const directory = temporaryDirectory();
    const script = `
      import { writeFileSync } from 'node:fs';
      process.on('SIGTERM', () => { writeFileSync('${directory}/tidied', ''); process.exit(0); });
      setInterval(() => undefined, 1000);
      writeFileSync('${directory}/pids', '[]');`;
    const controller = new AbortController();
    const next = running(script, '', { interruption: controller.signal }).next(request).catch((error: unknown) => error);
    await pidsOf(directory);
    controller.abort('stop');
    expect(await next).toBe('stop');
    expect(existsSync(join(directory, 'tidied'))).toBe(true);
  });

  it('is not started at all after an interruption', async () => {
    const directory = temporaryDirectory();
    const source = running(stubborn(directory), '', { interruption: AbortSignal.abort('stop') });
    await expect(source.next(request)).rejects.toBe('stop');
    expect(existsSync(join(directory, 'pids'))).toBe(false);
  });
});
