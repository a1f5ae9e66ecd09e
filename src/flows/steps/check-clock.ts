import type { Clients } from '../../aws/clients.js';
import type { Ui } from '../../ui/ui.js';

/** Less than this (ms) is the way to AWS and the whole seconds of its Date header. */
const TOLERANCE_MS = 10_000;

/**
 * Warns of a clock that is off, as AWS's latest answer showed it. Requests are signed with AWS's time, so it spoils no
 * signature; but codes that are made on this machine would be refused, and waiting for the next code would misjudge it.
 */
export function warnOfWrongClock(clients: Pick<Clients, 'clockOffset'>, ui: Ui): void {
  const offset = clients.clockOffset() ?? 0;
  if (Math.abs(offset) < TOLERANCE_MS) return;
  const side = offset > 0 ? 'behind' : 'ahead of';
  ui.warning(`the clock of this machine is ${inWords(Math.abs(offset))} ${side} AWS’s: set it, or codes that are made on this machine will be refused`);
}

function inWords(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} minutes`;
}
