import { describe, expect, it } from 'vitest';
import { runProgram } from '../../support/built-program.js';
import { type Account, expectUntouched, PROTECTED, startAccount } from './support/account.js';
import { switchDocument } from './support/complaint.js';

const run = (account: Account, command: string, bucket: string) =>
  runProgram([command, bucket, '--yes', '--json', ...account.coded()], { env: account.environment() });

describe('disable', () => {
  it.each([
    [PROTECTED, 'Enabled'],
    ['vault-suspended', 'Suspended'],
  ])('turns MFA Delete off in %s and leaves versioning %s', async (bucket, status) => {
    const account = await startAccount();

    const ended = await run(account, 'disable', bucket);

    expect(ended.exitCode).toBe(0);
    expect(switchDocument(ended).buckets).toMatchObject([{ outcome: 'changed', before: { versioning: status, mfaDelete: 'Enabled' }, after: { versioning: status, mfaDelete: 'Disabled' } }]);
    expect(account.stateOf(bucket)).toEqual({ status, mfaDelete: 'Disabled' });
  });

  it.each(['ledger-ready', 'archive-suspended', 'uploads-unversioned'])('has nothing to do in %s, and spends no code', async (bucket) => {
    const account = await startAccount();

    const ended = await run(account, 'disable', bucket);

    expect(ended.exitCode).toBe(0);
    expect(switchDocument(ended)).toMatchObject({ buckets: [{ outcome: 'unchanged' }], record: null });
    expectUntouched(account);
  });
});

describe('suspend', () => {
  it('suspends versioning and leaves MFA Delete on', async () => {
    const account = await startAccount();

    const ended = await run(account, 'suspend', PROTECTED);

    expect(ended.exitCode).toBe(0);
    expect(switchDocument(ended).buckets).toMatchObject([{ outcome: 'changed', after: { versioning: 'Suspended', mfaDelete: 'Enabled' } }]);
    expect(account.stateOf(PROTECTED)).toEqual({ status: 'Suspended', mfaDelete: 'Enabled' });
  });

  it.each([
    ['ledger-ready', 'mfa-delete-off', 'aws s3api put-bucket-versioning --bucket ledger-ready --versioning-configuration Status=Suspended'],
    ['evidence-locked', 'mfa-delete-off', 'takes neither the root user nor a code'],
  ])('does not spend a code on %s, where none is needed', async (bucket, kind, words) => {
    const account = await startAccount();

    const ended = await run(account, 'suspend', bucket);

    expect(ended.exitCode).toBe(1);
    expect(switchDocument(ended).buckets).toMatchObject([{ outcome: 'blocked', error: { kind } }]);
    expect(ended.stderr).toContain(words);
    expectUntouched(account);
  });

  it.each([
    ['evidence-locked', 'object-lock-in-the-way'],
    ['replicated-source', 'replication-in-the-way'],
  ])('is not tried on %s, because AWS would refuse it', async (bucket, kind) => {
    const account = await startAccount();
    account.account.buckets.find(bucket)?.setVersioning({ status: 'Enabled', mfaDelete: 'Enabled' }, account.now());

    const ended = await run(account, 'suspend', bucket);

    expect(ended.exitCode).toBe(1);
    expect(switchDocument(ended).buckets).toMatchObject([{ outcome: 'blocked', error: { kind } }]);
    expectUntouched(account);
  });
});
