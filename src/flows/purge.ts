import type { Context } from '../context.js';
import { deletionCautions } from '../core/deletion/obstacles.js';
import { passingPlan } from '../state/passing-plan.js';
import type { CommandResult } from './command-result.js';
import { type DeletionOptions, openBucket, type OpenBucket, refuseMissingCodes, signerWanted } from './steps/deletion/open-bucket.js';
import { carryOutPurge } from './steps/purge/carry-out-purge.js';
import { confirmPurge } from './steps/purge/confirm-purge.js';
import { planInWords } from './steps/purge/plan-in-words.js';
import { loadPurge, type PlannedPurge, planPurge } from './steps/purge/plan-purge.js';
import { planSource } from './steps/purge/plan-source.js';
import { purgePlanDocument } from './steps/purge/purge-plan-document.js';
import { resultWithoutPurge } from './steps/purge/purge-result.js';
import type { PurgeBasis, RulesFor } from './steps/purge/purge-rules.js';
import { showPurgePlan } from './steps/purge/show-purge-plan.js';
import { signIn } from './steps/sign-in/sign-in.js';

/** What `purge` was asked. */
export type PurgeOptions = DeletionOptions & {
  basis: PurgeBasis;
  /** Path to save the plan to; `undefined`: it is not kept. */
  planOut: string | undefined;
  /** The bucket's name, or the words where every version goes; `undefined`: it has to be asked. */
  confirm: string | undefined;
};

/**
 * `purge`: deletes versions as lifecycle rules would: lists, plans, shows, asks, and deletes what was planned.
 * @throws Failure for everything that stops the run before something is deleted
 */
export async function purge(options: PurgeOptions, context: Context): Promise<CommandResult> {
  const source = await planSource(options, context);
  const signedIn = await signIn(signerWanted(options), context);
  try {
    const bucket = await openBucket(options, signedIn, context);
    context.ui.heading('Step 3 of 6: Versions');
    for (const caution of deletionCautions(bucket.inspection, options)) context.ui.warning(caution);
    if (source.from === 'file') return await proceed(await loadPurge(source.plan, bucket, context), source.plan.path, bucket, options, context);
    return await planAndProceed(source.rulesFor, bucket, options, context);
  } finally {
    signedIn.clients.close();
  }
}

/** A plan that nobody asked to keep is kept for as long as it is carried out. */
async function planAndProceed(rulesFor: RulesFor, bucket: OpenBucket, options: PurgeOptions, context: Context): Promise<CommandResult> {
  const rules = rulesFor(bucket.inspection.state.versioning);
  const passing = options.planOut === undefined && !options.dryRun ? await passingPlan(context.stateDirectory, bucket.address.name, context.clock.now()) : null;
  try {
    const planned = await planPurge(rules, options.planOut ?? passing?.path ?? null, bucket, context);
    return await proceed(planned, options.planOut ?? null, bucket, options, context);
  } finally {
    await passing?.remove();
  }
}

async function proceed(planned: PlannedPurge, kept: string | null, bucket: OpenBucket, options: PurgeOptions, context: Context): Promise<CommandResult> {
  const { ui } = context;
  const { summary, uploads, plan } = planned;
  const means = { isProtected: bucket.isProtected, devices: bucket.devices.length };
  const now = context.clock.now();
  showPurgePlan(planned, means, now, ui);
  if (kept !== null && options.planOut !== undefined) ui.success(`plan saved to \`${kept}\``);
  const document = purgePlanDocument(planned, means, kept, now);
  const isEmpty = summary.versions + summary.deleteMarkers + summary.markersToMake + uploads === 0;
  if (plan === null || isEmpty || options.dryRun) return resultWithoutPurge(planned, document, bucket, options, context);
  if (summary.codes > 0) refuseMissingCodes(bucket, summary.codes);
  const what = planInWords(planned, bucket.address.name);
  await confirmPurge(what, bucket.address.name, planned.rules.allVersions, options.confirm, context);
  return carryOutPurge({ planned, plan, document, bypassGovernanceRetention: options.bypassGovernanceRetention }, bucket, context);
}
