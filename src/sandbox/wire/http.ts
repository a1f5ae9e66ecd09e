import type { IncomingMessage, ServerResponse } from 'node:http';
import { PracticeError, type WireAnswer, type WireRequest } from '../types.js';

/** Bodies beyond this many bytes are refused: this is practice. AWS allows 5 GB in one PutObject. */
export const MAX_BODY_BYTES = 16 * 1024 * 1024;

/**
 * Reads one request off the wire, its path and query as they came.
 * @throws PracticeError 400 EntityTooLarge
 */
export async function readRequest(incoming: IncomingMessage): Promise<WireRequest> {
  const [rawPath = '/', ...query] = (incoming.url ?? '/').split('?');
  const rawQuery = query.join('?');
  return {
    method: incoming.method ?? 'GET',
    rawPath,
    rawQuery,
    query: new Map(new URLSearchParams(rawQuery)),
    headers: headersOf(incoming),
    body: await bodyOf(incoming),
  };
}

/** Writes one answer, dated by the account's clock: the SDK corrects its own clock by that date. */
export function writeAnswer(outgoing: ServerResponse, answer: WireAnswer, method: string, now: number): void {
  const body = Buffer.from(answer.body);
  outgoing.sendDate = false;
  outgoing.setHeader('Date', new Date(now).toUTCString());
  if (answer.status !== 204 && method !== 'HEAD') outgoing.setHeader('Content-Length', body.length);
  outgoing.writeHead(answer.status, answer.headers);
  outgoing.end(method === 'HEAD' ? undefined : body);
}

function headersOf(incoming: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(incoming.headersDistinct).map(([name, values]) => [name, (values ?? []).join(',')]));
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read to the end all the same, or the client never reads the answer.
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
  }
  // AWS: "Error responses", EntityTooLarge (verified); the limit is the practice account's own.
  if (size > MAX_BODY_BYTES) throw new PracticeError(400, 'EntityTooLarge', 'Your proposed upload exceeds the maximum allowed size');
  return Buffer.concat(chunks);
}
