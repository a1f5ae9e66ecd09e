import { describe, expect, it } from 'vitest';
import { runProgram, programPath } from '../../support/built-program.js';
import { startInPty } from '../../support/pty.js';
import { type Account, expectUntouched, PHONE, READY, startAccount } from './support/account.js';
import { complaintOf } from './support/complaint.js';

/** What has to be given where nobody can be asked, in the order in which it is missed. */
const missing: [string, string[], number, string, string][] = [
  ['the bucket', ['enable', '--yes', '--mfa-serial', PHONE, '--mfa-code', '123456'], 2, 'missing-input', '`s3-mfa-delete enable my-bucket`'],
  ['the device, of several', ['enable', READY, '--yes', '--mfa-code', '123456'], 2, 'missing-input', `\`--mfa-serial ${PHONE}\``],
  ['the code', ['enable', READY, '--yes', '--mfa-serial', PHONE], 2, 'missing-input', '`--mfa-process <command>`'],
  ['consent', ['enable', READY, '--mfa-serial', PHONE, '--mfa-code', '123456'], 2, 'missing-input', '`--yes`'],
  ['consent to suspend', ['suspend', 'payments-protected', '--mfa-serial', PHONE, '--mfa-code', '123456'], 2, 'missing-input', '`--yes`'],
  ['consent to a proof', ['verify', 'payments-protected', '--probe'], 2, 'missing-input', '`--yes`'],
];

describe('with --no-input', () => {
  it.each(missing)('%s is an error that names the flag', async (_what, args, exitCode, kind, flag) => {
    const account = await startAccount();

    const error = complaintOf(await runProgram([...args, '--no-input', '--json'], { env: account.environment() }), exitCode);

    expect(error).toMatchObject({ kind });
    expect(error.hints.join('\n')).toContain(flag);
    expectUntouched(account);
  });

  it('the credentials are an error that names the flag', async () => {
    const error = complaintOf(await runProgram(['enable', READY, '--no-input', '--json']), 4);

    expect(error).toMatchObject({ kind: 'no-credentials' });
    expect(error.hints.join('\n')).toContain('`--profile <name>`');
  });

  it('nothing is asked in a terminal either', async () => {
    const account: Account = await startAccount();

    const session = startInPty(process.execPath, [programPath, 'enable', READY, '--no-input'], { columns: 100, rows: 40, env: account.environment() });

    expect(await session.exited).toEqual({ exitCode: 2, signal: 0 });
    expect(session.transcript()).not.toMatch(/^\?/m);
    expect(session.transcript()).toContain('--mfa-serial');
    expectUntouched(account);
  });
});

describe('off a terminal', () => {
  it('a plan with nothing to change wants neither code nor consent', async () => {
    const account = await startAccount();

    const run = await runProgram(['enable', 'payments-protected', '--mfa-serial', PHONE], { env: account.environment() });

    expect(run.exitCode).toBe(0);
    expectUntouched(account);
  });
});
