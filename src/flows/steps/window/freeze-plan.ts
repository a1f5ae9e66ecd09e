import { resolve } from 'node:path';
import type { Context } from '../../../context.js';
import { type PurgePlan, readPlan, writePlan } from '../../../state/purge-plan-file.js';
import { frozenPlanPath } from '../../../state/window-file.js';
import type { OpenBucket } from '../deletion/open-bucket.js';
import { loadPurge, type PlannedPurge, planPurge } from '../purge/plan-purge.js';
import type { PlanSource } from '../purge/plan-source.js';
import { loadRest } from '../purge/rest-of-plan.js';
import type { FoundWindow } from './find-window.js';

/** What the file of a plan depends on. */
type FreezeOptions = { planOut: string | undefined; dryRun: boolean; confirm: string | undefined };

/** A plan that stands in a file before anything is opened; in a rehearsal that is not saved, only counted. */
export type FrozenPlan = { planned: PlannedPurge; path: string | null; ownsPlan: boolean };

/**
 * Makes the plan of a window, or goes on with the one that is kept.
 * @param source `null` where there is one to go on with
 * @throws Failure
 */
export async function freezePlan(source: PlanSource | null, { kept, course, place }: FoundWindow, bucket: OpenBucket, options: FreezeOptions, context: Context): Promise<FrozenPlan> {
  if (kept !== null && (course === 'go-on' || course === 'reopen')) {
    return { planned: await loadRest(kept, course, bucket, options, context), path: kept.plan, ownsPlan: kept.ownsPlan };
  }
  if (source === null) throw new Error('there is neither a plan to go on with nor one to make');
  if (course === 'start-anew') context.ui.warning('the rest of the plan of the window before is dropped: these flags ask for another');
  const path = options.planOut !== undefined ? resolve(options.planOut) : options.dryRun ? null : frozenPlanPath(context.stateDirectory, place);
  const ownsPlan = options.planOut === undefined;
  if (source.from === 'rules') return { planned: await planPurge(source.rulesFor(bucket.inspection.state.versioning), path, bucket, context), path, ownsPlan };
  const planned = await loadPurge(source.plan, bucket, context);
  if (path === null) return { planned, path, ownsPlan };
  await writePlan(path, source.plan.head, everythingIn(source.plan));
  return { planned: { ...planned, plan: await readPlan(path) }, path, ownsPlan };
}

async function* everythingIn({ versions, uploads }: PurgePlan): AsyncGenerator<Parameters<typeof writePlan>[2] extends AsyncIterable<infer Item> ? Item : never, void> {
  yield* versions;
  yield* uploads;
}
