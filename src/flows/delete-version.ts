import type { Clients } from '../aws/connection/clients.js';
import { lookUpKeys } from '../aws/versions/version-lookup.js';
import { presenceOf } from '../aws/versions/version-presence.js';
import type { Context } from '../context.js';
import { batchesOf } from '../core/deletion/batches.js';
import { deletionCautions, policyObstacle } from '../core/deletion/obstacles.js';
import { type DeletionPlan, planDeletion } from '../core/deletion/plan.js';
import { versionWords } from '../core/deletion/words.js';
import { Failure } from '../core/failures/failure.js';
import { counted } from '../core/text/quantities.js';
import { type VersionName, versionNamed } from '../core/versions/object-version.js';
import { keyInWords } from '../core/versions/version-words.js';
import type { CommandResult } from './command-result.js';
import { carryOutDeletion } from './steps/deletion/carry-out-deletion.js';
import { chooseVersions, refuseUnnamed } from './steps/deletion/choose-versions.js';
import { confirmBucket } from './steps/deletion/confirm-bucket.js';
import type { DeletionTotals } from './steps/deletion/delete-batches.js';
import { deletionPlanDocument } from './steps/deletion/deletion-plan-document.js';
import { withoutDeletion } from './steps/deletion/deletion-result.js';
import { type DeletionOptions, openBucket, type OpenBucket, refuseMissingCodes, signerWanted } from './steps/deletion/open-bucket.js';
import { readVersionList } from './steps/deletion/read-version-list.js';
import { showDeletionPlan } from './steps/deletion/show-deletion-plan.js';
import { signIn } from './steps/sign-in/sign-in.js';

/** What `delete-version` was asked. The versions: a key with ids, a list, or what is ticked on a terminal. */
export type DeleteVersionOptions = DeletionOptions & {
  key: string | undefined;
  versionIds: string[];
  prefix: string | undefined;
  /** Path of a list, or `-`. */
  from: string | undefined;
  /** `--confirm` repeated the bucket's name. */
  isConfirmed: boolean;
};

/**
 * `delete-version`: deletes named versions for good.
 * @throws Failure for everything that stops the run before something is deleted
 */
export async function deleteVersion(options: DeleteVersionOptions, context: Context): Promise<CommandResult> {
  const named = await namedVersions(options, context);
  if (named === null) refuseUnnamed(context, options.bucket);
  const signedIn = await signIn(signerWanted(options), context);
  try {
    const bucket = await openBucket(options, signedIn, context);
    context.ui.heading('Step 3 of 6: Versions');
    const names = named ?? (await chooseVersions(options, signedIn.clients, bucket.address, context));
    const plan = await planFor(names, bucket, context);
    for (const caution of deletionCautions(bucket.inspection, options)) context.ui.warning(caution);
    showDeletionPlan(plan, { isProtected: bucket.isProtected, devices: bucket.devices.length }, context.ui);
    if (plan.versions.length === 0 || options.dryRun) return withoutDeletion({ bucket: bucket.address, dryRun: options.dryRun, codesUsed: bucket.codesUsed, ...deletionOf(plan) }, context);
    return await perform(plan, bucket, options, context);
  } finally {
    signedIn.clients.close();
  }
}

/** `null`: the person has to choose. */
async function namedVersions({ key, versionIds, from, bucket }: DeleteVersionOptions, context: Context): Promise<VersionName[] | null> {
  if (from !== undefined) return readVersionList(from, bucket, context);
  if (key === undefined || versionIds.length === 0) return null;
  return [...new Set(versionIds)].map((versionId) => ({ key, versionId }));
}

async function planFor(names: readonly VersionName[], { signedIn, address, inspection, isProtected }: OpenBucket, { ui }: Context): Promise<DeletionPlan> {
  const planner = planDeletion(names);
  const keys = new Set(names.map(({ key }) => key));
  await ui.during(`Looking up ${counted(names.length, 'version')}`, (update) =>
    lookUpKeys(signedIn.clients, address, keys, planner, (done) => update(`Looking up versions, ${done} of ${counted(keys.size, 'key')}`)),
  );
  const plan = planner.plan();
  const denied = isProtected ? policyObstacle(inspection, signedIn.identity, plan.versions.map(({ key }) => key)) : null;
  if (denied !== null) throw denied;
  return plan;
}

/** A plan as results and progress speak of it. */
function deletionOf(plan: DeletionPlan) {
  return { words: versionWords, planned: plan.versions.length, plan: deletionPlanDocument(plan) };
}

async function perform(plan: DeletionPlan, bucket: OpenBucket, options: DeleteVersionOptions, context: Context): Promise<CommandResult> {
  const { versions, batches } = plan;
  refuseMissingCodes(bucket, batches);
  await confirmBucket(`delete ${counted(versions.length, 'version')} from ${bucket.address.name} for good`, bucket.address.name, options.isConfirmed, context);
  return carryOutDeletion(
    {
      ...{ command: 'delete-version', batchCount: batches, ...deletionOf(plan) },
      batches: batchesOf(versions),
      bypassGovernanceRetention: options.bypassGovernanceRetention,
      readBack: (clients, totals) => readBack(plan, totals, clients, bucket, context),
    },
    bucket,
    context,
  );
}

/** What was not reached or not deleted may still be there, and nothing else. */
async function readBack({ versions }: DeletionPlan, totals: DeletionTotals, clients: Clients, { address }: OpenBucket, { ui }: Context): Promise<Failure | null> {
  const failed = new Set(totals.failures.map(versionNamed));
  const { there } = await ui.during('Reading back what is left', () => presenceOf(clients, address, versions));
  const expected = versions.length - totals.deleted - totals.absent;
  const unexpected = there.filter((version) => !failed.has(versionNamed(version)));
  if (there.length <= expected) {
    ui.success(`${counted(versions.length - there.length, 'version')} gone, read back from AWS`);
    return null;
  }
  const example = unexpected[0] ?? there[0];
  return new Failure('state-unknown', `AWS said that ${counted(totals.deleted, 'version')} were deleted, and still lists ${there.length - expected} of them`, {
    hints: [`for example version ${example?.versionId} of \`${keyInWords(example?.key ?? '')}\`; run this again to see`],
  });
}
