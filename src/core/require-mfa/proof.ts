/** What AWS's own evaluation says of one action. */
export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

/**
 * What the two answers come to: `protected`: only with a code; `open`: also without one; `refused`: neither way, so the
 * right itself is missing.
 */
export type ProofVerdict = 'protected' | 'open' | 'refused';

/** One action, asked about without and with MFA. */
export type Proof = { action: string; withoutMfa: Decision; withMfa: Decision; verdict: ProofVerdict };

/** Judges the two answers about one action. */
export function prove(action: string, withoutMfa: Decision, withMfa: Decision): Proof {
  const verdict = withoutMfa === 'allowed' ? 'open' : withMfa === 'allowed' ? 'protected' : 'refused';
  return { action, withoutMfa, withMfa, verdict };
}

/** Does it hold: nothing goes without a code, and something goes with one? */
export function isProven(proofs: readonly Proof[]): boolean {
  return proofs.every(({ verdict }) => verdict !== 'open') && proofs.some(({ verdict }) => verdict === 'protected');
}
