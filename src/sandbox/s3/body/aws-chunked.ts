import { s3Error } from '../errors.js';

const LINE_END = '\r\n';

/**
 * Takes a body out of its `aws-chunked` wrapping: `SIZE[;chunk-signature=…]`, the bytes, and after the last chunk the
 * trailers. AWS: "Signature calculations for the Authorization header: transferring payload in multiple chunks" (verified).
 * @returns the bytes, and the trailers by lower-case name
 * @throws PracticeError 400 IncompleteBody where a chunk is cut short
 */
export function decodeAwsChunked(wrapped: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const lineEnd = wrapped.indexOf(LINE_END, offset);
    const size = /^([0-9a-f]+)(?:;.*)?$/i.exec(wrapped.toString('latin1', offset, Math.max(lineEnd, offset)))?.[1];
    if (size === undefined) throw s3Error('incompleteBody');
    const from = lineEnd + LINE_END.length;
    const to = from + Number.parseInt(size, 16);
    if (to === from) return { body: Buffer.concat(chunks), trailers: trailersOf(wrapped.toString('latin1', from)) };
    if (to > wrapped.length) throw s3Error('incompleteBody');
    chunks.push(wrapped.subarray(from, to));
    offset = to + LINE_END.length;
  }
}

function trailersOf(text: string): Record<string, string> {
  const lines = text.split(LINE_END).filter((line) => line.includes(':'));
  return Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).trim().toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}
