import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { PracticeError } from '../types.js';
import { answerRequest, type PracticeAccount, type Reply } from './dispatch.js';
import { errorAnswer, newAnswerIds, withIds } from './error-answer.js';
import { readRequest, writeAnswer } from './http.js';

/** A practice account that answers. */
export type ServedAccount = {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  port: number;
  /** Stops answering and drops every connection. */
  close(): Promise<void>;
};

/**
 * Serves S3, IAM and STS of a practice account on one loopback port.
 * @param where `port` 0 takes a free one; `host` is loopback, nothing else is ever bound
 * @throws the listening error of node, for example EADDRINUSE
 */
export async function servePracticeAccount(
  account: PracticeAccount,
  where: { port: number; host: '127.0.0.1' },
): Promise<ServedAccount> {
  const server = createServer((incoming, outgoing) => {
    serve(account, incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { endpoint: `http://${where.host}:${port}`, port, close };
}

async function serve(account: PracticeAccount, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const reply = await readRequest(incoming).then((request) => answerRequest(account, request), refusedUnread);
  // An answer that is held back must not keep a stopped account alive.
  if (reply.latencyMs > 0) await wait(reply.latencyMs, undefined, { ref: false });
  if (reply.answer === null) incoming.socket.resetAndDestroy();
  else writeAnswer(outgoing, reply.answer, incoming.method ?? 'GET', account.now());
}

/** The answer to a request that was too large to be taken in. */
function refusedUnread(error: unknown): Reply {
  if (!(error instanceof PracticeError)) throw error;
  const ids = newAnswerIds('s3');
  return { answer: withIds('s3', errorAnswer('s3', error, ids), ids), latencyMs: 0 };
}
