import type { Clock } from '../core/clock.js';
import { countDown } from './countdown.js';
import type { Narration } from './narration.js';
import type { Spinner } from './spinner.js';
import type { Ui } from './ui.js';

/** What progress needs. `shown` makes a title ready for the screen; `spinner` is `null` where nothing may move. */
type ProgressKit = {
  spinner: Spinner | null;
  narration: Narration;
  shown: (title: string) => string;
  clock: Clock;
  interruption: AbortSignal;
};

/** The part of {@link Ui} that shows work and waiting: a spinner on a terminal, one plain line elsewhere. */
export function makeProgress({ spinner, narration, shown, clock, interruption }: ProgressKit): Pick<Ui, 'during' | 'countdown'> {
  const during: Ui['during'] = async (title, work) => {
    if (spinner === null) {
      narration.line(title);
      return work(() => undefined);
    }
    const activity = spinner.begin(shown(title));
    try {
      return await work((newTitle) => activity.update(shown(newTitle)));
    } finally {
      activity.end();
    }
  };
  return { during, countdown: (message, untilMs) => countDown({ during, clock, interruption }, message, untilMs) };
}
