import { describe, expect, it } from 'vitest';
import { type ProgramResult, type RunningProgram, runProgram } from '../../support/built-program.js';
import { type Account, expectUntouched, PHONE, PROTECTED, READY, startAccount } from './support/account.js';
import { switchDocument } from './support/complaint.js';

type Signal = 'SIGINT' | 'SIGTERM';
const endings: [Signal, number][] = [['SIGINT', 130], ['SIGTERM', 143]];

/** Longer than a test may take: an answer that never comes. */
const NEVER_MS = 120_000;

/**
 * Runs the program, and sends it a signal while it waits for the answer to a request.
 * @param heldMs how long the answer is held back
 * @param again a second signal, so long (ms) after the first
 */
async function interruptedDuring(
  account: Account,
  { operation, signal, heldMs = NEVER_MS, again }: { operation: string; signal: Signal; heldMs?: number; again?: number },
  args: string[],
): Promise<ProgramResult> {
  let program: RunningProgram | undefined;
  account.onceAnswering(operation, () => {
    account.holdAnswers(heldMs);
    program?.kill(signal);
    if (again !== undefined) setTimeout(() => program?.kill(signal), again);
    // What comes after the held answer is answered at once.
    setImmediate(() => account.holdAnswers(0));
  });
  return runProgram(args, { env: account.environment(), started: (started) => void (program = started) });
}

const enable = (account: Account) => ['enable', READY, '--yes', ...account.coded()];

describe.each(endings)('%s', (signal, exitCode) => {
  it.each([
    ['enable', 'GetCallerIdentity'],
    ['enable', 'HeadBucket'],
    ['enable', 'GetBucketVersioning'],
    ['enable', 'GetBucketLifecycleConfiguration'],
    ['enable', 'GetBucketPolicy'],
    ['verify', 'ListBuckets'],
    ['verify', 'GetBucketVersioning'],
  ])('while %s waits for %s ends the run at once, and nothing was changed', async (command, operation) => {
    const account = await startAccount();

    const run = await interruptedDuring(account, { operation, signal }, command === 'enable' ? enable(account) : ['verify', '--all']);

    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toMatch(signal === 'SIGINT' ? /^error: interrupted: nothing was changed \[interrupted\]$/m : /^error: terminated by SIGTERM: nothing was changed \[terminated\]$/m);
    expectUntouched(account);
  });

  it('while the coded request is on its way waits for the answer, and says that the change was made', async () => {
    const account = await startAccount();

    const run = await interruptedDuring(account, { operation: 'PutBucketVersioning', signal, heldMs: 300 }, [...enable(account), '--json']);

    expect(run.exitCode).toBe(exitCode);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'changed', after: { mfaDelete: 'Enabled' } }]);
    expect(run.stderr).toContain(`changed: \`${READY}\``);
  });

  it('twice while the coded request is on its way abandons it, and says that nobody knows', async () => {
    const account = await startAccount();

    const run = await interruptedDuring(account, { operation: 'PutBucketVersioning', signal, again: 200 }, enable(account));

    expect(run).toMatchObject({ exitCode, stdout: '' });
    expect(run.stderr).toContain(`unknown: the request for \`${READY}\` was sent and not answered; ask \`s3-mfa-delete verify ${READY}\``);
  });

  it('while the next steps are looked up still ends with the result, and says what was changed', async () => {
    const account = await startAccount();

    const run = await interruptedDuring(account, { operation: 'GetAccountSummary', signal }, [...enable(account), '--json']);

    expect(run.exitCode).toBe(exitCode);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'changed' }]);
    expect(run.stderr).toContain(`changed: \`${READY}\``);
  });
});

describe('between two buckets', () => {
  it('the first stays changed, the second is not, and no code is spent on it', async () => {
    const account = await startAccount();
    const codes = `${account.code(PHONE)}\n`;
    let program: RunningProgram | undefined;
    account.onceAnswering('PutBucketVersioning', () => void program?.kill('SIGINT'));

    const run = await runProgram(['enable', READY, 'backup-ireland', '--yes', '--json', '--mfa-serial', PHONE, '--mfa-code', '-'], {
      env: account.environment(),
      stdin: codes,
      started: (started) => void (program = started),
    });

    expect(run.exitCode).toBe(130);
    expect(switchDocument(run).buckets).toMatchObject([{ name: READY, outcome: 'changed' }, { name: 'backup-ireland', outcome: 'skipped' }]);
    expect(run.stderr).toContain(`changed: \`${READY}\` (turn on MFA Delete); not changed: \`backup-ireland\``);
    expect(account.writes()).toEqual(['PutBucketVersioning']);
  });
});

describe('a proof', () => {
  it('that is interrupted after its delete marker was made says that it is left, and how to remove it', async () => {
    const account = await startAccount();
    const args = ['verify', PROTECTED, '--probe', '--yes'];
    // The first DeleteObject makes the marker, the second is the one to be refused.
    const second = new Promise<void>((resolve) => account.onceAnswering('DeleteObject', () => resolve()));
    let program: RunningProgram | undefined;
    void second.then(() =>
      account.onceAnswering('DeleteObject', () => {
        account.holdAnswers(NEVER_MS);
        program?.kill('SIGINT');
      }),
    );

    const run = await runProgram(args, { env: account.environment(), started: (started) => void (program = started) });

    expect(run).toMatchObject({ exitCode: 130, stdout: expect.stringMatching(/^payments-protected .* on \(probe: interrupted\)/m) });
    expect(run.stderr).toMatch(/^error: interrupted: a delete marker is left in `payments-protected`; to remove: `aws s3api delete-object --bucket payments-protected --key s3-mfa-delete-probe-/m);
  });
});
