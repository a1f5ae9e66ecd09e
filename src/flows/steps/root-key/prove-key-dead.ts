import type { Clients } from '../../../aws/connection/clients.js';
import { listRootKeys, stillSigns } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { isFailure } from '../../../core/failures/failure.js';
import { answersAtBest, judgeProof, type ProofAnswer } from '../../../core/root-keys/key-proof.js';
import type { KeyPlan } from '../../../core/root-keys/key-removal.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import type { RemovalSetting } from './remove-root-key.js';

type Surroundings = Pick<Context, 'ui' | 'clock' | 'interruption'>;

/** What AWS says of a key after a change; `not-yet` also where the change was never carried out. */
export type KeyState = 'as-wanted' | 'not-yet' | 'unknown';

/**
 * Proves that a key signs no more: asks STS with it, again and again, until it is refused for good or patience ends.
 * @param clients that sign with the key, and stop at an interruption
 * @throws the reason of an interruption
 */
export function proveKeyDead(clients: Clients, around: Surroundings): Promise<KeyState> {
  const name = `…${lastFour(clients.credentials.accessKeyId)}`;
  return asked(`Proving that ${name} signs no more`, () => stillSigns(clients), around);
}

/**
 * What AWS says of a key: by asking with it where its secret is here, and by listing the keys where another credential
 * signs the changes.
 * @throws the reason of an interruption
 */
export async function keyStateNow({ key, way }: KeyPlan, wanted: 'Inactive' | 'gone', { keyClients, steadyClients, context }: RemovalSetting): Promise<KeyState> {
  const state = keyClients === null ? 'as-wanted' : await proveKeyDead(keyClients, context);
  if (state !== 'as-wanted' || way === 'itself') return state;
  const isOtherwise = async () => {
    const listed = (await listRootKeys(steadyClients)).find(({ accessKeyId }) => accessKeyId === key.accessKeyId);
    return (listed?.status ?? 'gone') !== wanted;
  };
  if (keyClients === null) return asked('Reading back which keys there are', isOtherwise, context);
  const answer = await oneAnswer(isOtherwise, context.interruption);
  return answer === null ? 'unknown' : answer ? 'not-yet' : 'as-wanted';
}

/** @param isStill is it still as before? */
function asked(title: string, isStill: () => Promise<boolean>, { ui, clock, interruption }: Surroundings): Promise<KeyState> {
  const began = clock.now();
  const answers: ProofAnswer[] = [];
  return ui.during(`${title} (for half a minute, because IAM is eventually consistent)`, async (update) => {
    for (;;) {
      const verdict = judgeProof(answers);
      if (verdict.kind === 'proved') return 'as-wanted';
      if (verdict.kind === 'not-proved') return verdict.signs ? 'not-yet' : 'unknown';
      if (verdict.inMs > 0) await clock.sleep(verdict.inMs, interruption);
      answers.push({ at: clock.now() - began, signs: await oneAnswer(isStill, interruption) });
      const agreeing = answers.filter(({ signs }) => signs === false).length;
      update(`${title}: ${agreeing} of ${Math.max(answers.length, answersAtBest)} answers say so`);
    }
  });
}

/** `null`: no answer that says it. */
async function oneAnswer(ask: () => Promise<boolean>, interruption: AbortSignal): Promise<boolean | null> {
  interruption.throwIfAborted();
  try {
    return await ask();
  } catch (error) {
    if (interruption.aborted || !isFailure(error)) throw error;
    return null;
  }
}
