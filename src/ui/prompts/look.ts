import type { Cleaner } from '../clean-text.js';
import type { Style } from '../style.js';
import type { Symbols } from '../symbols.js';
import { wrapLine } from '../wrap.js';

/** How every prompt looks: the colours, symbols and text rules of the rest of the program. */
export type Look = {
  style: Style;
  symbols: Symbols;
  clean: Cleaner;
  /** Width of the terminal, now. */
  columns: () => number;
};

/** Text from a caller, ready for the screen: clean, with what stands in backticks coloured. */
export function shown({ style, clean }: Look, text: string): string {
  return style.markup(clean(text));
}

/** A question with its mark in front: open, or answered. The message is ready for the screen. */
export function questionLine(look: Look, message: string, answered: boolean): string {
  const { style, symbols } = look;
  const mark = answered ? style.tone(symbols.tick, 'good') : style.accent(symbols.question);
  return `${mark} ${questionText(look, message)}`;
}

/** Wrapped between words, under itself: Inquirer would break it anywhere. */
function questionText({ style, symbols, columns }: Look, message: string): string {
  return style.tone(wrapLine(message, columns(), `${symbols.question} `.length), 'strong');
}

/** The line that says which keys do what. */
export function keyHelp({ style, symbols, columns }: Look, keys: readonly (readonly [key: string, action: string])[]): string {
  const help = keys.map(([key, action]) => `${key} ${style.tone(action, 'muted')}`);
  return wrapLine(help.join(style.tone(symbols.separator, 'muted')), columns());
}

/** An error under an input. */
export function errorLine({ style, symbols, columns }: Look, text: string): string {
  const mark = `${symbols.cross} `;
  return style.tone(mark + wrapLine(text, columns(), mark.length), 'bad');
}

/** Why something is asked, above the question. */
export function reasonLine({ style, symbols, columns }: Look, text: string): string {
  const mark = `${symbols.warning} `;
  return style.tone(mark + wrapLine(text, columns(), mark.length), 'warning');
}

/** Something that helps, less loud than the rest. */
export function mutedLine({ style, columns }: Look, text: string): string {
  return style.tone(wrapLine(text, columns()), 'muted');
}

/**
 * Inquirer's theme, whole: its own defaults colour by themselves whatever `NO_COLOR` and the stream say (Node 20) and
 * choose symbols by the process's environment.
 */
export function inquirerTheme(look: Look) {
  const { style, symbols } = look;
  const muted = (text: string) => style.tone(text, 'muted');
  return {
    prefix: { idle: style.accent(symbols.question), done: style.tone(symbols.tick, 'good') },
    spinner: { interval: symbols.spinner.interval, frames: symbols.spinner.frames.map((frame) => style.accent(frame)) },
    icon: { cursor: symbols.pointer },
    i18n: { disabledError: 'this cannot be taken, for the reason beside it' },
    style: {
      answer: style.accent,
      message: (text: string) => questionText(look, text),
      error: (text: string) => errorLine(look, text),
      defaultAnswer: (text: string) => muted(`(${text})`),
      help: muted,
      highlight: style.accent,
      key: style.accent,
      disabled: muted,
      description: (text: string) => mutedLine(look, text),
      keysHelpTip: (keys: [key: string, action: string][]) =>
        keyHelp(look, keys.map(([key, action]) => [asDrawn(key, symbols), action] as const)),
    },
  };
}

function asDrawn(key: string, symbols: Symbols): string {
  if (key === '↑↓') return symbols.arrows;
  return key === '⏎' ? symbols.enter : key;
}
