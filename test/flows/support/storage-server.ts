import { type IncomingMessage, request as send, type ServerResponse } from 'node:http';
import { type Answer, type CannedServer, html, type Seen, serve } from '../../aws/support/canned-server.js';

/** How a server refuses a request that carries a code. */
export type Refusals = 'as AWS' | 'bare 403';

/**
 * A server with S3 and nothing else before a practice account: STS and IAM are answered with 405, as Ceph does, and the
 * rest is passed on as it came, so that signatures still hold.
 * @param refusals `bare 403`: what the account refuses with 400 or 403 goes back as 403 without a body, as from Ceph
 */
export function storageServer(endpoint: string, refusals: Refusals): Promise<CannedServer> {
  const answer: Answer = (request, response) => {
    const { headers } = request;
    if (!/\/s3\/aws4_request/.test(headers.authorization ?? '')) {
      response.writeHead(405, { 'content-type': 'application/xml' });
      response.end('<Error><Code>MethodNotAllowed</Code></Error>');
      return;
    }
    passOn(endpoint, request, response, (answered) => {
      const isBare = refusals === 'bare 403' && 'x-amz-mfa' in headers && [400, 403].includes(answered.statusCode ?? 0);
      if (isBare) response.writeHead(403).end();
      return isBare;
    });
  };
  return serve(answer);
}

/**
 * A proxy before a practice account that passes everything on, and answers one operation with a web page of its own, status
 * 200, once the account has carried it out.
 */
export function portalBefore(endpoint: string, operation: string): Promise<CannedServer> {
  return serve((request, response) => {
    passOn(endpoint, request, response, () => {
      const isHidden = request.body.includes(`Action=${operation}&`);
      if (isHidden) html(200)(request, response);
      return isHidden;
    });
  });
}

/** Passes a request on as it came. @param replaced answers instead, where it says so */
function passOn(endpoint: string, request: Seen, response: ServerResponse, replaced: (answered: IncomingMessage) => boolean): void {
  const { method, url, headers, body } = request;
  const passedOn = send(`${endpoint}${url}`, { method, headers: { ...headers } }, (answered) => {
    if (replaced(answered)) {
      answered.resume();
      return;
    }
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  passedOn.on('error', () => response.destroy());
  passedOn.end(body);
}
