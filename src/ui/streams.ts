import { type Readable, Writable } from 'node:stream';

/** Where answers are typed: `process.stdin` or a stand-in. */
export type InputStream = Readable & { isTTY?: boolean };

/** Where text goes: `process.stdout`, `process.stderr` or a stand-in. `columns` and `rows` only on a terminal. */
export type OutputStream = Writable & { isTTY?: boolean; columns?: number; rows?: number };

/** Environment variables, as far as the terminal reads them. */
export type TerminalEnvironment = Readonly<Record<string, string | undefined>>;

/** Columns of a terminal; 80 where it does not say. */
export function columnsOf(stream: OutputStream): number {
  return stream.columns ?? 80;
}

/**
 * Lets a reader go away (`| head -1`, a terminal that is closed) without a crash: later writes vanish, the run goes on to its own end.
 * Any other write error is thrown, and so ends the program as it would without this.
 * @param stream standard output or standard error
 */
export function surviveClosedReader(stream: Writable): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

/** The same stream for a library that ends what it writes to (Inquirer does, with everything but the process's own). */
export function lend(output: OutputStream): OutputStream {
  const lent = new Writable({
    decodeStrings: false,
    write(chunk, encoding, done) {
      output.write(chunk, encoding);
      done();
    },
  });
  return Object.defineProperties(lent, {
    isTTY: { get: () => output.isTTY },
    columns: { get: () => output.columns },
    rows: { get: () => output.rows },
  });
}
