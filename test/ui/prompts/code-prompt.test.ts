import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { codePrompt, type CodePromptConfig } from '../../../src/ui/prompts/code-prompt.js';
import { plainLook } from '../../support/look.js';
import { renderPrompt } from '../../support/render-prompt.js';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.UTC(2026, 0, 1, 12, 0, 10) }));
afterEach(() => void vi.useRealTimers());

const ask = (wishes: Partial<CodePromptConfig> = {}) =>
  renderPrompt(codePrompt, {
    message: 'Code of root-device?',
    reason: '',
    display: () => '',
    now: () => Date.now(),
    ticking: true,
    look: plainLook,
    ...wishes,
  });

describe('the code prompt', () => {
  it('takes six digits, with the spaces that apps show', async () => {
    const { answer, events, getScreen } = await ask();
    events.type('123 456');
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Code of root-device? 123 456
      20 s until the next code"
    `);
    events.keypress('enter');
    expect(await answer).toBe('123456');
    expect(getScreen()).toMatchInlineSnapshot(`"✔ Code of root-device? 123456"`);
  });

  it('shows why it asks again', async () => {
    const { getScreen } = await ask({ reason: 'AWS refused the code before' });
    expect(getScreen()).toMatchInlineSnapshot(`
      "! AWS refused the code before
      ? Code of root-device?
      20 s until the next code"
    `);
  });

  it('counts down to the next code and redraws the device each second', async () => {
    const { events, getScreen } = await ask({ display: () => `device at second ${new Date().getSeconds()}` });
    events.type('12');
    vi.advanceTimersByTime(1000);
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Code of root-device? 12
      device at second 11
      19 s until the next code"
    `);
    vi.advanceTimersByTime(18_999);
    expect(getScreen()).toContain('1 s until the next code');
    vi.advanceTimersByTime(1);
    expect(getScreen()).toMatchInlineSnapshot(`
      "? Code of root-device? 12
      device at second 30
      30 s until the next code"
    `);
  });

  it('does not redraw where nothing can be drawn over', async () => {
    await ask({ ticking: false });
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops its timer once it is answered', async () => {
    const { answer, events } = await ask();
    expect(vi.getTimerCount()).toBe(1);
    events.type('123456');
    events.keypress('enter');
    await answer;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stops its timer when it is interrupted', async () => {
    const { answer, interrupt } = await ask();
    interrupt();
    await expect(answer).rejects.toThrow();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each(['12345', '1234567', '', '12345o', '１２３４５６', '-12345', '12.345', 'hunter2024!77'])(
    'refuses %j, clears it and can be answered then',
    async (wrong) => {
      const { answer, events, getScreen } = await ask();
      events.type(wrong);
      events.keypress('enter');
      expect(getScreen()).toMatchInlineSnapshot(`
        "? Code of root-device?
        20 s until the next code
        ✘ a code is six digits, as the device shows now"
      `);
      events.type('123456');
      expect(getScreen()).not.toContain('six digits');
      events.keypress('enter');
      expect(await answer).toBe('123456');
    },
  );

  it('says at the first letter that a code has none', async () => {
    const { events, getScreen } = await ask();
    events.type('12');
    expect(getScreen()).not.toContain('✘');
    events.type('h');
    expect(getScreen()).toContain('✘ a code is six digits, as the device shows now');
    events.type('\x7f');
    expect(getScreen()).not.toContain('✘');
  });

  it('takes a pasted code with its newline', async () => {
    const { answer, input } = await ask();
    input.write(' 123 456\r');
    expect(await answer).toBe('123456');
  });
});
