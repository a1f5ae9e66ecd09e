import { execFile } from 'node:child_process';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { programPath } from '../../support/built-program.js';
import { isolatedEnvironment } from '../../support/isolated-environment.js';
import { keys, type PtyOptions, type PtySession, startInPty } from '../../support/pty.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { type Account, expectUntouched, PHONE, READY, startAccount } from './support/account.js';

const start = (account: Account, args: string[], options: PtyOptions = {}) =>
  startInPty(process.execPath, [programPath, ...args], { columns: 100, rows: 40, ...options, env: { ...account.environment(), ...options.env } });

/** Walks `enable` of one bucket to its end. */
async function walkToTheEnd(wizard: PtySession, account: Account): Promise<void> {
  await wizard.waitFor('Which credentials');
  wizard.send(keys.enter);
  await wizard.waitForNew(/\(y\/N\)/);
  wizard.send(`y${keys.enter}`);
  await wizard.waitForNew(/Code of/);
  wizard.send(account.code(PHONE) + keys.enter);
  await wizard.waitForNew('What shall become of');
  wizard.send(keys.down + keys.down);
  await wizard.waitFor(/[❯>] Keep it/);
  wizard.send(keys.enter);
  expect(await wizard.exited).toEqual({ exitCode: 0, signal: 0 });
  expect(account.stateOf(READY)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
}

const enable = ['enable', READY, '--mfa-serial', PHONE];

describe('a terminal 40 columns wide', () => {
  it('shows every line of prose whole, and breaks only what is there to be copied', async () => {
    const account = await startAccount();
    const wizard = start(account, enable, { columns: 40, rows: 40 });

    await walkToTheEnd(wizard, account);

    // As printed: drawn over one another, questions and spinners would count as one line.
    const lines = wizard.raw().split(/[\r\n]+|\u001b\[\d*[AGK]/).map(stripVTControlCharacters);
    const copied = /`|https?:\/\/|aws |^ {2}/;
    const spinner = /[\u2800-\u28ff]/;
    const tooLong = lines.filter((line) => line.length > 40 && !copied.test(line) && !spinner.test(line) && !/\S{30}/.test(line));
    expect(tooLong).toEqual([]);
    expect(wizard.transcript(), 'a spinner was left behind').not.toMatch(spinner);
  });

  it('gets a table as a list, with everything in it', async () => {
    const account = await startAccount();
    const session = start(account, ['verify', READY, 'payments-protected'], { columns: 40 });

    expect(await session.exited).toMatchObject({ exitCode: 1 });
    const seen = session.transcript();
    for (const text of ['Bucket', READY, 'payments-protected', 'us-east-1', 'Verdict', '2 buckets: 1 on, 1 off']) expect(seen).toContain(text);
  });
});

describe('colour', () => {
  const colour = /\u001b\[[0-9;]*m/;

  it('is there in a terminal', async () => {
    const account = await startAccount();
    const session = start(account, ['verify', READY]);

    await session.exited;
    expect(session.raw()).toMatch(colour);
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['NO_COLOR', { NO_COLOR: '1' }, []],
    ['--no-color', {}, ['--no-color']],
    ['TERM=dumb', { TERM: 'dumb' }, []],
  ])('is nowhere in the wizard with %s', async (_name, env, flags) => {
    const account = await startAccount();
    const wizard = start(account, [...enable, ...flags], { env });

    await walkToTheEnd(wizard, account);

    expect(wizard.raw()).not.toMatch(colour);
  });
});

describe('a reader that goes away', () => {
  /** Runs a line of bash; `$program` is the program. */
  const bash = (line: string, env: Record<string, string | undefined>) =>
    new Promise<{ stdout: string; stderr: string }>((resolve) => {
      const variables = { ...isolatedEnvironment(temporaryHome()), ...env, program: `${process.execPath} ${programPath}` };
      execFile('bash', ['-c', line], { env: variables }, (_error, stdout, stderr) => resolve({ stdout, stderr }));
    });

  it('after the first line gets that line, and the exit code is the run’s own', async () => {
    const account = await startAccount();

    const { stdout, stderr } = await bash('$program verify --all --json --quiet | head -1; echo "${PIPESTATUS[0]}"', account.environment());

    expect({ stdout, stderr }).toEqual({ stdout: '{\n1\n', stderr: '' });
  });

  it('after the first of many lines ends the reading, quietly: exit 1, a finding was printed', async () => {
    const account = await startAccount();
    const { buckets } = account.account;
    // More than what a pipe holds (64 KiB) and what is in flight, were all of them printed: the first in the alphabet is off.
    for (let number = 0; number < 2_000; number++) buckets.create({ name: `aa-${String(number).padStart(4, '0')}`, region: 'us-east-1', owner: account.accountId, createdAt: 0 });

    const { stdout, stderr } = await bash('$program verify --all --format ndjson --quiet --concurrency 1 | head -1; echo "${PIPESTATUS[0]}"', account.environment());

    const [line = '', code] = stdout.trimEnd().split('\n');
    expect(JSON.parse(line)).toMatchObject({ type: 'bucket', name: 'aa-0000', verdict: 'unversioned', finding: true });
    expect({ code, stderr }).toEqual({ code: '1', stderr: '' });
    expect(account.account.calls.filter(({ operation }) => operation === 'GetBucketVersioning').length).toBeLessThan(1_000);
  });

  it('before the result does not keep the change from being made and recorded', async () => {
    const account = await startAccount();

    const { stdout, stderr } = await bash(`$program enable ${READY} --yes --quiet ${account.coded().join(' ')} | true; echo "\${PIPESTATUS[0]}"`, account.environment());

    expect({ stdout, stderr }).toEqual({ stdout: '0\n', stderr: '' });
    expect(account.stateOf(READY)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it('from stderr does not either', async () => {
    const account = await startAccount();

    const { stdout } = await bash(`$program enable ${READY} --yes ${account.coded().join(' ')} 2>&1 >/dev/null | head -1 >/dev/null; echo "\${PIPESTATUS[0]}"`, account.environment());

    expect(stdout).toBe('0\n');
    expect(account.stateOf(READY)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });
});

describe('SIGTERM', () => {
  const sayYes = `y${keys.enter}`;
  /** What is answered to get to each question. */
  const questions: [question: string | RegExp, answer: string][] = [
    ['Which credentials', keys.enter],
    ['Which device', keys.enter],
    ['Which buckets', `logs${keys.space}`],
    ['Save the lifecycle configuration', sayYes],
    ['Turn on MFA Delete on 1 bucket', sayYes],
    ['until the next code', ''],
  ];

  it.each(questions.map(([question]) => question))('at "%s" exits 143, and nothing was changed', async (wanted) => {
    const account = await startAccount();
    const wizard = start(account, ['enable'], { cwd: temporaryHome() });
    for (const [question, answer] of questions) {
      await wizard.waitForNew(question);
      if (question === wanted) break;
      wizard.send(answer);
      if (question === 'Which buckets') {
        await wizard.waitFor('1 of');
        wizard.send(keys.enter);
      }
    }
    wizard.kill('SIGTERM');

    expect(await wizard.exited).toEqual({ exitCode: 143, signal: 0 });
    expect(wizard.transcript()).toContain('nothing was changed');
    expect(account.account.buckets.find('logs-lifecycle')?.lifecycle?.rules).toHaveLength(2);
    if (wanted !== 'until the next code') expectUntouched(account);
  });

  it.each(['Access key id', 'Secret access key'])('at "%s" exits 143, and the key is not on the screen', async (question) => {
    const account = await startAccount();
    const wizard = start(account, ['enable'], { env: { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined } });
    await wizard.waitFor('Which credentials');
    wizard.send(keys.enter);
    await wizard.waitFor('Access key id');
    if (question === 'Secret access key') {
      wizard.send(account.root.accessKeyId + keys.enter);
      await wizard.waitFor(question);
      wizard.send(account.root.secretAccessKey);
      // What the program has not read when it ends is echoed by the terminal, not by us.
      await wizard.waitFor('*'.repeat(account.root.secretAccessKey.length));
    }
    wizard.kill('SIGTERM');

    expect(await wizard.exited).toEqual({ exitCode: 143, signal: 0 });
    expect(wizard.raw()).not.toContain(account.root.secretAccessKey);
  });
});
