import type { Clock } from '../core/clock.js';
import type { Ui } from './ui.js';

/** What a countdown runs on. */
type CountdownKit = { during: Ui['during']; clock: Clock; interruption: AbortSignal };

/**
 * Waits until `untilMs` (ms since the epoch) and shows the whole seconds left; rejects with the reason of the
 * interruption when that comes first. Off a terminal `during` shows the first message only.
 */
export async function countDown(
  { during, clock, interruption }: CountdownKit,
  message: (secondsLeft: number) => string,
  untilMs: number,
): Promise<void> {
  const left = () => untilMs - clock.now();
  const shown = () => message(Math.ceil(left() / 1000));
  if (left() <= 0) return;
  await during(shown(), async (update) => {
    while (left() > 0) {
      update(shown());
      await clock.sleep(left() % 1000 || 1000, interruption);
    }
  });
}
