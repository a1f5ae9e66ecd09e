import type { TerminalEnvironment } from './streams.js';

/** Every character beyond ASCII that the program draws by itself. */
export type Symbols = {
  tick: string;
  cross: string;
  warning: string;
  question: string;
  pointer: string;
  ticked: string;
  unticked: string;
  untickable: string;
  arrows: string;
  enter: string;
  separator: string;
  spinner: { interval: number; frames: string[] };
};

const unicode: Symbols = {
  tick: '✔',
  cross: '✘',
  warning: '!',
  question: '?',
  pointer: '❯',
  ticked: '◉',
  unticked: '◯',
  untickable: '-',
  arrows: '↑↓',
  enter: '⏎',
  separator: ' • ',
  spinner: { interval: 80, frames: ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'] },
};

const ascii: Symbols = {
  tick: '+',
  cross: 'x',
  warning: '!',
  question: '?',
  pointer: '>',
  ticked: '[x]',
  unticked: '[ ]',
  untickable: ' - ',
  arrows: 'up/down',
  enter: 'enter',
  separator: ', ',
  spinner: { interval: 130, frames: ['-', '\\', '|', '/'] },
};

/**
 * The symbols that the terminal can draw. ASCII on the Linux console, dumb terminals, old Windows consoles and where
 * the locale is said to be something other than UTF-8; a locale that is not set at all (containers) tells nothing.
 */
export function symbolsFor(env: TerminalEnvironment): Symbols {
  if (env.TERM === 'linux' || env.TERM === 'dumb') return ascii;
  if (env.OS === 'Windows_NT') return env.WT_SESSION ?? env.TERM_PROGRAM ?? env.TERM ? unicode : ascii;
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale) ? unicode : ascii;
}
