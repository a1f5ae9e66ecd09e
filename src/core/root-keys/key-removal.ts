import type { Failure } from '../failures/failure.js';
import type { KeyUse, RootKey } from './root-key.js';

/**
 * How a root key is deleted. `itself`: it signs its own deletion, so it cannot be made inactive before. `another`: a
 * second credential of the root user signs. `assumed-root`: a session of sts:AssumeRoot, which may only delete.
 */
export type RemovalWay = 'itself' | 'another' | 'assumed-root';

/** What is to be done with one key. */
export type KeyPlan = { key: RootKey; lastUsed: KeyUse | null; way: RemovalWay };

/** The steps of a plan, in order. A key that is inactive already need not be made so. */
export function removalSteps({ key, way }: KeyPlan): readonly ('deactivate' | 'prove' | 'delete')[] {
  if (way === 'another' && key.status === 'Active') return ['deactivate', 'prove', 'delete', 'prove'];
  return ['delete', 'prove'];
}

/** The plan of one key as a clause for people. */
export function planInWords(plan: KeyPlan): string {
  const { way } = plan;
  if (way === 'itself') return 'it deletes itself, and is then proved to sign no more';
  if (way === 'assumed-root') return 'a session of the member account’s root user deletes it; keys are listed again afterwards';
  return removalSteps(plan).includes('deactivate')
    ? 'it is made inactive, proved to sign no more, deleted, and proved to be gone'
    : 'it is inactive already; it is deleted and proved to be gone';
}

/** How it was proved that a key is dead: by asking with the key, by listing the keys, or not at all. */
type RemovalProof = 'refused' | 'not-listed' | null;

/** What became of one key. `deleted` is said only where it was proved; `unknown` where AWS did not let it be proved. */
export type KeyOutcome = {
  plan: KeyPlan;
  outcome: 'deleted' | 'deactivated' | 'kept' | 'unknown';
  proof: RemovalProof;
  error: Failure | null;
};
