import { timingSafeEqual } from 'node:crypto';
import { Sha256Node } from '@smithy/core/checksum';
import { ALGORITHM_IDENTIFIER, getCanonicalHeaders, getPayloadHash, SignatureV4 } from '@smithy/signature-v4';
import type { WireRequest } from '../types.js';
import type { Authorization } from './authorization.js';

/** A request signed again: its signature, and what AWS shows of the way there when the two differ. */
export type SignedAgain = { signature: string; canonicalRequest: string; stringToSign: string };

type SignableRequest = Parameters<typeof getCanonicalHeaders>[0];

/** The SDK's own signer, asked for the steps in between, and for no header that did not arrive. */
class SteppingSigner extends SignatureV4 {
  async steps(request: SignableRequest, authorization: Authorization): Promise<SignedAgain> {
    const { longDate, scope, signedHeaders } = authorization;
    const canonicalHeaders = getCanonicalHeaders(request, undefined, new Set(signedHeaders));
    const payloadHash = await getPayloadHash(request, this.sha256);
    const canonicalRequest = this.createCanonicalRequest(request, canonicalHeaders, payloadHash);
    const stringToSign = await this.createStringToSign(longDate, scope, canonicalRequest, ALGORITHM_IDENTIFIER);
    const signature = await this.sign(stringToSign, { signingDate: new Date(authorization.date) });
    return { signature, canonicalRequest, stringToSign };
  }
}

/**
 * Signs what arrived again, with the secret that the account knows.
 * AWS: "Create a signed AWS API request" (verified): S3 takes the path as it came, the others escape it once more.
 */
export function signAgain(request: WireRequest, authorization: Authorization, secretAccessKey: string): Promise<SignedAgain> {
  const { accessKeyId, region, service, signedHeaders } = authorization;
  const signer = new SteppingSigner({
    credentials: { accessKeyId, secretAccessKey },
    region,
    service,
    sha256: Sha256Node,
    uriEscapePath: service !== 's3',
  });
  const headers = Object.fromEntries(signedHeaders.map((name) => [name, request.headers[name] ?? '']));
  const signable: SignableRequest = {
    method: request.method,
    protocol: 'http:',
    hostname: '127.0.0.1',
    path: request.rawPath,
    query: queryOf(request.rawQuery),
    headers,
    body: new Uint8Array(request.body),
  };
  return signer.steps(signable, authorization);
}

/** Compares two signatures, in a time that tells nothing. */
export function sameSignature(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** The query as it came, keys that came several times included: each of them was signed. */
function queryOf(rawQuery: string): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  const parameters = new URLSearchParams(rawQuery);
  for (const name of new Set(parameters.keys())) {
    const [only, ...more] = parameters.getAll(name);
    query[name] = more.length === 0 ? (only ?? '') : parameters.getAll(name);
  }
  return query;
}
