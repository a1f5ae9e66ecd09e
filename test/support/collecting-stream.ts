import { Writable } from 'node:stream';

/** A stream that keeps what is written to it. */
export type CollectingStream = Writable & { isTTY?: boolean; columns?: number; rows?: number; text(): string; lines(): string[] };

/** Makes a stream that is no terminal, as a pipe or a file would be. */
export function collectingStream(): CollectingStream {
  let collected = '';
  const stream = new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      collected += chunk.toString();
      done();
    },
  });
  const text = () => collected;
  return Object.assign(stream, { text, lines: () => (collected === '' ? [] : collected.replace(/\n$/, '').split('\n')) });
}
