import { render } from '@inquirer/testing';
import type { Prompt } from '@inquirer/type';
import { onTestFinished } from 'vitest';

/** Shows a prompt on a screen; one that is still open when the test ends is interrupted. */
export async function renderPrompt<Value, const Config>(prompt: Prompt<Value, Config>, config: Config) {
  const interruption = new AbortController();
  const rendered = await render(prompt, config, { signal: interruption.signal });
  rendered.answer.catch(() => undefined);
  onTestFinished(() => interruption.abort());
  return { ...rendered, interrupt: () => interruption.abort() };
}
