import { describe, expect, it } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { makeRedactor } from '../../src/core/text/redaction.js';
import type { Ui } from '../../src/ui/ui.js';
import { inTerminal, piped, standingClock } from '../support/terminal-ui.js';

const hostile = 'ledger\x1b[2J\x07\u202e\nsecond';

function sayEverything(ui: Ui): void {
  ui.heading('Buckets');
  ui.line('looking at `ledger` now');
  ui.success('MFA Delete is on');
  ui.warning('the root key still exists');
  ui.error({ kind: 'lifecycle-in-the-way', message: 'bucket `ledger` is blocked', hints: ['type `s3-mfa-delete verify ledger`'] });
  ui.block('aws s3api \\\n  put-bucket-versioning');
  ui.table({ head: ['Bucket', 'State'], rows: [['ledger', { text: 'on', tone: 'good' }]] });
  ui.debug('GET /ledger 200');
}

describe('off a terminal', () => {
  it('prints plain lines and keeps the backticks', () => {
    const { ui, stdout, stderr } = piped({ debug: true });
    sayEverything(ui);
    expect(stderr.text()).toMatchInlineSnapshot(`
      "
      Buckets
      looking at \`ledger\` now
      ✔ MFA Delete is on
      ! the root key still exists
      error: bucket \`ledger\` is blocked [lifecycle-in-the-way]
      hint: type \`s3-mfa-delete verify ledger\`
      aws s3api \\
        put-bucket-versioning
      Bucket  State
      ledger  on
      GET /ledger 200
      "
    `);
    expect(stdout.text()).toBe('');
  });

  it('is silent with --quiet but for warnings and errors', () => {
    const { ui, stderr } = piped({ quiet: true });
    sayEverything(ui);
    expect(stderr.lines()).toEqual([
      '! the root key still exists',
      'error: bucket `ledger` is blocked [lifecycle-in-the-way]',
      'hint: type `s3-mfa-delete verify ledger`',
    ]);
  });

  it('writes very many results together, in order, secrets hidden, and all of them before there is room for more', async () => {
    const redactor = makeRedactor();
    redactor.conceal('s3cret-key');
    const { ui, stdout } = piped({ redactor });
    for (const name of ['one', 's3cret-key', 'three']) ui.resultLine(`{"name":"${name}"}\n`);
    expect(stdout.text()).toBe('');

    await ui.resultsTaken();

    expect(stdout.lines()).toEqual(['{"name":"one"}', '{"name":"[redacted]"}', '{"name":"three"}']);
    ui.resultLine('later\n');
    ui.resultText('summary\n');
    await ui.resultsTaken();
    expect(stdout.lines().slice(3)).toEqual(['later', 'summary']);
  });

  it('writes them at once on a terminal, where the spinner would be drawn before what is held', () => {
    const { ui, stdout } = inTerminal();
    ui.resultLine('line\n');
    expect(stdout.text()).toBe('line\n');
  });

  it('prints results on stdout, also with --quiet, and no line of them wrapped', () => {
    const { ui, stdout, stderr } = piped({ quiet: true });
    const long = 'word '.repeat(40).trim();
    ui.result(long);
    ui.resultTable({ head: ['Bucket', 'Fix'], rows: [['ledger', long]] });
    ui.resultText('{"a":\n1}');
    expect(stdout.text()).toBe(`${long}\nBucket  Fix\nledger  ${long}\n{"a":\n1}`);
    expect(stderr.text()).toBe('');
  });

  it('makes control characters visible wherever text may come from AWS', () => {
    const { ui, stdout, stderr } = piped({ debug: true });
    ui.heading(hostile);
    ui.line(hostile);
    ui.success(hostile);
    ui.warning(hostile);
    ui.error({ kind: 'bug', message: hostile, hints: [hostile] });
    ui.block(hostile);
    ui.table({ head: [hostile], rows: [[hostile], [{ text: hostile, tone: 'bad' }]] });
    ui.debug(hostile);
    ui.result(hostile);
    ui.resultTable({ head: [hostile], rows: [[hostile]] });
    const printed = stderr.text() + stdout.text();
    expect(printed).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
    expect(printed.match(/\\x1b\[2J\\x07\\u202e/g)).toHaveLength(14);
    expect(stderr.text()).toContain('\nsecond\n');
  });

  it('hides secrets in everything it prints', () => {
    const redactor = makeRedactor();
    redactor.conceal('123456');
    const { ui, stdout, stderr } = piped({ redactor, debug: true });
    const text = 'code 123456';
    ui.line(text);
    ui.error({ kind: 'bug', message: text, hints: [text] });
    ui.block(text);
    ui.table({ head: [text], rows: [[text]] });
    ui.debug(text);
    ui.result(text);
    ui.resultTable({ head: [text], rows: [[text]] });
    ui.resultText('{"code":"123456","bytes":123456}');
    expect((stderr.text() + stdout.text()).replace('"bytes":123456', '')).not.toContain('123456');
    expect(stdout.text()).toContain('{"code":"[redacted]","bytes":123456}');
  });

  it('says what it does in one plain line, whatever is updated', async () => {
    const { ui, stderr } = piped();
    const answer = await ui.during('reading 20 buckets', async (update) => {
      update('reading 19 buckets');
      return 20;
    });
    expect([answer, stderr.text()]).toEqual([20, 'reading 20 buckets\n']);
  });

  it('counts down in one plain line and waits on the clock', async () => {
    const clock = standingClock();
    const { ui, stderr } = piped({ clock });
    await ui.countdown((seconds) => `next code in ${seconds} s`, clock.now() + 2500);
    expect(stderr.text()).toBe('next code in 3 s\n');
    expect(clock.slept).toEqual([500, 1000, 1000]);
  });

  it('does not mention a wait that is over', async () => {
    const clock = standingClock();
    const { ui, stderr } = piped({ clock });
    await ui.countdown(() => 'next code', clock.now());
    expect([stderr.text(), clock.slept]).toEqual(['', []]);
  });

  it('takes a question as a bug, because nobody can answer', async () => {
    const { ui } = piped();
    await expect(ui.confirm('Go on?', true)).rejects.toThrow('nobody can answer');
  });
});

describe('on a terminal', () => {
  it('colours, and takes the backticks away', () => {
    const { ui, stderr } = inTerminal();
    ui.line('run `verify` now', 'warning');
    expect(stderr.text()).toBe('\x1b[33mrun \x1b[36mverify\x1b[39m\x1b[33m now\x1b[39m\n');
  });

  it('judges stdout and stderr apart', () => {
    const [terminal, pipe] = [inTerminal(), piped()];
    pipe.ui.result('`ledger`', 'good');
    terminal.ui.result('`ledger`', 'good');
    expect(pipe.stdout.text()).toBe('`ledger`\n');
    expect(terminal.stdout.text()).toContain('\x1b[32m');
  });

  it('indents continued lines under the text and leaves commands whole', async () => {
    const { ui, stderr } = inTerminal({ columns: 44, color: 'never' });
    ui.line('  each bucket takes one code, and a code comes every thirty seconds');
    ui.error({
      kind: 'lifecycle-in-the-way',
      message: 'the bucket has a lifecycle configuration',
      hints: ['see `s3-mfa-delete verify ledger` and `s3-mfa-delete enable --dry-run ledger-of-the-year`'],
    });
    ui.block('a block is never wrapped, so that it can be copied');
    expect(stderr.text()).toMatchInlineSnapshot(`
      "  each bucket takes one code, and a code
        comes every thirty seconds
      error: the bucket has a lifecycle
             configuration [lifecycle-in-the-way]
      hint: see \`s3-mfa-delete verify ledger\` and
            \`s3-mfa-delete enable --dry-run ledger-of-the-year\`
      a block is never wrapped, so that it can be copied
      "
    `);
  });

  it('puts a path that is too long beside the margin on a line of its own, unbroken', () => {
    const { ui, stderr } = inTerminal({ columns: 60, color: 'never' });
    const path = '/home/somebody/.local/state/s3-mfa-delete/lifecycle/a.json';
    ui.error({ kind: 'local-file', message: `\`${path}\` cannot be written: no space left on device`, hints: [`it is saved in \`${path}\``] });
    expect(stderr.lines()).toEqual(['error: ', `\`${path}\``, '       cannot be written: no space left on device', '       [local-file]', 'hint: it is saved in', `\`${path}\``]);
  });

  it('lets the commands of warnings, errors and hints carry the flags that were given', () => {
    const { ui, stderr } = inTerminal({ columns: 120, color: 'never', given: { profile: 'root', endpointUrl: undefined } });
    ui.warning('was one left? `s3-mfa-delete root-key status`');
    ui.error({ kind: 'conflict', message: 'ask `s3-mfa-delete verify a`', hints: ['look at it: `s3-mfa-delete verify ledger`'] });
    expect(stderr.lines()).toEqual(['! was one left? `s3-mfa-delete root-key status --profile root`', 'error: ask `s3-mfa-delete verify a --profile root` [conflict]', 'hint: look at it: `s3-mfa-delete verify ledger --profile root`']);
  });

  it('wraps to forty columns where the terminal is narrower', () => {
    const { ui, stderr } = inTerminal({ columns: 20, color: 'never' });
    ui.line('each bucket takes one code, and a code comes every thirty seconds');
    expect(stderr.lines().map(({ length }) => length)).toEqual([38, 26]);
  });

  it('leaves no trace of a spinner', async () => {
    const { ui, stderr } = inTerminal();
    await ui.during('reading `ledger`', async (update) => {
      await expect.poll(() => stderr.text()).toContain('reading');
      ui.line('a line meanwhile');
      ui.result('a result meanwhile');
      update('nearly there');
      await expect.poll(() => stderr.text()).toContain('nearly there');
    });
    expect(await stderr.transcript()).toBe('a line meanwhile');
    expect(stderr.text().endsWith('\x1b[?25h')).toBe(true);
  });

  it('shows the latest of several works, then the one before it again', async () => {
    const { ui, stderr } = inTerminal();
    await ui.during('outer', async () => {
      await expect.poll(() => stderr.transcript()).toContain('outer');
      await ui.during('inner', () => expect.poll(() => stderr.transcript()).toContain('inner'));
      await expect.poll(() => stderr.transcript()).toContain('outer');
    });
    expect(await stderr.transcript()).toBe('');
  });

  it('passes on what the work throws', async () => {
    const { ui } = inTerminal();
    await expect(ui.during('reading', () => Promise.reject(new Failure('network', 'no route')))).rejects.toThrow('no route');
  });

  it('moves nothing with --quiet or on a dumb terminal', async () => {
    const [quiet, dumb] = [inTerminal({ quiet: true }), inTerminal({ env: { TERM: 'dumb' } })];
    await quiet.ui.during('reading', async () => undefined);
    await dumb.ui.during('reading', async () => undefined);
    expect([quiet.stderr.text(), dumb.stderr.text()]).toEqual(['', 'reading\n']);
  });

  it('stops a countdown with the reason of the interruption', async () => {
    const controller = new AbortController();
    const clock = standingClock();
    const { ui } = inTerminal({ clock, interruption: controller.signal });
    controller.abort(new Failure('terminated', 'terminated'));
    await expect(ui.countdown(() => 'waiting', clock.now() + 5000)).rejects.toMatchObject({ kind: 'terminated' });
  });
});
