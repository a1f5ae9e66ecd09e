import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Server as NetServer } from 'node:net';
import { onTestFinished } from 'vitest';

/** A request that the server got. */
export type Seen = { method: string; url: string; headers: IncomingMessage['headers']; body: string };

/** Answers one request. */
export type Answer = (request: Seen, response: ServerResponse) => void;

/** A small HTTP server on loopback that answers as it is told and remembers what it was asked. */
export type CannedServer = { url: string; port: number; seen: Seen[]; stop(): Promise<void> };

/** Makes the listener that collects requests into `seen`. */
export function listenerFor(answer: Answer, seen: Seen[]): RequestListener {
  return (request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const body = Buffer.concat(chunks).toString();
      // Node's own Date header takes no notice of a frozen clock.
      response.setHeader('date', new Date().toUTCString());
      seen.push({ method, url, headers, body });
      answer({ method, url, headers, body }, response);
    });
  };
}

/** Starts a server for the running test; it stops when the test is over. */
export async function serve(answer: Answer): Promise<CannedServer> {
  const seen: Seen[] = [];
  const server = createServer(listenerFor(answer, seen));
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, port, seen, stop: () => stop(server) };
}

/** Lets a server listen on a free loopback port until the running test is over. */
export async function listen(server: Server | NetServer): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => stop(server));
  return (server.address() as AddressInfo).port;
}

function stop(server: Server | NetServer): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}

/** Answers in turn; the last answer goes on for ever. */
export function inTurn(...answers: Answer[]): Answer {
  let next = 0;
  return (request, response) => answers[Math.min(next++, answers.length - 1)]?.(request, response);
}

/** An XML answer. */
export function xml(status: number, body: string, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', 'x-amz-request-id': 'REQUEST1', ...headers });
    response.end(body);
  };
}

/** An error as S3 sends it. */
export function s3Error(status: number, code: string, message: string, extras: Record<string, string> = {}): Answer {
  const more = Object.entries(extras).map(([name, value]) => `<${name}>${value}</${name}>`).join('');
  return xml(status, `<?xml version="1.0"?><Error><Code>${code}</Code><Message>${message}</Message>${more}<RequestId>REQUEST1</RequestId></Error>`);
}

/** An error as IAM and STS send it. */
export function queryError(status: number, code: string, message: string): Answer {
  return xml(status, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>REQUEST1</RequestId></ErrorResponse>`);
}

/** What GetCallerIdentity answers. */
export function callerIdentity(account: string, arn: string): Answer {
  return xml(
    200,
    `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>${arn}</Arn><UserId>${account}</UserId><Account>${account}</Account></GetCallerIdentityResult><ResponseMetadata><RequestId>REQUEST1</RequestId></ResponseMetadata></GetCallerIdentityResponse>`,
  );
}

/** The connection ends without an answer. */
export const hangUp: Answer = (_request, response) => {
  response.destroy();
};

/** A web page. */
export function html(status: number, body = '<html><body><p>Welcome</p></body></html>'): Answer {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' });
    response.end(body);
  };
}
