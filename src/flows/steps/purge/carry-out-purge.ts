import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { listVersions } from '../../../aws/versions/version-listing.js';
import type { Context } from '../../../context.js';
import { batchesOf, batchesOfLists } from '../../../core/deletion/batches.js';
import { versionWords } from '../../../core/deletion/words.js';
import { Failure } from '../../../core/failures/failure.js';
import { checkParts, type PlanPart, planParts } from '../../../core/purge/plan-parts.js';
import { type LeftAlone, recheck } from '../../../core/purge/recheck.js';
import { readAhead } from '../../../core/read-ahead.js';
import { counted } from '../../../core/text/quantities.js';
import type { PlannedVersion, PurgePlan } from '../../../state/purge-plan-file.js';
import type { CommandResult } from '../../command-result.js';
import { carryOutDeletion } from '../deletion/carry-out-deletion.js';
import type { DeletionTotals } from '../deletion/delete-batches.js';
import type { OpenBucket } from '../deletion/open-bucket.js';
import type { RecordedSetting } from '../recorded.js';
import { lookAgain } from './look-again.js';
import type { PlannedPurge } from './plan-purge.js';
import { purgeResult } from './purge-result.js';
import { noneYet, purgeWithoutCodes, type UncodedTotals } from './purge-without-codes.js';

/** An accepted plan. */
type AcceptedPurge = {
  planned: PlannedPurge;
  plan: PurgePlan;
  /** The plan as `--json` prints it. */
  document: Record<string, unknown>;
  bypassGovernanceRetention: boolean;
};

/**
 * Carries out exactly what a plan has: each version is looked at once more on the way, with codes also when the code is
 * there, and left alone where it is gone or another than planned.
 * @throws Failure `local-file` when codes, record or journal could not be kept; nothing was sent then
 */
export async function carryOutPurge({ planned, plan, document, bypassGovernanceRetention }: AcceptedPurge, bucket: OpenBucket, context: Context): Promise<CommandResult> {
  const { summary } = planned;
  const leftAlone: LeftAlone = { gone: 0, changed: 0 };
  const uncoded = noneYet();
  const { allVersions } = plan.head;
  const present = (clients: Clients, action: PlannedVersion['action'], counts: LeftAlone): AsyncIterable<PlannedVersion> => stillThere(plan, action, bucket.address, clients, counts);
  const deletion = await carryOutDeletion(
    {
      ...{ command: 'purge', words: versionWords, plan: document, bypassGovernanceRetention },
      ...{ planned: summary.versions + summary.deleteMarkers, batchCount: summary.codes },
      batches: bucket.isProtected
        ? batchesOf(present(bucket.signedIn.clients, 'delete', leftAlone))
        : batchesOfLists(stillThereInParts(plan, bucket.address, bucket.signedIn.clients, leftAlone)),
      lookAgain: (batch) => context.ui.during('Looking at them once more', () => lookAgain(batch, bucket.address, bucket.signedIn.clients, { allVersions, leftAlone })),
      goneBefore: () => leftAlone.gone,
      async beforehand(recording) {
        await carryOutUncoded(planned, plan, bucket.address, uncoded, recording, context);
      },
      readBack: (clients, totals) => readBackPurge(present(clients, 'delete', { gone: 0, changed: 0 }), totals, context),
    },
    bucket,
    context,
  );
  return purgeResult(deletion, { planned, dryRun: false, leftAlone, uncoded });
}

/** The versions of a plan that are still there as they were planned; what is left alone is counted. */
export function stillThere(plan: PurgePlan, action: PlannedVersion['action'], bucket: BucketAddress, clients: Clients, leftAlone: LeftAlone): AsyncIterable<PlannedVersion> {
  const { prefix, allVersions } = plan.head;
  return recheck(only(plan, action), readAhead(listVersions(clients, bucket, { prefix })), { allVersions, leftAlone });
}

/** Planned versions that are compared with one listing: with those that stay between them, about a page. */
const PART_SIZE = 850;

/** Listings under way at the same time, so that they keep ahead of deletes that go without codes. */
const LISTINGS_AT_ONCE = 12;

/**
 * {@link stillThere} for versions that are deleted without codes: several parts of the plan are looked at at the same time.
 * @param isFresh has the plan been made so shortly ago that a part need not be looked at? Asked for each of them
 */
export function stillThereInParts(
  plan: PurgePlan,
  bucket: BucketAddress,
  clients: Clients,
  leftAlone: LeftAlone,
  isFresh: () => boolean = () => false,
): AsyncIterable<readonly PlannedVersion[]> {
  const { prefix, allVersions } = plan.head;
  const check = ({ versions, afterKey }: PlanPart<PlannedVersion>): PlanPart<PlannedVersion>['versions'] =>
    isFresh() ? versions : recheck(versions, listVersions(clients, bucket, { prefix, ...(afterKey !== null && { afterKey }) }), { allVersions, leftAlone });
  return checkParts(planParts(listsOf(plan, 'delete'), PART_SIZE), check, LISTINGS_AT_ONCE);
}

/** Carries out the part of a plan that takes no codes; nothing where there is none. @throws Failure */
export async function carryOutUncoded(
  { summary, uploads }: PlannedPurge,
  plan: PurgePlan,
  bucket: BucketAddress,
  totals: UncodedTotals,
  recording: RecordedSetting,
  context: Context,
): Promise<void> {
  if (summary.markersToMake === 0 && uploads === 0) return;
  const missed: LeftAlone = { gone: 0, changed: 0 };
  const expiring = summary.markersToMake > 0 ? stillThere(plan, 'make-delete-marker', bucket, recording.steadyClients, missed) : nothing();
  await purgeWithoutCodes({ bucket, expiring, uploads: plan.uploads, totals }, recording, context);
}

async function* listsOf({ versionLists }: PurgePlan, action: PlannedVersion['action']): AsyncGenerator<PlannedVersion[], void> {
  for await (const versions of versionLists) yield versions.filter((version) => version.action === action);
}

async function* only(plan: PurgePlan, action: PlannedVersion['action']): AsyncGenerator<PlannedVersion, void> {
  for await (const versions of listsOf(plan, action)) yield* versions;
}

async function countOf(versions: AsyncIterable<unknown>): Promise<number> {
  const iterator = versions[Symbol.asyncIterator]();
  let count = 0;
  while ((await iterator.next()).done !== true) count += 1;
  return count;
}

async function* nothing(): AsyncGenerator<never, void> {}

/** Of what was planned, nothing may be there as planned but what AWS refused. A run that was stopped is not read back. */
export async function readBackPurge(
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
