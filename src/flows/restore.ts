import type { Clients } from '../aws/connection/clients.js';
import { lookUpKeys } from '../aws/versions/version-lookup.js';
import type { Context } from '../context.js';
import { batchesOf, countBatches } from '../core/deletion/batches.js';
import type { DeletedKey } from '../core/deletion/deleted-keys.js';
import { policyObstacle } from '../core/deletion/obstacles.js';
import type { DeletionPlan } from '../core/deletion/plan.js';
import { markerWords } from '../core/deletion/words.js';
import { Failure } from '../core/failures/failure.js';
import { counted } from '../core/text/quantities.js';
import { keyInWords } from '../core/versions/version-words.js';
import type { CommandResult } from './command-result.js';
import { agree } from './steps/agree.js';
import { carryOutDeletion } from './steps/deletion/carry-out-deletion.js';
import type { DeletionTotals } from './steps/deletion/delete-batches.js';
import { deletionPlanDocument } from './steps/deletion/deletion-plan-document.js';
import { withoutDeletion } from './steps/deletion/deletion-result.js';
import { type DeletedQuery, findDeleted } from './steps/deletion/find-deleted.js';
import { type DeletionOptions, openBucket, type OpenBucket, refuseMissingCodes, signerWanted } from './steps/deletion/open-bucket.js';
import { showRestorePlan } from './steps/deletion/show-restore-plan.js';
import { signIn } from './steps/sign-in/sign-in.js';

/** What `restore` was asked. */
export type RestoreOptions = DeletionOptions & DeletedQuery & { yes: boolean };

/**
 * `restore`: removes the delete markers on top of objects, so that they are back.
 * @throws Failure for everything that stops the run before something is removed
 */
export async function restore(options: RestoreOptions, context: Context): Promise<CommandResult> {
  const signedIn = await signIn(signerWanted(options), context);
  try {
    const bucket = await openBucket(options, signedIn, context);
    context.ui.heading('Step 3 of 6: Deleted objects');
    const found = await findDeleted(options, signedIn.clients, bucket.address, context);
    const plan = planOf(found);
    showRestorePlan(found, options.keys, plan.batches, { isProtected: bucket.isProtected, devices: bucket.devices.length }, context.ui);
    const denied = bucket.isProtected ? policyObstacle(bucket.inspection, signedIn.identity, plan.versions.map(({ key }) => key)) : null;
    if (denied !== null) throw denied;
    if (plan.versions.length === 0 || options.dryRun) return withoutDeletion({ bucket: bucket.address, dryRun: options.dryRun, codesUsed: bucket.codesUsed, ...deletionOf(plan) }, context);
    return await perform(plan, bucket, options, context);
  } finally {
    signedIn.clients.close();
  }
}

/** Markers with nothing below them bring nothing back: they are left to `purge --expired-delete-markers`. */
function planOf(found: readonly DeletedKey[]): DeletionPlan {
  const restorable = found.filter(({ stays }) => stays !== 'nothing-left');
  const versions = restorable.flatMap(({ markers }) => markers);
  const count = countBatches();
  versions.forEach((version) => count.add(version));
  const aftermath = restorable.map(({ key, comesBack }) => ({ key, becomes: comesBack === null ? ('delete-marker' as const) : ('version' as const), version: comesBack }));
  return { versions, absent: [], aftermath, batches: count.batches() };
}

/** A plan as results and progress speak of it. */
function deletionOf(plan: DeletionPlan) {
  return { words: markerWords, planned: plan.versions.length, plan: deletionPlanDocument(plan) };
}

async function perform(plan: DeletionPlan, bucket: OpenBucket, options: RestoreOptions, context: Context): Promise<CommandResult> {
  const { versions, batches } = plan;
  refuseMissingCodes(bucket, batches);
  const what = `remove ${counted(versions.length, 'delete marker')} from ${bucket.address.name}`;
  await agree({ command: 'restore', what, cost: bucket.isProtected ? `It takes ${counted(batches, 'code')}` : '' }, options, context);
  return carryOutDeletion(
    {
      ...{ command: 'restore', batchCount: batches, ...deletionOf(plan) },
      batches: batchesOf(versions),
      bypassGovernanceRetention: options.bypassGovernanceRetention,
      readBack: (clients, totals) => readBack(plan, totals, clients, bucket, context),
    },
    bucket,
    context,
  );
}

/** Is what was to come back there again? */
async function readBack({ aftermath }: DeletionPlan, totals: DeletionTotals, clients: Clients, { address }: OpenBucket, { ui }: Context): Promise<Failure | null> {
  const wanted = aftermath.filter(({ becomes }) => becomes === 'version').map(({ key }) => key);
  const current = new Map<string, { isDeleteMarker: boolean }>();
  await ui.during('Reading back what is current', () =>
    lookUpKeys(clients, address, wanted, {
      visit: ({ versions, deleteMarkers }) => [...versions, ...deleteMarkers].filter(({ isLatest }) => isLatest).forEach((entry) => current.set(entry.key, entry)),
      isSettled: (key) => current.has(key),
    }),
  );
  const back = wanted.filter((key) => current.get(key)?.isDeleteMarker === false);
  ui.success(`${counted(back.length, 'object')} back, read back from AWS`);
  const failed = new Set(totals.failures.map(({ key }) => key));
  const still = wanted.filter((key) => current.get(key)?.isDeleteMarker !== false && !failed.has(key));
  if (totals.stopped !== null || still.length === 0) return null;
  return new Failure('conflict', `${counted(still.length, 'object')} still deleted, for example \`${keyInWords(still[0] ?? '')}\``, {
    hints: ['somebody deleted it again meanwhile; run this again to see'],
  });
}
