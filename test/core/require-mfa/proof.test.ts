import { describe, expect, test } from 'vitest';
import { type Decision, isProven, prove, type ProofVerdict } from '../../../src/core/require-mfa/proof.js';

describe('two answers about an action', () => {
  test.each<[Decision, Decision, ProofVerdict]>([
    ['explicitDeny', 'allowed', 'protected'],
    ['implicitDeny', 'allowed', 'protected'],
    ['allowed', 'allowed', 'open'],
    ['allowed', 'explicitDeny', 'open'],
    ['allowed', 'implicitDeny', 'open'],
    ['explicitDeny', 'explicitDeny', 'refused'],
    ['implicitDeny', 'implicitDeny', 'refused'],
    ['explicitDeny', 'implicitDeny', 'refused'],
    ['implicitDeny', 'explicitDeny', 'refused'],
  ])('%s without MFA and %s with it: %s', (withoutMfa, withMfa, verdict) => {
    expect(prove('s3:GetObject', withoutMfa, withMfa)).toEqual({ action: 's3:GetObject', withoutMfa, withMfa, verdict });
  });

  const [isProtected, isOpen, isRefused] = [prove('a', 'explicitDeny', 'allowed'), prove('b', 'allowed', 'allowed'), prove('c', 'implicitDeny', 'implicitDeny')];
  test.each([
    ['one is protected', [isProtected], true],
    ['one is protected, one is refused either way', [isProtected, isRefused], true],
    ['one is open', [isProtected, isOpen], false],
    ['all are open', [isOpen, isOpen], false],
    ['one is open, one is refused either way', [isOpen, isRefused], false],
    ['nothing goes either way', [isRefused, isRefused], false],
    ['nothing was asked', [], false],
  ])('prove a policy only where nothing goes without a code and something with one: %s', (_, proofs, proven) => {
    expect(isProven(proofs)).toBe(proven);
  });
});
