import type { Context } from '../../../context.js';
import { versionWords } from '../../../core/deletion/words.js';
import { worstExitCode } from '../../../core/failures/exit-codes.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import { counted, thousands } from '../../../core/text/quantities.js';
import type { Ui } from '../../../ui/ui.js';
import type { CommandResult } from '../../command-result.js';
import { withoutDeletion } from '../deletion/deletion-result.js';
import type { OpenBucket } from '../deletion/open-bucket.js';
import { firstRows, showRestOfFailures } from '../deletion/show-deletion-plan.js';
import type { PlannedPurge } from './plan-purge.js';
import { noneYet, type UncodedTotals } from './purge-without-codes.js';

/** What a purge has beside the deletion with codes. */
type PurgeExtras = {
  planned: PlannedPurge;
  dryRun: boolean;
  leftAlone: LeftAlone;
  uncoded: UncodedTotals;
  /** The purge window, as `--json` prints it; `null` without one. */
  window?: Record<string, unknown> | null;
};

/** The result of a run that had nothing to delete, or was a rehearsal. @param window as `--json` prints it */
export function resultWithoutPurge(
  planned: PlannedPurge,
  plan: Record<string, unknown>,
  { address, codesUsed }: Pick<OpenBucket, 'address' | 'codesUsed'>,
  { dryRun }: { dryRun: boolean },
  context: Context,
  window: Record<string, unknown> | null = null,
): CommandResult {
  const deletion = withoutDeletion({ bucket: address, dryRun, codesUsed, words: versionWords, planned: planned.summary.versions + planned.summary.deleteMarkers, plan }, context);
  return purgeResult(deletion, { planned, dryRun, leftAlone: { gone: 0, changed: 0 }, uncoded: noneYet(), window });
}

/** Adds to the result of the deletion what a purge did and left beside it. */
export function purgeResult(deletion: CommandResult, extras: PurgeExtras): CommandResult {
  const { leftAlone, uncoded, window = null } = extras;
  const isIncomplete = leftAlone.changed > 0 || uncoded.failures.length > 0;
  return {
    exitCode: worstExitCode([deletion.exitCode, isIncomplete ? 1 : 0]),
    document: {
      ...deletion.document,
      window,
      leftAlone: { gone: leftAlone.gone, changed: leftAlone.changed },
      withoutCodes: {
        deleteMarkersMade: uncoded.marked,
        uploadsAborted: uncoded.aborted,
        uploadsGone: uncoded.uploadsGone,
        failures: uncoded.failures.map(({ action, key, code, message }) => ({ action, key, code, message })),
      },
    },
    show(ui) {
      deletion.show(ui);
      show(extras, ui);
    },
  };
}

function show({ planned, dryRun, leftAlone, uncoded }: PurgeExtras, ui: Ui): void {
  const { summary, uploads } = planned;
  if (dryRun) {
    if (summary.markersToMake > 0) ui.result(`would put delete markers on ${counted(summary.markersToMake, 'current version')}`);
    if (uploads > 0) ui.result(`would abort ${counted(uploads, 'incomplete upload')}`);
    return;
  }
  if (leftAlone.changed > 0) ui.result(`${counted(leftAlone.changed, 'version')} left alone: changed since the plan was made`, 'warning');
  if (summary.markersToMake > 0) ui.result(`${thousands(uncoded.marked)} of ${counted(summary.markersToMake, 'current version')} got a delete marker`);
  if (uploads > 0) ui.result(`${thousands(uncoded.aborted + uncoded.uploadsGone)} of ${counted(uploads, 'incomplete upload')} gone`);
  if (uncoded.failures.length === 0) return;
  ui.resultTable({
    head: ['Not done', 'Key', 'AWS says'],
    rows: firstRows(uncoded.failures).map(({ action, key, code, message }) => [action === 'abort-upload' ? 'upload aborted' : 'delete marker', key, { text: `${code}: ${message}`, tone: 'bad' }]),
  });
  showRestOfFailures(uncoded.failures.length, ui);
}
