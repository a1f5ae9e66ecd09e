import type { Context } from '../../../context.js';
import { versionWords } from '../../../core/deletion/words.js';
import { worstExitCode } from '../../../core/failures/exit-codes.js';
import { type Failure, isFailure } from '../../../core/failures/failure.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import type { CommandResult } from '../../command-result.js';
import type { DeletionTotals } from '../deletion/delete-batches.js';
import { deletionResult } from '../deletion/deletion-result.js';
import { purgeResult } from '../purge/purge-result.js';
import type { UncodedTotals } from '../purge/purge-without-codes.js';
import type { AcceptedWindow } from './carry-out-window.js';
import type { Closing } from './close-window.js';
import { versionsLeft } from './leave-window.js';
import type { Opening } from './open-window.js';

/** How a purge through a window ended. */
type WindowEnding = {
  totals: DeletionTotals;
  opening: Opening;
  closing: Closing | null;
  leftAlone: LeftAlone;
  uncoded: UncodedTotals;
  codesUsed: number;
  tookMs: number;
  afterwards: Failure | null;
  journal: string | null;
  record: string;
};

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

/** Makes the result. That a window is still open goes before everything else that went wrong. */
export function windowResult(accepted: AcceptedWindow, ending: WindowEnding, { interruption }: Pick<Context, 'interruption'>): CommandResult {
  const { planned, document, bucket } = accepted;
  const { totals, closing, afterwards, leftAlone, uncoded } = ending;
  const isOpen = (closing?.failure ?? null) !== null;
  const shown = isOpen ? { ...totals, stopped: null } : totals;
  const deletion = deletionResult({
    ...{ bucket, dryRun: false, words: versionWords, planned: planned.summary.versions + planned.summary.deleteMarkers, plan: document },
    ...{ totals: shown, codesUsed: ending.codesUsed, tookMs: ending.tookMs, afterwards, journal: ending.journal, record: ending.record },
  });
  const signal = interruption.aborted ? [interruption.reason as Failure] : [];
  // That a bug kept it open is worth more to a script than that it is open, which the document says.
  const bug = isFailure(closing?.failure?.cause, 'bug') ? closing.failure.cause : null;
  const others = [...signal, totals.stopped, closing?.interrupted ?? null, bug].map((failure) => failure?.exitCode ?? 0);
  const result = purgeResult(deletion, { planned, dryRun: false, leftAlone, uncoded, window: windowDocument(accepted, ending) });
  return { ...result, exitCode: worstExitCode([result.exitCode, ...others]) };
}

/** A window that this run neither opened nor closed, as `--json` prints it. */
export function idleWindow({ isOpen, openedAt, maxMs, plan, left }: { isOpen: boolean; openedAt: string | null; maxMs: number; plan: string | null; left: number }): Record<string, unknown> {
  return { state: isOpen ? 'open' : 'not-opened', openedAt: isOpen ? openedAt : null, closedAt: null, closedBy: null, maxSeconds: Math.round(maxMs / 1000), plan, left, lifecycleBackup: null };
}

function windowDocument(accepted: AcceptedWindow, { opening, closing, totals, leftAlone }: WindowEnding): Record<string, unknown> {
  const { window, maxMs } = accepted;
  const left = versionsLeft({ accepted, totals, leftAlone });
  const isOver = closing?.state === 'closed' && left === 0;
  return {
    state: closing === null ? 'not-opened' : closing.state,
    openedAt: closing === null ? null : opening.window.openedAt,
    closedAt: iso(closing?.closedAt ?? null),
    closedBy: closing?.by ?? null,
    maxSeconds: Math.round(maxMs / 1000),
    plan: window.ownsPlan && (isOver || closing === null) ? null : window.plan,
    left,
    lifecycleBackup: closing?.lifecycleBackup ?? null,
  };
}
