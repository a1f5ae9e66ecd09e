import { stripVTControlCharacters } from 'node:util';
import pty from '@lydell/node-pty';
import { onTestFinished } from 'vitest';
import { isolatedEnvironment } from './isolated-environment.js';
import { makeScreen } from './screen.js';
import { temporaryHome } from './temporary-home.js';

/** What keys send. */
export const keys = {
  up: '\x1b[A',
  down: '\x1b[B',
  enter: '\r',
  space: ' ',
  backspace: '\x7f',
  ctrlA: '\x01',
  ctrlC: '\x03',
  ctrlD: '\x04',
  ctrlZ: '\x1a',
} as const;

/** How {@link startInPty} starts a command. */
export type PtyOptions = {
  /** Default 80. */
  columns?: number;
  /** Default 24. */
  rows?: number;
  /** Added to {@link isolatedEnvironment}; `undefined` takes a variable away. */
  env?: Record<string, string | undefined>;
  /** Home and state directory; default: a fresh one that goes with the test. */
  home?: string;
  /** Default: where the tests run. */
  cwd?: string;
  /** Of the test, where tests run side by side. */
  onFinished?: typeof onTestFinished;
};

/** A command that runs in a real pseudo-terminal. */
export type PtySession = {
  readonly pid: number;
  /** Types. */
  send(typed: string): void;
  /**
   * Waits until the text is in view and returns the screen.
   * @throws with the screen when the command ends first, or after `timeoutMs` (default 10000)
   */
  waitFor(text: string | RegExp, timeoutMs?: number): Promise<string>;
  /** The same, but the text must have been printed since the last `send`: for a question that comes again. */
  waitForNew(text: string | RegExp, timeoutMs?: number): Promise<string>;
  /** Calls `look` with the lines in view now, and whenever something was printed. */
  whenChanged(look: (screen: string) => void): void;
  /** The lines in view. */
  screen(): string;
  /** All lines, also those that scrolled out of view. */
  transcript(): string;
  /** Everything printed, escape sequences included. */
  raw(): string;
  /** The exit code once the command ended; `signal` is 0 unless a signal ended it. */
  readonly exited: Promise<{ exitCode: number; signal: number }>;
  kill(signal: NodeJS.Signals): void;
};

/** Starts a command in a pseudo-terminal; it is ended with the test, if it has not ended by itself. */
export function startInPty(file: string, args: string[], options: PtyOptions = {}): PtySession {
  const { columns = 80, rows = 24, cwd = process.cwd(), onFinished = onTestFinished } = options;
  const wanted = { ...isolatedEnvironment(options.home ?? temporaryHome()), LC_ALL: 'C.UTF-8', ...options.env };
  // node-pty would set a variable to the word `undefined`.
  const env = Object.fromEntries(Object.entries(wanted).filter(([, value]) => value !== undefined));
  const screen = makeScreen(columns, rows);
  // The name becomes TERM, whatever the environment says.
  const name = options.env?.TERM ?? 'xterm-256color';
  const child = pty.spawn(file, args, { name, cols: columns, rows, cwd, env });
  let raw = '';
  let sentAt = 0;
  let ended = false;
  let drawn: Promise<void> = Promise.resolve();
  const changes = new Set<() => void>();
  const changed = () => changes.forEach((check) => check());

  child.onData((chunk) => {
    raw += chunk;
    drawn = screen.write(chunk).then(changed);
  });
  const exited = new Promise<{ exitCode: number; signal: number }>((resolve) => {
    child.onExit(({ exitCode, signal = 0 }) => {
      ended = true;
      void drawn.then(() => {
        changed();
        resolve({ exitCode, signal });
      });
    });
  });
  onFinished(() => {
    if (!ended) child.kill('SIGKILL');
  });

  const wait = (text: string | RegExp, where: () => string, timeoutMs: number): Promise<string> =>
    new Promise((resolve, reject) => {
      const settle = (finish: () => void) => {
        clearTimeout(timer);
        changes.delete(check);
        finish();
      };
      const fail = (why: string) => settle(() => reject(new Error(`${why} before ${text} appeared. The screen:\n${screen.transcript()}`)));
      const check = () => {
        if (holds(where(), text)) settle(() => resolve(screen.visible()));
        else if (ended) fail('the command ended');
      };
      const timer = setTimeout(() => fail(`${timeoutMs} ms passed`), timeoutMs);
      changes.add(check);
      check();
    });

  return {
    pid: child.pid,
    send(typed) {
      sentAt = raw.length;
      child.write(typed);
    },
    waitFor: (text, timeoutMs = 10_000) => wait(text, screen.visible, timeoutMs),
    waitForNew: (text, timeoutMs = 10_000) => wait(text, () => stripVTControlCharacters(raw.slice(sentAt)), timeoutMs),
    whenChanged(look) {
      changes.add(() => look(screen.visible()));
      look(screen.visible());
    },
    screen: screen.visible,
    transcript: screen.transcript,
    raw: () => raw,
    exited,
    kill: (signal) => child.kill(signal),
  };
}

function holds(screen: string, text: string | RegExp): boolean {
  return typeof text === 'string' ? screen.includes(text) : text.test(screen);
}
