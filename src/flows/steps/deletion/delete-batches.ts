import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { VersionFailure } from '../../../aws/versions/version-deletes.js';
import type { Context } from '../../../context.js';
import type { DeletionWords } from '../../../core/deletion/words.js';
import { asFailure } from '../../../core/failures/explain.js';
import type { Failure } from '../../../core/failures/failure.js';
import { readAhead } from '../../../core/read-ahead.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import type { Gate } from '../../../mfa/types.js';
import type { DeletionJournal } from '../../../state/journal.js';
import type { RunRecord } from '../../../state/run-record.js';
import { letHeapGrow } from '../../../steady-heap.js';
import { deleteBatch } from './delete-batch.js';
import { type DeletionTally, makeTally } from './deletion-tally.js';

/** What deleting needs beside the versions. */
export type DeletionSetting = {
  bucket: BucketAddress;
  /** For requests that an interruption may give up. */
  clients: Clients;
  /** Clients whose requests go on after Ctrl-C, so that what was sent can still be accounted for. */
  steadyClients: Clients;
  /** `null`: deletes go without codes, because the bucket has no MFA Delete (any more). */
  gate: Gate | null;
  journal: DeletionJournal;
  record: RunRecord;
  bypassGovernanceRetention: boolean;
  /** Batches under way at the same time where there are no codes; with codes it is always one. */
  parallel: number;
  /** What there is to do, for progress and for the word after an interruption. */
  planned: {
    versions: number;
    batches: number;
    /** Devices that take turns (count); 1 where nothing is said. */
    devices?: number;
  };
  words: DeletionWords;
  /**
   * Looks at a batch when its code is there, since somebody may have sat before the question for long.
   * @returns those of it that are still to go; what it throws ends the run, and the code is not sent
   */
  lookAgain?(batch: readonly ObjectVersion[]): Promise<readonly ObjectVersion[]>;
};

/** What became of the versions. */
export type DeletionTotals = {
  /** Gone, and seen to be by an answer or by a listing (count). */
  deleted: number;
  /** Of the deleted (bytes). */
  bytes: number;
  /** Were gone before this run came to them (count). */
  absent: number;
  failures: VersionFailure[];
  /** Sent, and neither answered nor found out about (count). */
  unknown: number;
  /** What ended the run early. */
  stopped: Failure | null;
};

/**
 * Deletes batches of versions, one code each, and keeps the journal: the engine of `delete-version`, `restore` and
 * `purge`. The next batch is made ready before its code is asked for; the journal is on disk before the next code is
 * used. After a lost answer a listing says what is gone, and what is left takes a new code.
 * @param batches as `batchesOf` divides versions; may fail with a Failure, which ends the run
 * @returns what became of them, also where something ended the run early
 */
export async function deleteInBatches(
  batches: AsyncIterable<readonly ObjectVersion[]>,
  setting: DeletionSetting,
  context: Context,
): Promise<DeletionTotals> {
  letHeapGrow();
  const tally = makeTally(setting, context);
  const source = readAhead(batches);
  const workers = setting.gate === null ? Math.max(1, setting.parallel) : 1;
  const work = (): Promise<unknown> => Promise.all(Array.from({ length: workers }, () => deleteEach(source, tally, setting, context)));
  const watched = (tell: (progress: string) => void): Promise<unknown> => {
    tally.onProgress(tell);
    return work();
  };
  try {
    // With codes there are questions and countdowns in between, which no spinner may run over.
    await (setting.gate === null ? context.ui.during(tally.progress(), watched) : watched((progress) => context.ui.line(progress)));
  } finally {
    await source.return?.();
  }
  return tally.totals;
}

async function deleteEach(
  source: AsyncIterableIterator<readonly ObjectVersion[]>,
  tally: DeletionTally,
  setting: DeletionSetting,
  context: Context,
): Promise<void> {
  try {
    while (tally.totals.stopped === null) {
      context.interruption.throwIfAborted();
      const { done, value: batch } = await source.next();
      if (done === true) return;
      await deleteBatch(batch, tally, setting, context);
    }
  } catch (error) {
    tally.stop(asFailure(error));
  }
}
