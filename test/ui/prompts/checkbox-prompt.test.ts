import { describe, expect, it } from 'vitest';
import { checkboxPrompt } from '../../../src/ui/prompts/checkbox-prompt.js';
import type { TickItem } from '../../../src/ui/prompts/tick-list.js';
import { plainLook } from '../../support/look.js';
import { renderPrompt } from '../../support/render-prompt.js';

const buckets: TickItem<unknown>[] = [
  { value: 'a', name: 'archive', disabled: 'MFA Delete is on', ticked: false },
  { value: 'l', name: 'ledger', description: 'eu-west-1, versioning on', ticked: false },
  { value: 'm', name: 'ledger-mirror', ticked: false },
  { value: 'p', name: 'photos', ticked: false },
];

const ask = (items = buckets, pageSize = 10) =>
  renderPrompt(checkboxPrompt, { message: 'Which buckets?', items, pageSize, look: plainLook });

describe('the searchable checkbox', () => {
  it('ticks with space and accepts with Enter', async () => {
    const { answer, events, getScreen } = await ask();
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets?
      ❯- archive (MFA Delete is on)
       ◯ ledger
       ◯ ledger-mirror
       ◯ photos
      0 of 4 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    events.keypress('down');
    events.type(' ');
    events.keypress('down');
    events.keypress('down');
    events.type(' ');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets?
       - archive (MFA Delete is on)
       ◉ ledger
       ◯ ledger-mirror
      ❯◉ photos
      2 of 4 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    events.keypress('enter');
    expect(await answer).toEqual(['l', 'p']);
    expect(getScreen()).toMatchInlineSnapshot(`"✔ Which buckets? ledger, photos"`);
  });

  it('filters while typing, whatever the case, and keeps what was ticked before', async () => {
    const { answer, events, getScreen } = await ask();
    events.type('Mirror');
    events.type(' ');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets? Mirror
      ❯◉ ledger-mirror
      1 of 4 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    for (let count = 0; count < 6; count += 1) events.type('\x7f');
    events.type('pho');
    events.type(' ');
    events.keypress('enter');
    expect(await answer).toEqual(['m', 'p']);
  });

  it.each([
    ['Ctrl-U', { name: 'u', ctrl: true }],
    ['Escape', { name: 'escape', ctrl: false }],
  ])('shows every entry again, and what is ticked, after %s', async (_keys, key) => {
    const { answer, events, getScreen } = await ask();
    events.type('Mirror');
    events.type(' ');
    events.keypress(key);
    events.type('pho');
    events.type(' ');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets? pho
      ❯◉ photos
      2 of 4 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    events.keypress('enter');
    expect(await answer).toEqual(['m', 'p']);
  });

  it('says when no name holds the filter, and survives every key then', async () => {
    const { events, getScreen } = await ask();
    events.type('zzz');
    for (const key of ['up', 'down', 'tab']) events.keypress(key);
    events.type(' ');
    events.keypress({ name: 'a', ctrl: true });
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets? zzz
      no name holds zzz; ctrl+u empties the filter
      0 of 4 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
  });

  it('wants at least one ticked, and says how', async () => {
    const { events, getScreen } = await ask();
    events.type('led');
    events.keypress('enter');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets? led
      ❯◯ ledger
       ◯ ledger-mirror
      0 of 4 ticked
      eu-west-1, versioning on
      ✘ nothing is ticked yet: space ticks what the pointer is on
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    events.keypress('down');
    expect(getScreen()).not.toContain('✘');
  });

  it('does not tick a disabled entry and repeats why', async () => {
    const { events, getScreen } = await ask();
    events.keypress('space');
    expect(getScreen()).toContain('✘ archive: MFA Delete is on');
    expect(getScreen()).toContain('0 of 4 ticked');
  });

  it('ticks all visible entries with Ctrl-A, then unticks them, without touching disabled or filtered ones', async () => {
    const { answer, events, getScreen } = await ask();
    events.type('ledger');
    events.keypress({ name: 'a', ctrl: true });
    expect(getScreen()).toContain('2 of 4 ticked');
    events.keypress({ name: 'a', ctrl: true });
    expect(getScreen()).toContain('0 of 4 ticked');
    events.keypress({ name: 'a', ctrl: true });
    events.keypress('enter');
    expect(await answer).toEqual(['l', 'm']);
  });

  it('keeps the filter when text is typed after Ctrl-A moved the cursor of the line', async () => {
    const { events, input, getScreen } = await ask();
    events.type('led');
    input.write('\x01');
    events.type('g');
    expect(getScreen()).toContain('Which buckets? ledg');
  });

  it('shows a page at a time and scrolls with the pointer', async () => {
    const many = Array.from({ length: 100 }, (_, index) => ({ value: index, name: `bucket-${index}`, ticked: false }));
    const { events, getScreen } = await ask(many, 3);
    for (let count = 0; count < 50; count += 1) events.keypress('down');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Which buckets?
       ◯ bucket-49
      ❯◯ bucket-50
       ◯ bucket-51
      0 of 100 ticked
      type filter • ↑↓ move • space tick • ctrl+a all • ⏎ accept"
    `);
    for (let count = 0; count < 60; count += 1) events.keypress('down');
    expect(getScreen()).toContain('❯◯ bucket-99');
    for (let count = 0; count < 200; count += 1) events.keypress('up');
    expect(getScreen()).toContain('❯◯ bucket-0');
  });

  it('counts a long answer instead of listing it', async () => {
    const many = Array.from({ length: 6 }, (_, index) => ({ value: index, name: `bucket-${index}`, ticked: true }));
    const { answer, events, getScreen } = await ask(many);
    events.keypress('enter');
    expect(await answer).toHaveLength(6);
    expect(getScreen()).toBe('✔ Which buckets? 6 ticked');
  });
});
