import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keys, type PtyOptions, type PtySession, startInPty } from '../support/pty.js';

vi.setConfig({ testTimeout: 20_000 });

const directory = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-person-'));
const program = path.join(directory, 'person.mjs');

beforeAll(() =>
  build({
    entryPoints: [fileURLToPath(new URL('fixtures/person.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  }),
);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const ask = (question: string, options?: PtyOptions) => startInPty(process.execPath, [program, question], options);

const questions = [
  ['select', 'Which fruit?'],
  ['checkbox', 'Which fruits?'],
  ['confirm', 'Go on?'],
  ['input', 'Your name?'],
  ['password', 'The secret?'],
  ['code', 'The code?'],
] as const;

/** The terminal is as it was found: ordinary mode, and the cursor, if ever hidden, shown again. */
function expectUsable(session: PtySession): void {
  expect(session.transcript()).toMatch(/raw false$/);
  expect(session.raw().lastIndexOf('\x1b[?25h')).toBeGreaterThanOrEqual(session.raw().lastIndexOf('\x1b[?25l'));
}

describe('a question in a real terminal', () => {
  const endings = [
    ['`interrupted` for Ctrl-C', 'interrupted', (session: PtySession) => session.send(keys.ctrlC)],
    ['`missing-input` for the end of the input (Ctrl-D)', 'missing-input', (session: PtySession) => session.send(keys.ctrlD)],
    ['the reason of the interruption for SIGTERM', 'terminated', (session: PtySession) => session.kill('SIGTERM')],
  ] as const;
  it.each(endings)('of every kind rejects with %s and leaves the terminal usable', async (_, kind, end) => {
    const endQuestion = async ([question, message]: readonly [string, string]) => {
      const session = ask(question);
      await session.waitFor(message);
      end(session);
      expect((await session.exited).exitCode).toBe(7);
      expect(session.transcript()).toContain(`rejected ${kind}`);
      expectUsable(session);
    };
    await Promise.all(questions.map(endQuestion));
  });

  it('can be answered after the program was in the background', async () => {
    const shell = startInPty('bash', ['--norc', '--noprofile', '-i'], { env: { PS1: 'shell> ' } });
    await shell.waitFor('shell>');
    shell.send(`'${process.execPath}' '${program}' input\r`);
    await shell.waitFor('Your name?');
    shell.send(keys.ctrlZ);
    await shell.waitForNew('Stopped');
    shell.send('fg\r');
    await shell.waitForNew('person.mjs');
    shell.send('Ada\r');
    expect(await shell.waitForNew('raw false')).toContain('answer "Ada"');
  });

  it('does not take pasted lines as answers to the questions after it', async () => {
    const session = ask('two');
    await session.waitFor('First?');
    session.send('one\rstray\r');
    await session.waitFor('Second?');
    session.send('two\r');
    await session.exited;
    expect(session.transcript()).toContain('answer ["one","two"]');
  });

  it.each(['111111\r', '111111'])('takes no code that was typed while the next one was waited for (%j)', async (early) => {
    const session = ask('waitThenCode');
    await session.waitFor('waiting 1 s');
    session.send(early);
    const screen = await session.waitFor('s until the next code');
    expect(screen).toContain('what was typed before this question was thrown away');
    expect(screen).not.toMatch(/The code\? +\d/);
    session.send('222222\r');
    await session.exited;
    expect(session.transcript()).toContain('answer "222222"');
    expectUsable(session);
  });

  it('takes no code that was typed after another one was answered, either', async () => {
    const session = ask('codeThenWaitThenCode');
    await session.waitFor('The first code?');
    session.send('111111\r');
    await session.waitFor('waiting 1 s');
    session.send('333333');
    const screen = await session.waitFor('The code?');
    expect(screen).toContain('what was typed before this question was thrown away');
    session.send('222222\r');
    await session.exited;
    expect(session.transcript()).toContain('answer ["111111","222222"]');
    expectUsable(session);
  });

  it('takes no Enter that was pressed before the question was shown', async () => {
    const session = ask('waitThenConfirm');
    await session.waitFor('waiting 1 s');
    session.send('\r\r');
    await session.waitFor('Go on?');
    session.send('n\r');
    await session.exited;
    expect(session.transcript()).toContain('answer false');
  });

  it('never shows a password', async () => {
    const session = ask('password');
    await session.waitFor('The secret?');
    session.send('hunter2');
    await session.waitFor('*******');
    session.send(keys.enter);
    await session.exited;
    expect(session.raw().match(/hunter2/g)).toEqual(['hunter2']);
    expect(session.transcript()).toContain('answer "hunter2"');
  });

  it('stays on the screen at 40 columns, the code prompt with a device line and an error', async () => {
    const session = ask('code', { columns: 40 });
    await session.waitFor('s until the next code');
    session.send('12345x');
    await session.waitFor('✘');
    expect(session.screen().replace(/\d+ s until/, 'NN s until')).toMatchInlineSnapshot(`
      "! the code before was refused
      ? The code? 12345x
      device 123 456
      NN s until the next code
      ✘ a code is six digits, as the device
        shows now"
    `);
    session.send(`${keys.enter}654 321${keys.enter}`);
    await session.exited;
    expect(session.transcript()).toContain('answer "654321"');
  });

  it('colours nothing with NO_COLOR and draws ASCII on a dumb terminal', async () => {
    const [plain, dumb] = [ask('select', { env: { NO_COLOR: '1' } }), ask('select', { env: { TERM: 'dumb' } })];
    await plain.waitFor('❯ apple');
    await dumb.waitFor('> apple');
    for (const session of [plain, dumb]) {
      session.send(keys.enter);
      await session.exited;
      expect(session.raw()).not.toMatch(/\x1b\[[\d;]*m/);
      expect(session.transcript()).toContain('answer 1');
    }
  });
});

describe('a reader that goes away', () => {
  it('does not stop the run (`| head -1`)', async () => {
    const child = spawn('bash', ['-c', 'set -o pipefail; "$0" "$@" | head -1', process.execPath, program, 'flood']);
    const [stdout, stderr, exitCode] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      new Promise((resolve) => child.once('close', resolve)),
    ]);
    expect([stdout, stderr, exitCode]).toEqual(['line 0\n', 'the run went on to its end\n', 0]);
  });
});

describe('work in a real terminal', () => {
  it('keeps spinner, lines and questions apart, and leaves only lines and answers behind', async () => {
    const session = ask('spinner');
    const screen = await session.waitFor('Asked while it spins?');
    expect(screen).not.toContain('looking at');
    session.send('Ada\r');
    await session.waitFor('nearly there');
    await session.exited;
    expect(session.transcript()).toMatchInlineSnapshot(`
      "a line while it spins
      ✔ Asked while it spins? Ada
      answer "Ada" raw false"
    `);
    expectUsable(session);
  });

  it('counts the seconds down and clears the line', async () => {
    const session = ask('countdown');
    await session.waitFor('waiting 1 s');
    await session.exited;
    expect(session.transcript()).toBe('answer "over" raw false');
  });
});
