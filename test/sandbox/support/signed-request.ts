import { createHash } from 'node:crypto';
import { type IncomingHttpHeaders, request } from 'node:http';
import { Sha256Node } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SigningKey } from './practice-clients.js';

/** A request as it is to go over the wire. Nothing in it is normalised. */
export type RawRequest = {
  method: string;
  /** As it is sent, percent-encoded. */
  path: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

/** What came back. */
export type RawAnswer = { status: number; headers: IncomingHttpHeaders; body: string };

/** Sends exactly these bytes, without a signature. */
export function sendRaw(endpoint: string, { method, path, query = {}, headers = {}, body = '' }: RawRequest): Promise<RawAnswer> {
  const search = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const { hostname, port } = new URL(endpoint);
  const target = search.length === 0 ? path : `${path}?${search.join('&')}`;
  return new Promise((resolve, reject) => {
    const outgoing = request({ hostname, port, method, path: target, headers: { 'content-length': Buffer.byteLength(body), ...headers } }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** How a raw request is signed, where not as root for S3 in us-east-1 now. */
export type Signing = { key?: SigningKey; region?: string; service?: string; date?: Date; contentSha256?: string; /** Headers that are added after signing. */ unsigned?: Record<string, string> };

/** Signs a raw request the way the SDK does, and sends it. */
export async function sendSigned(
  practice: { endpoint: string; root: SigningKey },
  raw: RawRequest,
  { key = practice.root, region = 'us-east-1', service = 's3', date = new Date(), contentSha256, unsigned = {} }: Signing = {},
): Promise<RawAnswer> {
  const body = raw.body ?? '';
  const sha256 = contentSha256 ?? createHash('sha256').update(body).digest('hex');
  const signer = new SignatureV4({ credentials: key, region, service, sha256: Sha256Node, uriEscapePath: service !== 's3' });
  const { headers } = await signer.sign(
    {
      method: raw.method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path: raw.path,
      query: raw.query ?? {},
      headers: { host: new URL(practice.endpoint).host, 'x-amz-content-sha256': sha256, ...raw.headers },
      body: body.toString(),
    },
    { signingDate: date },
  );
  return sendRaw(practice.endpoint, { ...raw, headers: { ...headers, ...unsigned } });
}
