import type { Clients } from '../../../aws/connection/clients.js';
import { stillSigns } from '../../../aws/identities/root-keys.js';
import type { Clock } from '../../../core/clock.js';
import { unlessFailed } from '../../../core/failures/failure.js';
import { judgeProof, type ProofAnswer, type ProofTerms, refusalsInARow } from '../../../core/root-keys/key-proof.js';

/** How asking again and again ended. */
export type Proof = {
  /** `still`: AWS went on saying otherwise; `unanswered`: nobody could be asked. */
  ending: 'proved' | 'still' | 'unanswered' | 'interrupted';
  /** The latest answers that all said so (count). */
  inARow: number;
};

/** What asking runs on. The interruption ends the waiting: what is not proved by then is not. */
export type Asking = {
  clock: Clock;
  interruption?: AbortSignal;
  /** Is told of each answer. */
  told?(answers: readonly ProofAnswer[]): void;
};

/**
 * Proves that a key no longer signs: asks STS with it, again and again, until it is refused for good or patience ends.
 * @param clients sign with the key in question
 * @throws what is no expected failure
 */
export function proveKeyRefused(clients: Clients, terms: ProofTerms, asking: Asking): Promise<Proof> {
  return proveByAsking(() => stillSigns(clients), terms, asking);
}

/**
 * The same with another question. It is asked once at least, also after an interruption.
 * @param isStill is it still as before? What cannot be asked proves nothing
 */
export async function proveByAsking(isStill: () => Promise<boolean>, terms: ProofTerms, { clock, interruption, told }: Asking): Promise<Proof> {
  const began = clock.now();
  const answers: ProofAnswer[] = [];
  const ended = (ending: Proof['ending']): Proof => ({ ending, inARow: refusalsInARow(answers) });
  for (;;) {
    const verdict = judgeProof(answers, terms);
    if (verdict.kind === 'proved') return ended('proved');
    if (verdict.kind === 'not-proved') return ended(verdict.signs ? 'still' : 'unanswered');
    try {
      if (verdict.inMs > 0) await clock.sleep(verdict.inMs, interruption);
      const signs = await unlessFailed(isStill(), null);
      // Clients that stop at an interruption give no answer then.
      if (signs !== null || interruption?.aborted !== true) answers.push({ at: clock.now() - began, signs });
    } catch (error) {
      if (interruption?.aborted !== true) throw error;
    }
    if (interruption?.aborted === true) return ended('interrupted');
    told?.(answers);
  }
}
