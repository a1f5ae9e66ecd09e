import type { RequestContext } from '../../core/policies/conditions.js';
import type { Principal, Signer } from '../types.js';

/**
 * What a request says about itself; condition keys that are left out cannot be told. AWS: "AWS global condition context
 * keys" (verified): a long-term key has no MFA context, and MultiFactorAuthAge is there only where a code was given.
 * @param now the account's time, in ms since the epoch
 */
export function contextOf({ key, principal }: Signer, now: number): RequestContext {
  const { session } = key;
  const authenticatedAt = session?.mfaAuthenticatedAt ?? null;
  return new Map([
    ...contextOfPrincipal(principal),
    ['aws:multifactorauthpresent', session === null ? null : String(authenticatedAt !== null)],
    ['aws:multifactorauthage', authenticatedAt === null ? null : String(Math.floor((now - authenticatedAt) / 1000))],
  ]);
}

/** What every request of a principal says about it. */
export function contextOfPrincipal({ arn, accountId, kind, userId, userName }: Pick<Principal, 'arn' | 'accountId' | 'kind' | 'userId' | 'userName'>): [string, string | null][] {
  return [
    ['aws:principalarn', arn],
    ['aws:principalaccount', accountId],
    ['aws:principaltype', kind === 'root' ? 'Account' : 'User'],
    ['aws:principalisawsservice', 'false'],
    ['aws:userid', userId],
    ['aws:username', userName],
  ];
}
