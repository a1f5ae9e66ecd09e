import { describe, expect, it } from 'vitest';
import { programPath, runProgram } from '../support/built-program.js';
import { keys, type PtyOptions, type PtySession, startInPty } from '../support/pty.js';
import { rootDevice, startPracticeServer } from './support/practice-server.js';

describe('the wizard in a real terminal', () => {
  it('turns MFA Delete on with arrow keys and a typed code, on the embedded practice account', async () => {
    const wizard = enable('--sandbox');
    await chooseDevice(wizard);
    await chooseBuckets(wizard, 'ledger-ready', 'uploads-unversioned');
    await agree(wizard);
    await typeCode(wizard, await codeOnScreen(wizard));
    await wizard.waitForNew('on uploads-unversioned');
    await typeCode(wizard, await codeOnScreen(wizard));

    expect(await wizard.exited).toEqual({ exitCode: 0, signal: 0 });
    const seen = wizard.transcript();
    expect(seen).toMatch(/ledger-ready .*changed/);
    expect(seen).toMatch(/uploads-unversioned .*changed/);
    expect(seen).toContain('resource "aws_s3_bucket_versioning" "ledger_ready"');
    expect(seen).toContain('Root key checklist');
  });

  it('turns it on at a sandbox in another terminal, with the root key pasted in', async () => {
    const server = await startPracticeServer();
    const device = rootDevice(server);
    const wizard = enable({ env: { AWS_ENDPOINT_URL: server.endpoint, AWS_REGION: server.region } }, 'ledger-ready');
    await pasteKey(wizard, server.root);
    await chooseDevice(wizard);
    await agree(wizard);
    await typeCode(wizard, device.code());

    expect(await wizard.exited).toEqual({ exitCode: 0, signal: 0 });
    expect(wizard.raw()).not.toContain(server.root.secretAccessKey);
    const check = await runProgram(['verify', 'ledger-ready'], { env: server.environment() });
    expect(check).toMatchObject({ exitCode: 0 });
  });

  it('asks again, with the reason, when a code is refused', async () => {
    const wizard = enable('ledger-ready', '--sandbox');
    await chooseDevice(wizard);
    await agree(wizard);
    const shown = await codeOnScreen(wizard);
    await typeCode(wizard, shown === '000000' ? '111111' : '000000');
    await wizard.waitForNew(/refused[\s\S]*Code of/);
    await typeCode(wizard, await codeOnScreen(wizard));

    expect(await wizard.exited).toEqual({ exitCode: 0, signal: 0 });
  });

  it('changes nothing when Enter is pressed at every question', async () => {
    const wizard = enable('ledger-ready', '--sandbox');
    await chooseDevice(wizard);
    await wizard.waitFor(/\(y\/N\)/);
    wizard.send(keys.enter);

    expect(await wizard.exited).toEqual({ exitCode: 1, signal: 0 });
    expect(wizard.transcript()).toContain('nothing was changed');
  });

  it('does not take an account password for a code, and does not leave it on the screen', async () => {
    const wizard = enable('ledger-ready', '--sandbox');
    await chooseDevice(wizard);
    await agree(wizard);
    await codeOnScreen(wizard);
    wizard.send(`hunter2-hunter2${keys.enter}`);
    const screen = await wizard.waitForNew('six digits');

    expect(screen).not.toContain('hunter2-hunter2');
    wizard.send(keys.ctrlC);
    expect(await wizard.exited).toMatchObject({ exitCode: 130 });
  });
});

