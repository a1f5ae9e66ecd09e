import type { KeyKind } from '../../core/signers/identity.js';

/**
 * Which kind a key is. `ASIA…` keys come from STS and are temporary, and so is anything with a session token.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids
 */
export function keyKindOf(accessKeyId: string, sessionToken: string | null | undefined): KeyKind {
  return sessionToken || accessKeyId.startsWith('ASIA') ? 'temporary' : 'long-term';
}
