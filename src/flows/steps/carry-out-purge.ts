import type { Clients } from '../../aws/clients.js';
import { listVersions } from '../../aws/version-listing.js';
import type { Context } from '../../context.js';
import { batchesOf } from '../../core/deletion-batches.js';
import { versionWords } from '../../core/deletion-words.js';
import { Failure } from '../../core/failure.js';
import { type LeftAlone, recheck } from '../../core/purge/recheck.js';
import { counted } from '../../core/quantities.js';
import { readAhead } from '../../core/read-ahead.js';
import type { PlannedVersion, PurgePlan } from '../../state/purge-plan-file.js';
import type { CommandResult } from '../command-result.js';
import { carryOutDeletion } from './carry-out-deletion.js';
import type { DeletionTotals } from './delete-batches.js';
import type { OpenBucket } from './open-bucket.js';
import type { PlannedPurge } from './plan-purge.js';
import { purgeResult } from './purge-result.js';
import { noneYet, purgeWithoutCodes } from './purge-without-codes.js';

/** An accepted plan. */
export type AcceptedPurge = {
  planned: PlannedPurge;
  plan: PurgePlan;
  /** The plan as `--json` prints it. */
  document: Record<string, unknown>;
  bypassGovernanceRetention: boolean;
};

/**
 * Carries out exactly what a plan has: each version is looked at once more on the way, and left alone where it is gone
 * or another than planned.
 * @throws Failure `local-file` when codes, record or journal could not be kept; nothing was sent then
 */
export async function carryOutPurge({ planned, plan, document, bypassGovernanceRetention }: AcceptedPurge, bucket: OpenBucket, context: Context): Promise<CommandResult> {
  const { summary, uploads } = planned;
  const leftAlone: LeftAlone = { gone: 0, changed: 0 };
  const uncoded = noneYet();
  const present = (clients: Clients, wanted: AsyncIterable<PlannedVersion>, counts: LeftAlone): AsyncIterable<PlannedVersion> =>
    recheck(wanted, readAhead(listVersions(clients, bucket.address, { prefix: plan.head.prefix })), { allVersions: plan.head.allVersions, leftAlone: counts });
  const expiring = planned.summary.markersToMake > 0;
  const deletion = await carryOutDeletion(
    {
      ...{ command: 'purge', words: versionWords, plan: document, bypassGovernanceRetention },
      ...{ planned: summary.versions + summary.deleteMarkers, batchCount: summary.codes },
      batches: batchesOf(present(bucket.signedIn.clients, only(plan, 'delete'), leftAlone)),
      goneBefore: () => leftAlone.gone,
      async beforehand(recording) {
        if (!expiring && uploads === 0) return;
        const missed: LeftAlone = { gone: 0, changed: 0 };
        const wanted = expiring ? present(recording.steadyClients, only(plan, 'make-delete-marker'), missed) : nothing();
        await purgeWithoutCodes({ bucket: bucket.address, expiring: wanted, uploads: plan.uploads, totals: uncoded }, recording, context);
      },
      readBack: (clients, totals) => readBack(present(clients, only(plan, 'delete'), { gone: 0, changed: 0 }), totals, context),
    },
    bucket,
    context,
  );
  return purgeResult(deletion, { planned, dryRun: false, leftAlone, uncoded });
}

async function* only({ versions }: PurgePlan, action: PlannedVersion['action']): AsyncGenerator<PlannedVersion, void> {
  for await (const version of versions) if (version.action === action) yield version;
}

async function countOf(versions: AsyncIterable<unknown>): Promise<number> {
  const iterator = versions[Symbol.asyncIterator]();
  let count = 0;
  while ((await iterator.next()).done !== true) count += 1;
  return count;
}

async function* nothing(): AsyncGenerator<never, void> {}

/** Of what was planned, nothing may be there as planned but what AWS refused. A run that was stopped is not read back. */
async function readBack(
  present: AsyncIterable<PlannedVersion>,
  { deleted, failures, stopped }: DeletionTotals,
  { ui }: Context,
): Promise<Failure | null> {
  if (stopped !== null) return null;
  const still = await ui.during('Reading back what is left', () => countOf(present));
  const unexpected = still - failures.length;
  if (unexpected <= 0) {
    ui.success(`${counted(deleted, 'version')} gone, read back from AWS`);
    return null;
  }
  return new Failure('state-unknown', `AWS said that ${counted(deleted, 'version')} were deleted, and still lists ${unexpected} of them`, {
    hints: ['run this again to see what is left; what is gone by then costs no code'],
  });
}
