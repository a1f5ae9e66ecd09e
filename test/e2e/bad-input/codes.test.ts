import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type ProgramOptions, runProgram } from '../../support/built-program.js';
import { isRunning } from '../../support/is-running.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { type Account, expectUntouched, PHONE, READY, startAccount } from './support/account.js';
import { complaintOf, switchDocument } from './support/complaint.js';

/** `enable` of the bucket that is ready, off a terminal. */
const enable = (account: Account, args: string[], options: ProgramOptions = {}) =>
  runProgram(['enable', READY, '--yes', '--json', ...args], { env: account.environment(), ...options });

/** A command line that runs JavaScript; the text must not hold single quotes. */
const javascript = (text: string) => `'${process.execPath}' -e '${text}'`;

describe('a serial number that no MFA device of AWS has', () => {
  it.each([
    ['an IAM user', 'arn:aws:iam::111122223333:user/admin', 'names a user or role, not an MFA device'],
    ['the name alone', 'root-account-mfa-device', 'only the name'],
    ['a passkey', 'arn:aws:iam::111122223333:u2f/root/laptop-passkey-QF4TTTKLLQYVP7LHLRL4KW3MWM', 'makes no six-digit codes'],
    ['serial and code in one, as for the AWS CLI', `${PHONE} 123456`, 'followed by a code'],
    ['a code', '123456', 'looks like a code'],
  ])('because it is %s is refused before a code is asked for', async (_what, serial, words) => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', serial, '--mfa-code', '123456']);

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'invalid-serial', message: expect.stringContaining(words) });
    expectUntouched(account);
  });

  it('but is somebody else’s is told apart from a wrong code', async () => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', 'arn:aws:iam::111122223333:mfa/admin', '--mfa-code', '123456']);

    expect(run.exitCode).toBe(4);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'failed', error: { kind: 'device-not-owned' } }]);
    expect(account.stateOf(READY)).toEqual({ status: 'Enabled', mfaDelete: null });
  });
});

describe('a code', () => {
  it('may have a space in the middle, as authenticator apps show it', async () => {
    const account = await startAccount();
    const digits = account.code(PHONE);

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-code', `${digits.slice(0, 3)} ${digits.slice(3)}`]);

    expect(run.exitCode).toBe(0);
  });

  it.each([
    ['letters', 'swordfish-9000', 'something other than digits'],
    ['five digits', '12345', '5 digits'],
    ['seven digits', '1234567', '7 digits'],
  ])('with %s is refused before anything is sent, and is not repeated', async (_what, code, words) => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-code', code]);

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'invalid-code', message: expect.stringContaining(words) });
    expect(run.stdout + run.stderr).not.toContain(code);
    expectUntouched(account);
  });

  it('on stdin that is none is named by its line, and what follows it is not sent either', async () => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-code', '-'], { env: account.environment(), stdin: `\n12 34\n${account.code(PHONE)}\n` });

    const [bucket] = switchDocument(run).buckets;
    expect({ exitCode: run.exitCode, error: bucket?.error }).toMatchObject({ exitCode: 2, error: { kind: 'invalid-code', message: expect.stringContaining('line 2') } });
    expectUntouched(account);
  });

  it('on a stdin that holds none is missed', async () => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-code', '-'], { env: account.environment(), stdin: '' });

    expect(run.exitCode).toBe(5);
    expect(switchDocument(run).buckets).toMatchObject([{ error: { kind: 'code-source', message: expect.stringContaining('no further code') } }]);
    expectUntouched(account);
  });
});

describe('--mfa-process', () => {
  it.each([
    ['fails', javascript('process.exit(7)'), 'failed with status 7'],
    ['prints two numbers', javascript('console.log(908172, 615243)'), '2 runs of six digits'],
    ['prints none', javascript('console.log(1234567)'), 'no six-digit code'],
    ['is not there', 'no-such-program --otp', '`no-such-program`, was not found'],
  ])('that %s exits 5 with what is wrong, and nothing is sent', async (_what, command, words) => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-process', command]);

    expect(run.exitCode).toBe(5);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'failed', error: { kind: 'code-source', message: expect.stringContaining(words) } }]);
    expect(run.stdout + run.stderr).not.toContain('908172');
    expectUntouched(account);
  });

  it('with an open quote is a usage error', async () => {
    const account = await startAccount();

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-process', "op item 'get"]);

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'usage', message: expect.stringContaining('a quote is not closed') });
  });

  it('that hangs is ended by Ctrl-C, with everything that it started', async () => {
    const account = await startAccount();
    const home = temporaryHome();
    const started = path.join(home, 'started');
    const command = javascript(`require("fs").writeFileSync("${started}", String(process.pid)); setInterval(() => {}, 1000)`);

    const run = await enable(account, ['--mfa-serial', PHONE, '--mfa-process', command], {
      env: account.environment(),
      home,
      started: (program) => void vi.waitUntil(() => existsSync(started), { timeout: 20_000 }).then(() => program.kill('SIGINT')),
    });

    expect(run.exitCode).toBe(130);
    expect(run.stderr).toContain('nothing was changed');
    await vi.waitFor(() => expect(isRunning(Number(readFileSync(started, 'utf8')))).toBe(false));
    expectUntouched(account);
  });
});
