import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { parseFault } from '../../src/sandbox/faults/words.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../src/sandbox/start.js';
import { programPath, type RunningProgram, runProgram } from '../support/built-program.js';
import { everythingUnder } from '../support/no-secrets.js';
import { keys, type PtySession, startInPty } from '../support/pty.js';
import { temporaryHome } from '../support/temporary-home.js';

const PHONE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const spy = fileURLToPath(new URL('../support/spying-code.mjs', import.meta.url));

/** A practice account in this process: its root user has no access key, only a session. */
async function account({ faults = [], onAnswered }: { faults?: string[]; onAnswered?: (operation: string) => void } = {}) {
  const secrets = new Set<string>();
  const practice: PracticeAccountHandle = await startPracticeAccount({
    faults: faults.map(parseFault),
    onAnswered({ operation }) {
      if (operation === 'CreateAccessKey') for (const { secretAccessKey } of rootKeys()) secrets.add(secretAccessKey);
      onAnswered?.(operation);
    },
  });
  onTestFinished(() => practice.close());
  const rootKeys = () => practice.account.keys.of(practice.account.people.root);
  practice.account.keys.remove(practice.root.accessKeyId);
  const home = temporaryHome();
  const spied = path.join(home, 'spied');
  const { accessKeyId, secretAccessKey, sessionToken } = practice.rootSession;
  const secret = practice.mfaDevices.find(({ serialNumber }) => serialNumber === PHONE)?.secret ?? '';
  const env = {
    ...{ AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: practice.region },
    ...{ AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken },
    ...{ DEVICE_URI: `otpauth://totp/x?secret=${secret}`, SPIED: spied },
  };
  const notes = path.join(home, '.local', 'state', 's3-mfa-delete', 'ephemeral-keys');
  return {
    practice,
    home,
    env,
    rootKeys,
    secrets: () => [...secrets],
    notes: () => (existsSync(notes) ? readdirSync(notes).map((name) => path.join(notes, name)) : []),
    stateOf: (bucket: string) => practice.account.buckets.find(bucket)?.versioning(),
    spied: () => (existsSync(spied) ? readFileSync(spied, 'latin1') : ''),
  };
}

const inAScript = ['enable', 'ledger-ready', '--ephemeral-root-key', '--yes', '--json', '--debug', '--mfa-serial', PHONE, '--mfa-process', `${process.execPath} ${spy}`];

/** Expects that no secret of a key that was made is in anything that was printed, kept, or handed to a child. */
function expectNoSecretIn(bench: Awaited<ReturnType<typeof account>>, ...printed: string[]): void {
  expect(bench.secrets()).toHaveLength(1);
  const everything = [...printed, everythingUnder(bench.home)].join('\n');
  for (const secret of bench.secrets()) expect(everything.includes(secret), 'the secret of the ephemeral key was found').toBe(false);
}

async function answer(wizard: PtySession, question: string | RegExp, typed: string): Promise<void> {
  await wizard.waitForNew(question);
  wizard.send(typed);
}

describe('from a root session', () => {
  it('one command and one typed code turn MFA Delete on, with no key left and no secret on disk', async () => {
    const bench = await account();

    const wizard = startInPty(process.execPath, [programPath, 'enable', 'ledger-ready', '--ephemeral-root-key'], { columns: 100, rows: 50, home: bench.home, env: bench.env });
    await answer(wizard, 'Which credentials', keys.enter);
    await answer(wizard, 'Which device', keys.enter);
    await answer(wizard, /\(y\/N\)/, `y${keys.enter}`);
    await answer(wizard, 'Code of', bench.practice.code(PHONE) + keys.enter);

    expect(await wizard.exited).toEqual({ exitCode: 0, signal: 0 });
    const seen = wizard.transcript();
    expect(seen).toContain('[x] the account has no root access key');
    expect(seen).not.toContain('[ ]');
    expect(bench.stateOf('ledger-ready')).toMatchObject({ mfaDelete: 'Enabled' });
    expect({ keys: bench.rootKeys(), notes: bench.notes() }).toEqual({ keys: [], notes: [] });
    expectNoSecretIn(bench, wizard.raw());
  });

  it.each([
    ['as it should', [], 0],
    ['with the answer to its making lost', ['lost-answer=once@CreateAccessKey'], 3],
    ['with a lag of the new key', ['new-key-lag=2500'], 0],
    ['with its deletion refused to the session', ['iam-denied=once@DeleteAccessKey'], 0],
    ['with its deletion refused to all', ['iam-denied=always@DeleteAccessKey'], 3],
    ['with the answer to the code lost', ['lost-answer=once@PutBucketVersioning'], 0],
  ] as const)('its secret is nowhere where it goes %s: not printed with --debug, in no file, not with the child', { timeout: 60_000 }, async (_how, faults, exitCode) => {
    const bench = await account({ faults: [...faults] });

    const run = await runProgram(inAScript, { home: bench.home, env: bench.env });

    expect(run.exitCode, run.stderr).toBe(exitCode);
    expectNoSecretIn(bench, run.stdout, run.stderr);
    if (!faults.some((fault) => fault.includes('CreateAccessKey'))) expect(bench.spied()).toContain('SPIED=');
    const isLeft = exitCode === 3;
    expect({ keys: bench.rootKeys().length, notes: bench.notes().length }).toEqual({ keys: isLeft ? 1 : 0, notes: isLeft ? 1 : 0 });
    for (const note of bench.notes()) expect(statSync(note).mode & 0o777).toBe(0o600);
  });
});

