import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { programPath, runProgram, type RunningProgram } from '../../support/built-program.js';
import { keys, startInPty } from '../../support/pty.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { type Account, expectUntouched, PHONE, startAccount } from './support/account.js';
import { complaintOf, switchDocument } from './support/complaint.js';

const LOGS = 'logs-lifecycle';

const enable = (account: Account, directory: string, ...args: string[]) =>
  runProgram(['enable', LOGS, '--yes', '--json', '--remove-lifecycle', directory, ...(args.length > 0 ? args : account.coded())], { env: account.environment() });

const lifecycleOf = (account: Account) => account.account.buckets.find(LOGS)?.lifecycle ?? null;

describe('enable --remove-lifecycle', () => {
  it('saves the configuration whole, for its owner only, before it is removed, and turns MFA Delete on', async () => {
    const account = await startAccount();
    const directory = path.join(temporaryHome(), 'backups');
    let savedWhenRemoved: string[] = [];
    account.onceAnswering('DeleteBucketLifecycle', () => (savedWhenRemoved = readdirSync(directory)));

    const run = await enable(account, directory);

    const [bucket] = switchDocument(run).buckets;
    const backup = bucket?.lifecycleBackup ?? '';
    expect({ exitCode: run.exitCode, bucket }).toMatchObject({ exitCode: 0, bucket: { outcome: 'changed', after: { mfaDelete: 'Enabled' } } });
    expect(savedWhenRemoved).toEqual([path.basename(backup)]);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(backup, 'utf8'))).toEqual({
      TransitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
      Rules: [
        { ID: 'expire-old-versions', Filter: { Prefix: '' }, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: 90 } },
        { ID: 'abort-uploads', Filter: { Prefix: 'uploads/' }, Status: 'Disabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } },
      ],
    });
    expect(lifecycleOf(account)).toBeNull();
    expect(run.stderr).toContain(`s3-mfa-delete disable ${LOGS} --restore-lifecycle ${backup}`);
  });

  it('puts it back at once, whole, when the code is refused for good', async () => {
    const account = await startAccount('codes-refused=9');
    const before = lifecycleOf(account);

    const run = await enable(account, temporaryHome());

    expect(run.exitCode).toBe(5);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'failed', error: { kind: 'code-refused' }, lifecycleBackup: expect.stringContaining(LOGS) }]);
    expect(lifecycleOf(account)).toEqual(before);
    expect(account.writes()).toEqual(['DeleteBucketLifecycle', 'PutBucketVersioning', 'PutBucketLifecycleConfiguration']);
    expect(run.stderr).toContain('lifecycle configuration (2 rules) is back, read back from AWS');
  });

  it('removes nothing where it cannot be saved', async () => {
    const account = await startAccount();
    const file = path.join(temporaryHome(), 'a-file');
    writeFileSync(file, '');

    const run = await enable(account, path.join(file, 'backups'));

    expect(run.exitCode).toBe(3);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'failed', error: { kind: 'local-file', hints: [expect.stringContaining('nothing was removed')] }, lifecycleBackup: null }]);
    expectUntouched(account);
  });

  it('says where it is saved when it can be neither finished nor undone', async () => {
    const account = await startAccount('codes-refused=9', 'slow-down=always@PutBucketLifecycleConfiguration');

    const run = await enable(account, temporaryHome());

    const backup = switchDocument(run).buckets[0]?.lifecycleBackup;
    expect(run.exitCode).toBe(5);
    expect(run.stderr).toContain(`error: the lifecycle configuration of \`${LOGS}\` could not be put back`);
    expect(run.stderr).toContain(`hint: put it back: \`s3-mfa-delete disable ${LOGS} --restore-lifecycle ${backup}\``);
  });

  it('says it also when a second Ctrl-C gives up putting it back', async () => {
    const account = await startAccount('codes-refused=9');
    let program: RunningProgram | undefined;
    account.onceAnswering('PutBucketLifecycleConfiguration', () => {
      account.holdAnswers(120_000);
      program?.kill('SIGINT');
      setTimeout(() => program?.kill('SIGINT'), 200);
    });

    const run = await runProgram(['enable', LOGS, '--yes', '--remove-lifecycle', temporaryHome(), ...account.coded()], {
      env: account.environment(),
      started: (started) => void (program = started),
    });

    expect(run).toMatchObject({ exitCode: 130, stdout: '' });
    expect(run.stderr).toMatch(/^error: interrupted: .*the lifecycle configuration of `logs-lifecycle` was removed and is saved in `.*`; put it back: `s3-mfa-delete disable/m);
  });

  it('is not assumed: without it the bucket is blocked, and the way out is named', async () => {
    const account = await startAccount();

    const run = await runProgram(['enable', LOGS, '--yes', '--json', ...account.coded()], { env: account.environment() });

    expect(run.exitCode).toBe(1);
    expect(switchDocument(run).buckets).toMatchObject([{ outcome: 'blocked', error: { kind: 'lifecycle-in-the-way' } }]);
    expect(run.stderr).toContain('`--remove-lifecycle <backup-directory>`');
    expectUntouched(account);
  });
});

describe('on a terminal', () => {
  const start = (account: Account, cwd: string) =>
    startInPty(process.execPath, [programPath, 'enable', LOGS, '--mfa-serial', PHONE], { columns: 100, rows: 45, cwd, env: account.environment() });

  it('it is asked for, and Ctrl-C at the code puts the configuration back', async () => {
    const account = await startAccount();
    const before = lifecycleOf(account);
    const wizard = start(account, temporaryHome());
    await wizard.waitFor('Which credentials');
    wizard.send(keys.enter);
    await wizard.waitFor('Save the lifecycle configuration of logs-lifecycle and remove it?');
    wizard.send(`y${keys.enter}`);
    await wizard.waitForNew('Turn on MFA Delete on 1 bucket?');
    wizard.send(`y${keys.enter}`);
    await wizard.waitForNew('until the next code');
    expect(lifecycleOf(account)).toBeNull();
    wizard.send(keys.ctrlC);

    expect(await wizard.exited).toEqual({ exitCode: 130, signal: 0 });
    expect(lifecycleOf(account)).toEqual(before);
    expect(wizard.transcript()).toMatch(/\(2 rules\) is back[\s\S]*nothing was changed/);
  });

  it.each([
    ['Enter', keys.enter, 1],
    ['Ctrl-C', keys.ctrlC, 130],
  ])('%s at that question leaves it alone', async (_name, key, exitCode) => {
    const account = await startAccount();
    const wizard = start(account, temporaryHome());
    await wizard.waitFor('Which credentials');
    wizard.send(keys.enter);
    await wizard.waitFor('Save the lifecycle configuration of logs-lifecycle and remove it?');
    wizard.send(key);

    expect(await wizard.exited).toEqual({ exitCode, signal: 0 });
    expectUntouched(account);
  });
});

describe('disable --restore-lifecycle', () => {
  const saved = { Rules: [{ ID: 'old', Filter: { Prefix: '' }, Status: 'Enabled', Expiration: { Date: '2030-01-01T00:00:00.000Z' } }], TransitionDefaultMinimumObjectSize: 'varies_by_storage_class' };
  const file = (text: string) => {
    const written = path.join(temporaryHome(), 'saved.json');
    writeFileSync(written, text);
    return written;
  };

  it('puts the whole configuration back once MFA Delete is off', async () => {
    const account = await startAccount();

    const run = await runProgram(['disable', 'payments-protected', '--yes', '--json', '--restore-lifecycle', file(JSON.stringify(saved)), ...account.coded()], { env: account.environment() });

    expect(run.exitCode).toBe(0);
    expect(account.writes()).toEqual(['PutBucketVersioning', 'PutBucketLifecycleConfiguration']);
    expect(account.account.buckets.find('payments-protected')?.lifecycle).toMatchObject({ transitionDefaultMinimumObjectSize: 'varies_by_storage_class', rules: [{ ID: 'old' }] });
  });

  it('leaves it alone where the code was refused and MFA Delete is still on', async () => {
    const account = await startAccount('codes-refused=9');

    const run = await runProgram(['disable', 'payments-protected', '--yes', '--json', '--restore-lifecycle', file(JSON.stringify(saved)), ...account.coded()], { env: account.environment() });

    expect(run.exitCode).toBe(5);
    expect(account.writes()).toEqual(['PutBucketVersioning']);
    expect(run.stderr).toContain('MFA Delete is not off');
  });

  it('needs no code where MFA Delete is off already, leaves a record, and does it once only', async () => {
    const account = await startAccount();
    const args = ['disable', 'ledger-ready', '--yes', '--json', '--restore-lifecycle', file(JSON.stringify(saved)), '--mfa-serial', PHONE];

    const first = await runProgram(args, { env: account.environment() });
    const second = await runProgram(args, { env: account.environment() });

    expect([first.exitCode, second.exitCode]).toEqual([0, 0]);
    expect(account.writes()).toEqual(['PutBucketLifecycleConfiguration']);
    expect(second.stderr).toContain('is there already');
    expect(switchDocument(first).record).toMatch(/\.ndjson$/);
  });

  it('wants consent off a terminal, and does not replace rules that somebody made meanwhile', async () => {
    const account = await startAccount();
    const args = ['disable', LOGS, '--json', '--restore-lifecycle', file(JSON.stringify(saved)), '--mfa-serial', PHONE];

    const unasked = await runProgram(args, { env: account.environment() });
    const asked = await runProgram([...args, '--yes'], { env: account.environment() });

    expect(complaintOf(unasked, 2)).toMatchObject({ kind: 'missing-input' });
    expect(asked.exitCode).toBe(3);
    expect(switchDocument(asked).buckets).toMatchObject([{ error: { kind: 'bucket-state', message: expect.stringContaining('another lifecycle configuration') } }]);
    expectUntouched(account);
  });

  it.each([
    ['is not there', null, 3, 'local-file', 'cannot be read'],
    ['is not JSON', 'Rules:', 2, 'usage', 'is not JSON'],
    ['holds something else', '{"Rules":[]}', 2, 'usage', 'does not hold a lifecycle configuration'],
    ['holds rules that are none', '{"Rules":["all"]}', 2, 'usage', 'does not hold a lifecycle configuration'],
    ['holds nothing', 'null', 2, 'usage', 'does not hold a lifecycle configuration'],
  ])('of a file that %s asks AWS nothing', async (_what, text, exitCode, kind, words) => {
    const given = text === null ? path.join(temporaryHome(), 'gone.json') : file(text);

    const run = await runProgram(['disable', LOGS, '--yes', '--json', '--endpoint-url', 'http://127.0.0.1:9', '--restore-lifecycle', given]);

    expect(complaintOf(run, exitCode)).toMatchObject({ kind, message: expect.stringContaining(words) });
  });

  it('holds the rules of one bucket', async () => {
    const run = await runProgram(['disable', LOGS, 'ledger-ready', '--yes', '--json', '--restore-lifecycle', file(JSON.stringify(saved))]);

    expect(complaintOf(run, 2)).toMatchObject({ kind: 'usage', message: expect.stringContaining('exactly one bucket') });
  });
});