describe('Ctrl-C', () => {
  const before: [string, (wizard: PtySession) => Promise<void>][] = [
    ['at the device', async (wizard) => void (await wizard.waitFor('Which device'))],
    ['at the buckets', async (wizard) => {
      await chooseDevice(wizard);
      await wizard.waitFor('Which buckets');
    }],
    ['at the confirmation', async (wizard) => {
      await chooseDevice(wizard);
      await chooseBuckets(wizard, 'ledger-ready');
      await wizard.waitFor(/\(y\/N\)/);
    }],
    ['at the code', async (wizard) => {
      await chooseDevice(wizard);
      await chooseBuckets(wizard, 'ledger-ready');
      await agree(wizard);
      await codeOnScreen(wizard);
    }],
  ];

  it.each(before)('%s exits 130 and says that nothing was changed', async (_where, walk) => {
    const wizard = enable('--sandbox');
    await walk(wizard);
    wizard.send(keys.ctrlC);

    expect(await wizard.exited).toEqual({ exitCode: 130, signal: 0 });
    expect(wizard.transcript()).toContain('nothing was changed');
  });

  it.each(['Which credentials', 'Access key id', 'Secret access key'])('at "%s" exits 130', async (question) => {
    const server = await startPracticeServer();
    const wizard = enable({ env: { AWS_ENDPOINT_URL: server.endpoint, AWS_REGION: server.region } });
    await wizard.waitFor('Which credentials');
    if (question !== 'Which credentials') wizard.send(keys.enter);
    if (question === 'Secret access key') {
      await wizard.waitFor('Access key id');
      wizard.send(server.root.accessKeyId + keys.enter);
    }
    await wizard.waitFor(question);
    wizard.send(keys.ctrlC);

    expect(await wizard.exited).toEqual({ exitCode: 130, signal: 0 });
    expect(wizard.transcript()).toContain('nothing was changed');
  });

  it('after the first of two buckets says which was changed and which was not', async () => {
    const wizard = enable('ledger-ready', 'uploads-unversioned', '--sandbox');
    await chooseDevice(wizard);
    await agree(wizard);
    await typeCode(wizard, await codeOnScreen(wizard));
    await wizard.waitForNew('on uploads-unversioned');
    wizard.send(keys.ctrlC);

    expect(await wizard.exited).toEqual({ exitCode: 130, signal: 0 });
    const seen = wizard.transcript().replace(/\s+/g, ' ');
    expect(seen).toContain('changed: ledger-ready');
    expect(seen).toContain('not changed: uploads-unversioned');
  });
});

describe('SIGTERM', () => {
  it('while a question waits exits 143 and says that nothing was changed', async () => {
    const wizard = enable('ledger-ready', '--sandbox');
    await wizard.waitFor('Which device');
    wizard.kill('SIGTERM');

    expect(await wizard.exited).toEqual({ exitCode: 143, signal: 0 });
    expect(wizard.transcript()).toContain('nothing was changed');
  });

  it('while a request waits for its answer exits 143', async () => {
    const server = await startPracticeServer('--latency', '60000');

    const run = await runProgram(['verify', 'ledger-ready'], {
      env: server.environment(),
      started: (program) => setTimeout(() => program.kill('SIGTERM'), 1500),
    });

    expect(run).toMatchObject({ exitCode: 143, stdout: '' });
  });
});

/** Starts `enable` in a terminal that is high enough for every screen. */
function enable(...words: [PtyOptions, ...string[]] | string[]): PtySession {
  const [first, ...rest] = words;
  const [options, args] = typeof first === 'object' ? [first, rest as string[]] : [{}, words as string[]];
  return startInPty(process.execPath, [programPath, 'enable', '--root-key', 'keep', ...args], { columns: 100, rows: 40, ...options });
}

/** Goes past the credentials menu (where nothing else is offered) and pastes a key. */
async function pasteKey(wizard: PtySession, key: { accessKeyId: string; secretAccessKey: string }): Promise<void> {
  await wizard.waitFor('Paste an access key');
  wizard.send(keys.enter);
  await wizard.waitFor('Access key id');
  wizard.send(key.accessKeyId + keys.enter);
  await wizard.waitFor('Secret access key');
  wizard.send(key.secretAccessKey + keys.enter);
}

/** Takes the last choice, all devices in turn, so that two buckets need not wait for each other's step. */
async function chooseDevice(wizard: PtySession): Promise<void> {
  await wizard.waitFor('Which device');
  wizard.send(keys.down + keys.down);
  await wizard.waitFor(/❯.*in turn/);
  wizard.send(keys.enter);
}

/** Filters for each name and ticks it. */
async function chooseBuckets(wizard: PtySession, ...names: string[]): Promise<void> {
  await wizard.waitFor('Which buckets');
  for (const [index, name] of names.entries()) {
    wizard.send(name);
    await wizard.waitFor(new RegExp(`❯.*${name}`));
    wizard.send(keys.space);
    await wizard.waitFor(`${index + 1} of`);
    wizard.send(keys.backspace.repeat(name.length));
  }
  wizard.send(keys.enter);
}

async function agree(wizard: PtySession): Promise<void> {
  await wizard.waitFor(/\(y\/N\)/);
  wizard.send(`y${keys.enter}`);
}

/** The six digits that the practice authenticator shows, spaced as apps space them. */
async function codeOnScreen(wizard: PtySession): Promise<string> {
  const screen = await wizard.waitFor(/\b\d{3} \d{3}\b/);
  return /\b(\d{3} \d{3})\b/.exec(screen)?.[1] ?? '';
}

async function typeCode(wizard: PtySession, code: string): Promise<void> {
  await wizard.waitFor('until the next code');
  wizard.send(code + keys.enter);
}
