import { PassThrough } from 'node:stream';
import type { Clock } from '../../src/core/clock.js';
import { makeRedactor } from '../../src/core/text/redaction.js';
import { makeTerminalUi, type TerminalParts } from '../../src/ui/terminal.js';
import { collectingStream } from './collecting-stream.js';
import { terminalInput, terminalOutput } from './fake-terminal.js';

/** A clock that stands still until somebody sleeps on it. */
export function standingClock(start = Date.UTC(2026, 0, 1, 12, 0, 10)): Clock & { slept: number[] } {
  let now = start;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

type Wishes = Partial<Omit<TerminalParts, 'stdin' | 'stdout' | 'stderr'>>;

const parts = (wishes: Wishes) => ({
  env: {},
  quiet: false,
  debug: false,
  color: 'auto' as const,
  canAsk: false,
  redactor: makeRedactor(),
  clock: standingClock(),
  interruption: new AbortController().signal,
  ...wishes,
});

/** The Ui of a run whose output goes to files. */
export function piped(wishes: Wishes = {}) {
  const [stdout, stderr] = [collectingStream(), collectingStream()];
  return { ui: makeTerminalUi({ stdin: new PassThrough(), stdout, stderr, ...parts(wishes) }), stdout, stderr };
}

/** The Ui of a run in a terminal of the given width. */
export function inTerminal(wishes: Wishes & { columns?: number } = {}) {
  const { columns = 80, ...others } = wishes;
  const [stdin, stdout, stderr] = [terminalInput(), terminalOutput(columns), terminalOutput(columns)];
  return { ui: makeTerminalUi({ stdin, stdout, stderr, ...parts({ canAsk: true, ...others }) }), stdin, stdout, stderr };
}
