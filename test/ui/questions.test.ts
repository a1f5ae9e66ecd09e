import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { keys } from '../support/pty.js';
import { inTerminal } from '../support/terminal-ui.js';

type Terminal = ReturnType<typeof inTerminal>;

const seen = ({ stderr }: Terminal, text: string) => expect.poll(() => stderr.transcript(), { interval: 5 }).toContain(text);
const type = ({ stdin }: Terminal, ...typed: string[]) => typed.forEach((text) => stdin.write(text));

describe('questions', () => {
  it('select: moves to a choice, explains it and says why another cannot be taken', async () => {
    const terminal = inTerminal({ color: 'never' });
    const choices = [
      { value: 'env', name: 'the key in the environment', description: 'AWS_ACCESS_KEY_ID' },
      { value: 'profile', name: 'another profile', disabled: 'there is none' },
      { value: 'paste', name: 'paste a key' },
    ];
    const answer = terminal.ui.select('Which credentials?', choices);
    await seen(terminal, 'select');
    type(terminal, keys.down, keys.enter);
    await seen(terminal, 'cannot be taken');
    expect(await terminal.stderr.transcript()).toMatchInlineSnapshot(`
      "? Which credentials?
        the key in the environment
      ❯ another profile (there is none)
        paste a key

      ✘ this cannot be taken, for the reason beside it
      ↑↓ navigate • ⏎ select"
    `);
    type(terminal, keys.down, keys.enter);
    expect(await answer).toBe('paste');
    expect(await terminal.stderr.transcript()).toBe('✔ Which credentials? paste a key');
  });

  it('select and checkbox: a long name is answered by its short one', async () => {
    const terminal = inTerminal({ color: 'never' });
    const choices = [{ value: 1, name: 'arn:aws:iam::111122223333:mfa/phone', short: 'phone' }];
    const selected = terminal.ui.select('Which device?', choices);
    await seen(terminal, '❯ arn:aws:iam');
    type(terminal, keys.enter);
    await selected;
    const ticked = terminal.ui.checkbox('Which devices?', choices);
    await seen(terminal, '0 of 1 ticked');
    type(terminal, keys.space, keys.enter);
    await ticked;
    expect(await terminal.stderr.transcript()).toBe('✔ Which device? phone\n✔ Which devices? phone');
  });

  it.each(Array.from({ length: 20 }, (_, index) => 62 + index))('code: is never broken inside, typed or answered, after a question of %i characters', async (length) => {
    const terminal = inTerminal({ color: 'never' });
    const message = 'Code that is to turn on MFA Delete on '.padEnd(length, 'payments-protected-');
    const answer = terminal.ui.code({ message, reason: undefined, display: undefined });
    await seen(terminal, 'until the next code');
    type(terminal, '123 456');
    await seen(terminal, '123 456');
    type(terminal, keys.enter);
    expect(await answer).toBe('123456');
    const lines = (await terminal.stderr.transcript()).split('\n');
    expect(lines.at(-1)).toMatch(/(^| )123456$/);
    expect(lines.every((line) => line.length <= 80)).toBe(true);
    expect(lines.join('').replaceAll(' ', '')).toBe(`✔${message}123456`.replaceAll(' ', ''));
  });

  it.each([
    [true, keys.enter, true],
    [false, keys.enter, false],
    [false, `y${keys.enter}`, true],
  ])('confirm: preselected %s, typed %j, is %s', async (preselected, typed, expected) => {
    const terminal = inTerminal();
    const answer = terminal.ui.confirm('Turn it on?', preselected);
    await seen(terminal, preselected ? 'Y/n' : 'y/N');
    type(terminal, typed);
    expect(await answer).toBe(expected);
  });

  it('input: says what is wrong and lets it be corrected', async () => {
    const terminal = inTerminal({ color: 'never' });
    const answer = terminal.ui.input('Account id?', (text) => /^\d{12}$/.test(text) || 'an account id is `twelve` digits');
    await seen(terminal, 'Account id?');
    type(terminal, '12345678901', keys.enter);
    await seen(terminal, '✘ an account id is `twelve` digits');
    type(terminal, '2', keys.enter);
    expect(await answer).toBe('123456789012');
  });

  it('password: never prints what is typed', async () => {
    const terminal = inTerminal();
    const answer = terminal.ui.password('Secret access key?');
    await seen(terminal, 'Secret access key?');
    type(terminal, 'wJalrXUtnFEMI', '\x14', keys.enter);
    expect(await answer).toBe('wJalrXUtnFEMI');
    expect(terminal.stderr.text()).not.toContain('wJal');
  });

  it('checkbox: ticks what is chosen, never what is disabled', async () => {
    const terminal = inTerminal({ color: 'never' });
    const answer = terminal.ui.checkbox('Which buckets?', [
      { value: 1, name: 'ledger' },
      { value: 2, name: 'archive', disabled: 'already on' },
      { value: 3, name: 'photos', description: 'never versioned' },
    ]);
    await seen(terminal, '0 of 3 ticked');
    type(terminal, keys.space);
    await seen(terminal, '1 of 3 ticked');
    type(terminal, keys.down, keys.space);
    await seen(terminal, '✘ archive: already on');
    type(terminal, 'pho');
    await seen(terminal, 'never versioned');
    type(terminal, keys.space, keys.enter);
    expect(await answer).toEqual([1, 3]);
    expect(await terminal.stderr.transcript()).toBe('✔ Which buckets? ledger, photos');
  });

  it('code: shows why the one before was refused and what the practice device shows', async () => {
    const terminal = inTerminal({ color: 'never' });
    const question = { message: 'Code of `root`?', reason: 'AWS refused 111111', display: () => 'root-device  123 456' };
    const answer = terminal.ui.code(question);
    await seen(terminal, '20 s until the next code');
    expect(await terminal.stderr.transcript()).toMatchInlineSnapshot(`
      "! AWS refused 111111
      ? Code of \`root\`?
      root-device  123 456
      20 s until the next code"
    `);
    type(terminal, '123 456', keys.enter);
    expect(await answer).toBe('123456');
  });

  it('hide secrets and control characters in all that they show', async () => {
    const redactor = makeRedactor();
    redactor.conceal('hunter2');
    const terminal = inTerminal({ color: 'never', redactor });
    const hostile = 'a\x1b[2Jb hunter2';
    const one = [{ value: 1, name: `${hostile} name`, description: `${hostile} description` }];
    const two = [{ value: 2, name: `${hostile} other`, disabled: `${hostile} disabled` }];
    for (const ask of [() => terminal.ui.select(hostile, [...one, ...two]), () => terminal.ui.checkbox(hostile, [...one, ...two])]) {
      const asked = ask();
      await seen(terminal, 'a\\x1b[2Jb [redacted] description');
      await seen(terminal, 'a\\x1b[2Jb [redacted] other (a\\x1b[2Jb [redacted] disabled)');
      type(terminal, keys.space, keys.enter);
      await asked;
    }
    expect(terminal.stderr.text()).not.toMatch(/hunter2|\x1b\[2J/);
  });

  it('hold back what is printed meanwhile and print it afterwards', async () => {
    const terminal = inTerminal({ color: 'never' });
    const answer = terminal.ui.input('Name?');
    await seen(terminal, 'Name?');
    terminal.ui.line('printed meanwhile');
    type(terminal, 'Ada', keys.enter);
    await answer;
    expect(await terminal.stderr.transcript()).toBe('✔ Name? Ada\nprinted meanwhile');
  });

  it('are asked one after the other, also after one was interrupted', async () => {
    const terminal = inTerminal({ color: 'never' });
    const answers = Promise.allSettled([terminal.ui.input('First?'), terminal.ui.input('Second?')]);
    await seen(terminal, 'First?');
    expect(await terminal.stderr.transcript()).not.toContain('Second?');
    type(terminal, keys.ctrlC);
    await seen(terminal, 'Second?');
    type(terminal, 'two', keys.enter);
    expect(await answers).toMatchObject([{ reason: { kind: 'interrupted' } }, { value: 'two' }]);
  });

  it('leave the input in ordinary mode and paused, so that the program can end', async () => {
    const terminal = inTerminal();
    const answer = terminal.ui.confirm('Go on?', true);
    await seen(terminal, 'Go on?');
    type(terminal, keys.enter);
    await answer;
    expect([terminal.stdin.raw, terminal.stdin.isPaused()]).toEqual([[true, false, true, false], true]);
    expect(terminal.stdin.listenerCount('pause') + terminal.stdin.listenerCount('end')).toBeLessThanOrEqual(1);
  });

  it('leave nothing behind on the streams, however many are asked', async () => {
    const terminal = inTerminal({ color: 'never' });
    const listeners = () => [terminal.stdin, terminal.stderr].flatMap((stream) => stream.eventNames().map((name) => stream.listenerCount(name)));
    let afterFirst: number[] = [];
    for (let count = 0; count < 20; count += 1) {
      const answer = terminal.ui.input(`Question ${count}?`);
      await seen(terminal, `Question ${count}?`);
      type(terminal, 'x', keys.enter);
      await answer;
      if (count === 0) afterFirst = listeners();
    }
    expect(listeners()).toEqual(afterFirst);
  });

  it('reject with `missing-input` when the input has ended, or ends', async () => {
    const [ended, ending] = [inTerminal(), inTerminal()];
    ended.stdin.end().resume();
    await expect.poll(() => ended.stdin.readableEnded).toBe(true);
    await expect(ended.ui.input('Name?')).rejects.toMatchObject({ kind: 'missing-input' });
    const answer = expect(ending.ui.input('Name?')).rejects.toMatchObject({ kind: 'missing-input' });
    await seen(ending, 'Name?');
    ending.stdin.end();
    await answer;
  });

  it('reject with the reason of an interruption that came before', async () => {
    const controller = new AbortController();
    controller.abort(new Failure('terminated', 'terminated'));
    const { ui } = inTerminal({ interruption: controller.signal });
    await expect(ui.code({ message: 'Code?' })).rejects.toMatchObject({ kind: 'terminated' });
  });
});