describe('killed with -9', () => {
  it.each([
    ['while the answer with the key is on its way', 'CreateAccessKey', null],
    ['while the key is in use', 'PutBucketVersioning', expect.stringMatching(/^AKIA/) as string],
  ])('%s, the next run offers to delete the key', { timeout: 90_000 }, async (_when, operation, noted) => {
    const running: RunningProgram[] = [];
    const bench = await account({ onAnswered: (answered) => void (answered === operation && running.pop()?.kill('SIGKILL')) });

    const run = await runProgram(inAScript, { home: bench.home, env: bench.env, started: (program) => running.push(program) });

    expect(run.exitCode).toBeNull();
    const [left] = bench.rootKeys();
    const [note = ''] = bench.notes();
    expect(JSON.parse(readFileSync(note, 'utf8'))).toMatchObject({ accessKeyId: noted, keysBefore: [] });
    expectNoSecretIn(bench, run.stdout, run.stderr);

    const next = startInPty(process.execPath, [programPath, 'enable', 'payments-protected', '--ephemeral-root-key'], { columns: 100, rows: 50, home: bench.home, env: bench.env });
    await answer(next, 'Which credentials', keys.enter);
    await answer(next, `Delete root access key …${left?.accessKeyId.slice(-4)}`, `y${keys.enter}`);
    await answer(next, 'Which device', keys.enter);
    expect(await next.exited).toEqual({ exitCode: 0, signal: 0 });
    expect({ keys: bench.rootKeys(), notes: bench.notes() }).toEqual({ keys: [], notes: [] });
  });
});

describe('a signal', () => {
  it.each([
    ['Ctrl-C', 'SIGINT', 130],
    ['SIGTERM', 'SIGTERM', 143],
    ['a closed terminal', 'SIGHUP', 143],
  ] as const)('%s at the question for the code deletes the key', async (_what, signal, exitCode) => {
    const bench = await account();
    const wizard = startInPty(process.execPath, [programPath, 'enable', 'ledger-ready', '--ephemeral-root-key', '--yes', '--mfa-serial', PHONE], { columns: 100, rows: 50, home: bench.home, env: bench.env });
    await answer(wizard, 'Which credentials', keys.enter);
    await wizard.waitFor('Code of');
    wizard.kill(signal);

    expect((await wizard.exited).exitCode).toBe(exitCode);
    expect({ keys: bench.rootKeys(), notes: bench.notes() }).toEqual({ keys: [], notes: [] });
    expectNoSecretIn(bench, wizard.raw());
  });

  it('twice while AWS is making the key says that there may be one; the note stays', async () => {
    const looks: string[] = [];
    const bench = await account({
      onAnswered(operation) {
        // The second look is the last before the key is made; its own answer is not held back.
        if (operation === 'ListAccessKeys' && looks.push(operation) === 2) setImmediate(() => bench.practice.account.faults.add(parseFault('latency=60000')));
      },
    });
    const wizard = startInPty(process.execPath, [programPath, 'enable', 'ledger-ready', '--ephemeral-root-key', '--yes', '--mfa-serial', PHONE], { columns: 100, rows: 50, home: bench.home, env: bench.env });
    await answer(wizard, 'Which credentials', keys.enter);
    await vi.waitUntil(() => bench.rootKeys().length === 1, 20_000);
    // Two of the same kind could arrive as one.
    wizard.kill('SIGTERM');
    wizard.kill('SIGINT');

    expect([130, 143]).toContain((await wizard.exited).exitCode);
    expect(wizard.transcript().replace(/\s+/g, ' ')).toMatch(/a root access key may have been made for this run, and nobody has its secret; look for it, and delete it: aws iam list-access-keys/);
    expect(bench.notes()).toHaveLength(1);
  });

  it('twice says that the key may still be there, and how to delete it; the note stays', async () => {
    const bench = await account();
    const wizard = startInPty(process.execPath, [programPath, 'enable', 'ledger-ready', '--ephemeral-root-key', '--yes', '--mfa-serial', PHONE], { columns: 100, rows: 50, home: bench.home, env: bench.env });
    await answer(wizard, 'Which credentials', keys.enter);
    await wizard.waitFor('Code of');
    // AWS becomes slow: the deletion is under way when the second signal comes.
    bench.practice.account.faults.add(parseFault('latency=60000'));
    wizard.kill('SIGTERM');
    await wizard.waitFor('Deleting root access key');
    wizard.kill('SIGTERM');

    expect((await wizard.exited).exitCode).toBe(143);
    expect(wizard.transcript().replace(/\s+/g, ' ')).toMatch(/root access key ….{4} was made for this run and may still be there; delete it: aws iam delete-access-key/);
    expect(bench.notes()).toHaveLength(1);
  });
});
