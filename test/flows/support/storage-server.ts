import { request as send } from 'node:http';
import { type Answer, type CannedServer, serve } from '../../aws/support/canned-server.js';

/** How a server refuses a request that carries a code. */
export type Refusals = 'as AWS' | 'bare 403';

/**
 * A server with S3 and nothing else before a practice account: STS and IAM are answered with 405, as Ceph does, and the
 * rest is passed on as it came, so that signatures still hold.
 * @param refusals `bare 403`: what the account refuses with 400 or 403 goes back as 403 without a body, as from Ceph
 */
export function storageServer(endpoint: string, refusals: Refusals): Promise<CannedServer> {
  const answer: Answer = ({ method, url, headers, body }, response) => {
    if (!/\/s3\/aws4_request/.test(headers.authorization ?? '')) {
      response.writeHead(405, { 'content-type': 'application/xml' });
      response.end('<Error><Code>MethodNotAllowed</Code></Error>');
      return;
    }
    const passedOn = send(`${endpoint}${url}`, { method, headers: { ...headers } }, (answered) => {
      const status = answered.statusCode ?? 502;
      if (refusals === 'bare 403' && 'x-amz-mfa' in headers && (status === 400 || status === 403)) {
        answered.resume();
        response.writeHead(403);
        response.end();
        return;
      }
      response.writeHead(status, answered.headers);
      answered.pipe(response);
    });
    passedOn.on('error', () => response.destroy());
    passedOn.end(body);
  };
  return serve(answer);
}
