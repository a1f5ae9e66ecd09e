import { addAbortSignal } from 'node:stream';
import type { Clock } from './core/clock.js';
import { type InputStream, type OutputStream, surviveClosedReader } from './ui/streams.js';

/** What a run has of the process, as an argument: streams, environment, time and signals. */
export type Io = {
  stdin: InputStream;
  stdout: OutputStream;
  stderr: OutputStream;
  env: Readonly<Record<string, string | undefined>>;
  platform: NodeJS.Platform;
  clock: Clock;
  /** Calls `listener` at each signal; returns what takes the listener away again. */
  onSignal(signal: NodeJS.Signals, listener: () => void): () => void;
  /** Calls `listener` with what was thrown where nobody catches; returns what takes the listener away again. */
  onUncaught(listener: (error: unknown) => void): () => void;
};

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const stop = (): void => {
        clearTimeout(timer);
        reject(signal?.reason);
      };
      const timer = setTimeout(() => {
        signal?.removeEventListener('abort', stop);
        resolve();
      }, Math.max(0, ms));
      signal?.addEventListener('abort', stop, { once: true });
    }),
};

/** The real process. */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) surviveClosedReader(stream);
  return {
    // Not before it is asked for: most runs in scripts need no input, and Node opens it at the first look.
    get stdin() {
      return process.stdin;
    },
    stdout: process.stdout,
    stderr: process.stderr,
    env: process.env,
    platform: process.platform,
    clock: systemClock,
    onSignal(signal, listener) {
      process.on(signal, listener);
      return () => process.off(signal, listener);
    },
    onUncaught(listener) {
      process.on('uncaughtException', listener);
      return () => process.off('uncaughtException', listener);
    },
  };
}

/** Lines of standard input, for one reader: it can feed one thing only. It is opened when the first line is wanted. */
export function linesOf(io: Pick<Io, 'stdin'>, interruption: AbortSignal): () => AsyncIterable<string> {
  const lines = readLines(io, interruption);
  return () => lines;
}

/** Everything of a stream until it ends. @throws the reason of the interruption */
export async function bytesOf(stream: InputStream, interruption: AbortSignal): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    for await (const chunk of addAbortSignal(interruption, stream)) chunks.push(Buffer.from(chunk as Uint8Array));
  } catch (error) {
    throw interruption.aborted ? interruption.reason : error;
  }
  return Buffer.concat(chunks);
}

async function* readLines(io: Pick<Io, 'stdin'>, interruption: AbortSignal): AsyncGenerator<string, void> {
  const { createInterface } = await import('node:readline');
  // Not before the first line is wanted: readline reads at once, and lines that nobody listens for are lost.
  const reader = createInterface({ input: io.stdin, crlfDelay: Infinity });
  interruption.addEventListener('abort', () => reader.close(), { once: true });
  yield* reader;
}
