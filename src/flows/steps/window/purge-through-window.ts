import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Context } from '../../../context.js';
import { STEP_MS } from '../../../core/clock.js';
import { batchesOfLists } from '../../../core/deletion/batches.js';
import { versionWords } from '../../../core/deletion/words.js';
import { asFailure } from '../../../core/failures/explain.js';
import type { PlanSummary } from '../../../core/purge/plan-summary.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import type { DeletionJournal } from '../../../state/journal.js';
import type { PurgePlan } from '../../../state/purge-plan-file.js';
import { deleteInBatches, type DeletionTotals } from '../deletion/delete-batches.js';
import { nothingDeleted } from '../deletion/deletion-result.js';
import { stillThereInParts } from '../purge/carry-out-purge.js';
import type { RecordedSetting } from '../recorded.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** DeleteObjects requests under way at the same time while a window is open. */
export const WINDOW_PARALLEL = 8;

/**
 * So long ago (ms) may the listing have begun that a plan was made from, for its versions to go without another look: as long
 * as a code lasts. Looking again keeps the window open for longer.
 */
const LISTING_IS_FRESH_MS = STEP_MS;

/** What is deleted while a window is open, and until when. */
type WindowWork = {
  bucket: BucketAddress;
  plan: PurgePlan;
  /** When this run began to list what the plan was made from, ms since the epoch; `null` for a plan of an earlier run. */
  listedAt: number | null;
  summary: PlanSummary;
  signedIn: SignedIn;
  recording: RecordedSetting;
  journal: DeletionJournal;
  bypassGovernanceRetention: boolean;
  /** Counted while it goes on. */
  leftAlone: LeftAlone;
  /** No further batch is begun from then on; ms since the epoch. */
  until: number;
};

/** What became of the plan; `ranOut`: time was up before its end. */
export type WindowTotals = { totals: DeletionTotals; ranOut: boolean };

/**
 * Deletes what a plan has without codes, several requests at a time, until its end or until time is up. Each version
 * is looked at once more on the way, unless this run listed it less than 30 s ago. Never throws: a window is open, and has to be closed whatever happened here.
 */
export async function purgeThroughWindow(work: WindowWork, context: Context): Promise<WindowTotals> {
  const { bucket, plan, summary, signedIn, recording, journal, bypassGovernanceRetention, leftAlone } = work;
  const watch = { ranOut: false };
  const isFresh = (): boolean => {
    const age = context.clock.now() - (work.listedAt ?? -Infinity);
    // Negative where the clock was set back: then nobody knows.
    return age >= 0 && age <= LISTING_IS_FRESH_MS;
  };
  try {
    const totals = await deleteInBatches(
      inTime(batchesOfLists(stillThereInParts(plan, bucket, signedIn.clients, leftAlone, isFresh)), work.until, watch, context),
      {
        ...{ bucket, clients: signedIn.clients, gate: null, journal, bypassGovernanceRetention, words: versionWords, parallel: WINDOW_PARALLEL },
        ...{ steadyClients: recording.steadyClients, record: recording.record },
        planned: { versions: summary.versions + summary.deleteMarkers, batches: summary.codes },
      },
      context,
    );
    return { totals: { ...totals, absent: totals.absent + leftAlone.gone }, ranOut: watch.ranOut };
  } catch (error) {
    return { totals: { ...nothingDeleted, stopped: asFailure(error) }, ranOut: false };
  }
}

async function* inTime<T>(batches: AsyncIterable<T>, until: number, watch: { ranOut: boolean }, { clock }: Pick<Context, 'clock'>): AsyncGenerator<T, void> {
  for await (const batch of batches) {
    if (clock.now() >= until) {
      watch.ranOut = true;
      return;
    }
    yield batch;
  }
}
