import { Chalk } from 'chalk';
import type { OutputStream, TerminalEnvironment } from './streams.js';
import type { Tone } from './ui.js';

/** How text looks on one stream: coloured, or exactly as written. */
export type Style = {
  /** Colours what stands in backticks and drops the backticks; without colour the backticks stay. */
  markup(text: string): string;
  tone(text: string, tone: Tone): string;
  /** What a person just chose or typed, and what the pointer is on. */
  accent(text: string): string;
};

/**
 * Does this stream get colour? `--no-color` wins, then `FORCE_COLOR` (https://force-color.org, `0` and `false` mean
 * no), then `NO_COLOR` (https://no-color.org, any value but the empty one), then: a terminal that is not dumb.
 */
export function wantsColor(stream: OutputStream, env: TerminalEnvironment, color: 'auto' | 'never'): boolean {
  if (color === 'never') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (env.NO_COLOR) return false;
  return stream.isTTY === true && env.TERM !== 'dumb';
}

/** Makes the style of one stream. Only the sixteen colours that every theme, light or dark, makes readable are used. */
export function makeStyle(colored: boolean): Style {
  const chalk = new Chalk({ level: colored ? 1 : 0 });
  const tones: Record<Tone, (text: string) => string> = {
    plain: (text) => text,
    strong: chalk.bold,
    muted: chalk.dim,
    good: chalk.green,
    warning: chalk.yellow,
    bad: chalk.red,
  };
  return {
    markup: (text) => (colored ? text.replace(/`([^`]+)`/g, (_, inner: string) => chalk.cyan(inner)) : text),
    tone: (text, tone) => tones[tone](text),
    accent: chalk.cyan,
  };
}
