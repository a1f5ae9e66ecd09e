import type { Clients } from '../../../aws/connection/clients.js';
import { deleteRootKey, listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Clock } from '../../../core/clock.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isFailure, unlessFailed } from '../../../core/failures/failure.js';

/** Pauses before each attempt of one signer (ms). */
const PAUSES_MS = [0, 1_000, 3_000];
/** Pauses before further ones where IAM does not find a key that it has just made (ms): half a minute in all. */
const LATE_PAUSES_MS = [5_000, 10_000, 10_000];

/** A key to delete. `isNew`: AWS has never been seen to know it, so that not being found does not mean that it is gone. */
type KeyToDelete = { accessKeyId: string; isNew: boolean };

/**
 * Deletes a root key, by one signer after the other until one can: first the session that made it, then the key itself.
 * Attempts whose answer was lost are repeated, which is safe: a key is deleted once.
 * @param signers clients that go on after Ctrl-C
 * @returns `null` once it is deleted; else what the first signer was told
 */
export async function deleteWith(signers: readonly Clients[], key: KeyToDelete, clock: Clock): Promise<Failure | null> {
  let first: Failure | null = null;
  let mayBeDone = false;
  for (const signer of signers) {
    const { problem, isLost } = await attempt(signer, key, clock);
    if (problem === null) return null;
    first ??= problem;
    mayBeDone ||= isLost;
  }
  // IAM shows a new key late as well, so that its absence proves something only where a deletion may have been done.
  if (mayBeDone && !key.isNew) for (const signer of signers) if (await isListedNoMore(signer, key.accessKeyId)) return null;
  return first;
}

/** How the attempts of one signer ended; `isLost`: at least one got no answer, and may have been carried out. */
type Attempted = { problem: Failure | null; isLost: boolean };

async function attempt(signer: Clients, { accessKeyId, isNew }: KeyToDelete, clock: Clock): Promise<Attempted> {
  let problem: Failure | null = null;
  let isLost = false;
  const pauses = [...PAUSES_MS];
  for (let tries = 0; tries < pauses.length; tries += 1) {
    const pause = pauses[tries] ?? 0;
    if (pause > 0) await clock.sleep(pause);
    try {
      const became = await deleteRootKey(signer, accessKeyId);
      if (became === 'deleted' || !isNew) return { problem: null, isLost };
      problem = new Failure('root-key-left', 'IAM does not find it yet');
      if (pauses.length === PAUSES_MS.length) pauses.push(...LATE_PAUSES_MS);
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
  const keys = await unlessFailed(listRootKeys(signer), null);
  return keys !== null && !keys.some((key) => key.accessKeyId === accessKeyId);
}
