import type { Clients } from '../../../aws/connection/clients.js';
import { listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { unlessFailed } from '../../../core/failures/failure.js';
import { answersAtBest, thoroughProof } from '../../../core/root-keys/key-proof.js';
import type { KeyPlan } from '../../../core/root-keys/key-removal.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import { type Asking, type Proof, proveByAsking, proveKeyRefused } from '../keys/prove-key-refused.js';
import type { RemovalSetting } from './remove-root-key.js';

type Surroundings = Pick<Context, 'ui' | 'clock' | 'interruption'>;

/** What AWS says of a key after a change; `not-yet` also where the change was never carried out. */
type KeyState = 'as-wanted' | 'not-yet' | 'unknown';

/**
 * What AWS says of a key: by asking with it where its secret is here, and by listing the keys where another credential
 * signs the changes.
 * @throws the reason of an interruption
 */
export async function keyStateNow({ key, way }: KeyPlan, wanted: 'Inactive' | 'gone', { keyClients, steadyClients, context }: RemovalSetting): Promise<KeyState> {
  const state = keyClients === null ? 'as-wanted' : await stateByUse(keyClients, context);
  if (state !== 'as-wanted' || way === 'itself') return state;
  const isOtherwise = async () => {
    const listed = (await listRootKeys(steadyClients)).find(({ accessKeyId }) => accessKeyId === key.accessKeyId);
    return (listed?.status ?? 'gone') !== wanted;
  };
  if (keyClients === null) return shown('Reading back which keys there are', context, (asking) => proveByAsking(isOtherwise, thoroughProof, asking));
  context.interruption.throwIfAborted();
  const answer = await unlessFailed(isOtherwise(), null);
  return answer === null ? 'unknown' : answer ? 'not-yet' : 'as-wanted';
}

/** @param clients that sign with the key, and stop at an interruption */
function stateByUse(clients: Clients, around: Surroundings): Promise<KeyState> {
  const name = `…${lastFour(clients.credentials.accessKeyId)}`;
  return shown(`Proving that ${name} signs no more`, around, (asking) => proveKeyRefused(clients, thoroughProof, asking));
}

async function shown(title: string, { ui, clock, interruption }: Surroundings, prove: (asking: Asking) => Promise<Proof>): Promise<KeyState> {
  const { ending } = await ui.during(`${title} (for half a minute, because IAM is eventually consistent)`, (update) =>
    prove({
      clock,
      interruption,
      told(answers) {
        const agreeing = answers.filter(({ signs }) => signs === false).length;
        update(`${title}: ${agreeing} of ${Math.max(answers.length, answersAtBest())} answers say so`);
      },
    }),
  );
  if (ending === 'interrupted') throw interruption.reason;
  return ({ proved: 'as-wanted', still: 'not-yet', unanswered: 'unknown' } as const)[ending];
}
