import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Context } from '../../../context.js';
import type { DeletionWords } from '../../../core/deletion/words.js';
import { worstExitCode } from '../../../core/failures/exit-codes.js';
import { type Failure, failureDocument } from '../../../core/failures/failure.js';
import { counted, durationInWords, sizeInWords } from '../../../core/text/quantities.js';
import { keyInWords } from '../../../core/versions/version-words.js';
import type { Ui } from '../../../ui/ui.js';
import type { CommandResult } from '../../command-result.js';
import type { DeletionTotals } from './delete-batches.js';
import { firstRows, showRestOfFailures } from './show-deletion-plan.js';

/** Everything the result of `delete-version`, `restore` or `purge` is made of. */
export type DeletionEnding = {
  bucket: BucketAddress;
  dryRun: boolean;
  words: DeletionWords;
  /** Versions that the plan has (count). */
  planned: number;
  /** The plan as a document. */
  plan: Record<string, unknown>;
  totals: DeletionTotals;
  /** Codes sent (count). */
  codesUsed: number;
  /** From the first question for a code to the last answer (ms); negative where the clock was set back meanwhile. */
  tookMs: number;
  /** Paths; `null` where nothing was deleted or sent. */
  journal: string | null;
  record: string | null;
  /** What was found out afterwards, for example that AWS still lists what it said was deleted. */
  afterwards: Failure | null;
};

/** The totals of a run that deleted nothing. */
export const nothingDeleted: DeletionTotals = { deleted: 0, bytes: 0, absent: 0, failures: [], unknown: 0, stopped: null };

/** Ends a run that had nothing to delete, or was a rehearsal. */
export function withoutDeletion(plan: Pick<DeletionEnding, 'bucket' | 'dryRun' | 'words' | 'planned' | 'plan' | 'codesUsed'>, { ui }: Pick<Context, 'ui'>): CommandResult {
  if (plan.dryRun) ui.line(`Dry run: nothing was ${plan.words.verb}d and no code was asked for.`, 'strong');
  return deletionResult({ ...plan, totals: nothingDeleted, tookMs: 0, journal: null, record: null, afterwards: null });
}

/** Makes the result: exit code, JSON document (contract, section 4) and the lines for a person. */
export function deletionResult(ending: DeletionEnding): CommandResult {
  const { totals, dryRun, planned, codesUsed, tookMs, afterwards } = ending;
  const { deleted, bytes, failures, unknown, stopped } = totals;
  const codes = [stopped?.exitCode ?? 0, failures.length > 0 ? 1 : 0, unknown > 0 ? 3 : 0, afterwards?.exitCode ?? 0];
  const error = stopped ?? afterwards;
  return {
    exitCode: worstExitCode(codes),
    document: {
      dryRun,
      bucket: { name: ending.bucket.name, region: ending.bucket.region },
      plan: ending.plan,
      summary: { planned, deleted, failed: failures.length, unknown, bytes, codesUsed, seconds: Math.max(0, Math.round(tookMs / 100) / 10) },
      failures: failures.map(({ key, versionId, code, message }) => ({ key, versionId, code, message })),
      journal: ending.journal,
      record: ending.record,
      error: error === null ? null : failureDocument(error),
    },
    show: (ui) => show(ending, ui),
  };
}

function show({ totals, dryRun, words, planned, codesUsed, tookMs, journal, record }: DeletionEnding, ui: Ui): void {
  if (dryRun) return ui.result(`would ${words.verb} ${counted(planned, words.noun)}`);
  if (planned === 0) return ui.result(`nothing to ${words.verb}`);
  const { deleted, bytes, absent, failures, unknown } = totals;
  if (failures.length > 0) {
    ui.resultTable({
      head: [`Not ${words.past}`, 'Version', 'AWS says'],
      rows: firstRows(failures).map(({ key, versionId, code, message }) => [keyInWords(key), versionId, { text: `${code}: ${message}`, tone: 'bad' }]),
    });
    showRestOfFailures(failures.length, ui);
  }
  const left = planned - deleted - absent - unknown;
  const parts = [
    `${counted(deleted, words.noun)} ${words.past}${bytes > 0 ? ` (${sizeInWords(bytes)})` : ''}`,
    ...(absent > 0 ? [`${absent} gone before`] : []),
    ...(left > 0 ? [`${left} not ${words.past}`] : []),
    ...(unknown > 0 ? [`${unknown} unknown`] : []),
    ...(codesUsed > 0 ? [counted(codesUsed, 'code')] : []),
    ...(tookMs > 0 ? [durationInWords(tookMs)] : []),
  ];
  ui.result(parts.join(', '), deleted + absent === planned ? 'good' : 'warning');
  if (journal !== null) ui.result(`journal: ${journal}`);
  if (record !== null) ui.result(`record: ${record}`);
}
