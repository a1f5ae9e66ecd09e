import type { Clients } from '../../aws/clients.js';
import { deleteRootKey, listRootKeys } from '../../aws/root-keys.js';
import type { Clock } from '../../core/clock.js';
import { asFailure } from '../../core/explain.js';
import { type Failure, isFailure } from '../../core/failure.js';

/** Pauses before each attempt of one signer (ms). */
const PAUSES_MS = [0, 1_000, 3_000];

/**
 * Deletes a root key, by one signer after the other until one can: first the session that made it, then the key itself.
 * Attempts whose answer was lost are repeated, which is safe: a key is deleted once.
 * @param signers clients that go on after Ctrl-C
 * @returns `null` once it is deleted; else what the first signer was told
 */
export async function deleteWith(signers: readonly Clients[], accessKeyId: string, clock: Clock): Promise<Failure | null> {
  let first: Failure | null = null;
  let mayBeDone = false;
  for (const signer of signers) {
    const { problem, isLost } = await attempt(signer, accessKeyId, clock);
    if (problem === null) return null;
    first ??= problem;
    mayBeDone ||= isLost;
  }
  // IAM shows a new key late as well, so that its absence proves something only where a deletion may have been done.
  if (mayBeDone) for (const signer of signers) if (await isListedNoMore(signer, accessKeyId)) return null;
  return first;
}

/** How the attempts of one signer ended; `isLost`: at least one got no answer, and may have been carried out. */
type Attempted = { problem: Failure | null; isLost: boolean };

async function attempt(signer: Clients, accessKeyId: string, clock: Clock): Promise<Attempted> {
  let problem: Failure | null = null;
  let isLost = false;
  for (const pause of PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause);
    try {
      await deleteRootKey(signer, accessKeyId);
      return { problem: null, isLost };
    } catch (error) {
      problem = asFailure(error);
      // A key that was asked to delete itself, and is not known any more, has done so.
      if (isLost && isFailure(problem, 'unknown-access-key') && signer.credentials.accessKeyId === accessKeyId) return { problem: null, isLost };
      if (!isFailure(problem, 'network', 'service', 'throttled')) break;
      isLost ||= problem.kind !== 'throttled';
    }
  }
  return { problem, isLost };
}

async function isListedNoMore(signer: Clients, accessKeyId: string): Promise<boolean> {
  try {
    return !(await listRootKeys(signer)).some((key) => key.accessKeyId === accessKeyId);
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
