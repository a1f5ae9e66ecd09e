import type { Clients } from '../../../aws/connection/clients.js';
import { stillSigns } from '../../../aws/identities/root-keys.js';
import type { Clock } from '../../../core/clock.js';
import { isFailure } from '../../../core/failures/failure.js';

/** Looks that the refusals are spread over, the first and the last included. */
const LOOKS = 4;
/** How long a deleted key may go on signing before that is reported (ms). IAM says "takes time" and gives no number. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 2_000;

/**
 * Proves that a key no longer signs: STS has to refuse it several times in a row, because IAM is eventually consistent
 * and one place may know of the deletion before another.
 * @param clients sign with the key in question
 * @param overMs how far the first and the last refusal lie apart at least
 * @param interruption ends the waiting: what is not proved by then is not
 * @returns how often it was refused in a row; 0 where it still signs after a minute, or nobody answers
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot.html#troubleshoot_general_eventual-consistency
 */
export async function proveKeyRefused(clients: Clients, overMs: number, clock: Clock, interruption?: AbortSignal): Promise<number> {
  const pause = overMs / (LOOKS - 1);
  const giveUpAt = clock.now() + overMs + PATIENCE_MS;
  let inARow = 0;
  for (;;) {
    inARow = (await isRefused(clients)) ? inARow + 1 : 0;
    if (inARow >= LOOKS || interruption?.aborted === true) return inARow;
    const next = inARow === 0 ? PAUSE_MS : pause;
    if (clock.now() + next > giveUpAt) return 0;
    await clock.sleep(next, interruption).catch(() => undefined);
  }
}

/** What cannot be asked proves nothing. */
async function isRefused(clients: Clients): Promise<boolean> {
  try {
    return !(await stillSigns(clients));
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
