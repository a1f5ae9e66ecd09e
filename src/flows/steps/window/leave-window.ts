import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure } from '../../../core/failures/failure.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import type { PurgeWindow } from '../../../core/purge/window.js';
import { counted } from '../../../core/text/quantities.js';
import { forgetWindow, freeRoom, keepWindow } from '../../../state/window-file.js';
import type { DeletionTotals } from '../deletion/delete-batches.js';
import type { AcceptedWindow } from './carry-out-window.js';
import type { Closing } from './close-window.js';

/** How a run through a window ended. */
type WindowRun = {
  accepted: Pick<AcceptedWindow, 'planned' | 'window'>;
  totals: DeletionTotals;
  ranOut: boolean;
  leftAlone: LeftAlone;
  /** `null` where it was never open. */
  closing: Closing | null;
};

/** Planned versions that a further run has to come to (count): not gone, not refused, not left alone. */
export function versionsLeft({ accepted: { planned }, totals, leftAlone }: Pick<WindowRun, 'accepted' | 'totals' | 'leftAlone'>): number {
  const { versions, deleteMarkers } = planned.summary;
  return Math.max(0, versions + deleteMarkers - totals.deleted - totals.absent - totals.failures.length - leftAlone.changed);
}

/**
 * Leaves the file of a window as what is true now: gone where everything is done, `paused` where the rest of the plan
 * waits for another run, and as it is where the window is still open.
 * @returns that a rest waits, where `--window-max` is why; `null` otherwise
 */
export function leaveWindow(window: PurgeWindow, run: WindowRun, context: Context): Failure | null {
  const { stateDirectory, ui } = context;
  const { accepted, closing, ranOut, totals } = run;
  const left = versionsLeft(run);
  // It is read once more, to see that everything of it is gone.
  const withItsPlan = { ...window, ownsPlan: false };
  try {
    if (closing === null) {
      // After a lost answer it may still come to be open: what is kept tells the next run to look.
      if (totals.stopped?.kind === 'lost-answer') return null;
      if (accepted.window.phase === 'paused') keepWindow(stateDirectory, accepted.window);
      else forgetWindow(stateDirectory, withItsPlan);
      freeRoom(stateDirectory, window);
      return null;
    }
    if (closing.state !== 'closed') {
      keepWindow(stateDirectory, { ...window, phase: 'open' });
      freeRoom(stateDirectory, window);
    } else if (left > 0) {
      keepWindow(stateDirectory, { ...window, phase: 'paused', openedAt: null });
      freeRoom(stateDirectory, window);
    } else {
      forgetWindow(stateDirectory, withItsPlan);
    }
  } catch (error) {
    const { message, kind } = asFailure(error);
    ui.warning(message, kind);
  }
  return ranOut && closing?.state === 'closed' && left > 0 ? paused(window, left) : null;
}

function paused({ bucket }: PurgeWindow, left: number): Failure {
  return new Failure('window-paused', `\`--window-max\` had passed, so the window was closed with ${counted(left, 'version')} of the plan left`, {
    hints: [`go on with the rest: \`s3-mfa-delete purge ${bucket} --window\``],
  });
}
