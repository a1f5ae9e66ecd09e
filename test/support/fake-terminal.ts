import { PassThrough } from 'node:stream';
import { clearLine, cursorTo, moveCursor } from 'node:readline';
import { collectingStream } from './collecting-stream.js';
import { makeScreen } from './screen.js';

/** An output stream that says it is a terminal, with what a person would see on it. */
export function terminalOutput(columns = 80, rows = 24) {
  const stream = collectingStream();
  return Object.assign(stream, {
    isTTY: true,
    columns,
    rows,
    // The methods of tty.WriteStream that a spinner needs, with their real sequences.
    clearLine: (direction: -1 | 0 | 1) => clearLine(stream, direction),
    cursorTo: (x: number) => cursorTo(stream, x),
    moveCursor: (x: number, y: number) => moveCursor(stream, x, y),
    /** All lines that the output has put on the screen. */
    async transcript(): Promise<string> {
      const screen = makeScreen(columns, rows);
      // A terminal driver turns each newline into a new line that starts at its left.
      await screen.write(stream.text().replace(/\r?\n/g, '\r\n'));
      return screen.transcript();
    },
  });
}

/** An input stream that says it is a terminal; `write` types. */
export function terminalInput() {
  const raw: boolean[] = [];
  return Object.assign(new PassThrough(), {
    isTTY: true,
    /** Modes that were asked for, in order. */
    raw,
    setRawMode(mode: boolean) {
      raw.push(mode);
    },
  });
}
