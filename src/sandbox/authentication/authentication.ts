import type { Identities, KnownKey, Signer, WireRequest } from '../types.js';
import type { Authorization } from './authorization.js';
import { type AuthenticationRefusals, refusalsOf } from './refusals.js';
import { sameSignature, signAgain } from './sigv4.js';

/** How far the time of a request may be from the account's, in ms. AWS: "Error responses", RequestTimeTooSkewed (verified). */
const MAX_SKEW_MS = 15 * 60 * 1000;

/**
 * Finds out who signed a request, and whether they really did.
 * @param authorization `null` for an anonymous request: nothing in the practice account is public
 * @param now the account's time, in ms since the epoch
 * @throws PracticeError with the code and text of the service that the request is for. The order of the checks is
 *   inferred; only each answer is sourced.
 */
export async function authenticate(
  request: WireRequest,
  authorization: Authorization | null,
  service: Signer['service'],
  identities: Identities,
  now: number,
): Promise<Signer> {
  const refusals = refusalsOf(service);
  if (authorization === null) throw refusals.anonymous();
  const key = identities.findKey(authorization.accessKeyId);
  if (key === undefined || key.status !== 'Active') throw refusals.unknownKey(authorization.accessKeyId);
  checkToken(key, request.headers['x-amz-security-token'], refusals, now);
  if (Math.abs(now - authorization.date) > MAX_SKEW_MS) throw refusals.skewed(authorization.longDate, now);
  checkAllSigned(request, authorization, refusals);
  const again = await signAgain(request, authorization, key.secretAccessKey);
  if (!sameSignature(again.signature, authorization.signature)) throw refusals.wrongSignature(authorization, again);
  identities.noteUse(key.accessKeyId, service, authorization.region);
  return { key, principal: key.principal, region: authorization.region, service };
}

function checkToken(key: KnownKey, token: string | undefined, refusals: AuthenticationRefusals, now: number): void {
  if (key.session === null) {
    if (token !== undefined) throw refusals.invalidToken();
    return;
  }
  // A temporary key without its token is no key at all (public captures, likely).
  if (token === undefined) throw refusals.unknownKey(key.accessKeyId);
  if (token !== key.session.token) throw refusals.invalidToken();
  if (key.session.expiresAt <= now) throw refusals.expiredToken();
}

/** AWS: "Create a signed AWS API request" (verified): host and every `x-amz-` header must be signed. */
function checkAllSigned(request: WireRequest, { signedHeaders }: Authorization, refusals: AuthenticationRefusals): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) => (name === 'host' || name.startsWith('x-amz-')) && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0) throw refusals.headersNotSigned(unsigned);
}
