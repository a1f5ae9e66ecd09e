import { describe, expect, it } from 'vitest';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { ctrlC, scriptedUi } from './scripted-ui.js';
import { standingClock } from './terminal-ui.js';

const clock = standingClock();
const choices = [
  { value: 1, name: 'ledger' },
  { value: 2, name: 'archive', disabled: 'already on' },
  { value: 3, name: 'photos' },
];

describe('a scripted Ui', () => {
  it('answers in order and remembers what was asked', async () => {
    const ui = scriptedUi({
      clock,
      script: [
        ['Which one', 'photos'],
        ['Which buckets', ['ledger', /phot/]],
        [/^Go on/, true],
        ['Name', 'Ada'],
        ['Secret', () => 'hunter2'],
        ['Code', () => '123 456'],
      ],
    });
    expect(await ui.select('Which one?', choices)).toBe(3);
    expect(await ui.checkbox('Which buckets?', choices)).toEqual([1, 3]);
    expect(await ui.confirm('Go on?', false)).toBe(true);
    expect(await ui.input('Name?')).toBe('Ada');
    expect(await ui.password('Secret?')).toBe('hunter2');
    expect(await ui.code({ message: 'Code?', reason: 'refused' })).toBe('123456');
    ui.finished();
    expect(ui.questions.at(0)).toEqual({ kind: 'select', message: 'Which one?', choices: ['ledger', 'archive (already on)', 'photos'] });
    expect(ui.questions.at(-1)).toEqual({ kind: 'code', message: 'Code?', reason: 'refused' });
  });

  it('fails on a question that is not the next one, and again at the end', async () => {
    const ui = scriptedUi({ clock, script: [['Name', 'Ada']] });
    await expect(ui.confirm('Go on?', true)).rejects.toThrow('“Go on?” was asked');
    expect(() => ui.finished()).toThrow('“Go on?” was asked');
  });

  it('fails at the end when a question was not asked', () => {
    expect(() => scriptedUi({ clock, script: [['Name', 'Ada']] }).finished()).toThrow('never asked: “Name”');
  });

  it('fails when the choice is disabled or missing', async () => {
    const ui = scriptedUi({ clock, script: [['Which', 'archive'], ['Which', 'backup']] });
    await expect(ui.select('Which?', choices)).rejects.toThrow('already on');
    await expect(ui.select('Which?', choices)).rejects.toThrow('no choice is backup');
  });

  it('shows why an input was refused and takes the next answer', async () => {
    const ui = scriptedUi({ clock, script: [['Code', 'password'], ['Code', '123456']] });
    expect(await ui.code({ message: 'Code?' })).toBe('123456');
    expect(ui.lines()).toEqual(['! a code is six digits, as the device shows now']);
  });

  it('can press Ctrl-C', async () => {
    const ui = scriptedUi({ clock, script: [['Which', ctrlC], ['Code', ctrlC]] });
    await expect(ui.select('Which?', choices)).rejects.toMatchObject({ kind: 'interrupted' });
    await expect(ui.code({ message: 'Code?' })).rejects.toMatchObject({ kind: 'interrupted' });
  });

  it('prints as a run off a terminal does', () => {
    const redactor = makeRedactor();
    redactor.conceal('hunter2');
    const ui = scriptedUi({ clock, redactor });
    ui.line('a\x1b[2J hunter2');
    ui.resultText('{"a":1}\n');
    expect([ui.canAsk, ui.lines(), ui.output()]).toEqual([false, ['a\\x1b[2J [redacted]'], '{"a":1}\n']);
  });
});
