import { request as send } from 'node:http';
import { type Answer, type CannedServer, type Seen, serve } from '../../../aws/support/canned-server.js';
import type { Account } from './account.js';

/**
 * A server in front of a practice account. Signatures stay right, because the host that was signed goes along.
 * @param instead what to answer in place of the account; `null` lets the request through
 * @param changed the account's answer as the client is to get it
 */
export function frontOf(
  { endpoint }: Account,
  { instead = () => null, changed = (_request, body) => body }: { instead?: (request: Seen) => Answer | null; changed?: (request: Seen, body: string) => string },
): Promise<CannedServer> {
  return serve((request, response) => {
    const answer = instead(request);
    if (answer !== null) return answer(request, response);
    const forwarded = send(endpoint, { method: request.method, path: request.url, headers: request.headers }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const body = changed(request, Buffer.concat(chunks).toString());
        const headers = { ...incoming.headers };
        // A changed body has another length; an answer to HEAD has none.
        if (request.method !== 'HEAD') headers['content-length'] = String(Buffer.byteLength(body));
        response.writeHead(incoming.statusCode ?? 500, headers);
        response.end(body);
      });
    });
    forwarded.on('error', () => response.destroy());
    forwarded.end(request.body);
  });
}
