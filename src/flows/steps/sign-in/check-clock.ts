import type { Clients } from '../../../aws/connection/clients.js';
import { skewInWords } from '../../../core/clock.js';
import { Failure } from '../../../core/failures/failure.js';
import type { Ui } from '../../../ui/ui.js';

/** Less than this (ms) is the way to AWS and the whole seconds of its Date header. */
const TOLERANCE_MS = 10_000;

/** Beyond this (ms) AWS refuses what was signed with this clock: "MaxAllowedSkewMilliseconds" of its RequestTimeTooSkewed. */
const REFUSED_BY_AWS_MS = 15 * 60_000;

/**
 * Refuses to spend codes by a clock that is hours off: requests could still be signed with AWS's time, but the ledger
 * of spent codes, the countdown and the times in the run's record would all be wrong.
 * @throws Failure `clock-skew`
 */
export function refuseWildClock(clients: Pick<Clients, 'clockOffset'>): void {
  const offset = clients.clockOffset() ?? 0;
  if (Math.abs(offset) < REFUSED_BY_AWS_MS) return;
  throw new Failure('clock-skew', `the clock of this machine is ${skewInWords(offset)} AWS’s`, {
    hints: ['codes, their countdown and the record of the run all go by it', 'set it, on Linux for example with `timedatectl set-ntp true`'],
  });
}

/**
 * Warns of a clock that is off, as AWS's latest answer showed it. Requests are signed with AWS's time, so it spoils no
 * signature; but codes that are made on this machine would be refused, and waiting for the next code would misjudge it.
 */
export function warnOfWrongClock(clients: Pick<Clients, 'clockOffset'>, ui: Ui): void {
  const offset = clients.clockOffset() ?? 0;
  if (Math.abs(offset) < TOLERANCE_MS) return;
  ui.warning(`the clock of this machine is ${skewInWords(offset)} AWS’s: set it, or codes that are made on this machine will be refused`);
}
