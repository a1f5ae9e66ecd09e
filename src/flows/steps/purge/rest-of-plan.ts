import type { Context } from '../../../context.js';
import { type Failure, isFailure } from '../../../core/failures/failure.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import type { PurgeWindow } from '../../../core/purge/window.js';
import { minuteInWords } from '../../../core/text/quantities.js';
import { type PlannedVersion, type PurgePlan, readPlan } from '../../../state/purge-plan-file.js';
import type { OpenBucket } from '../deletion/open-bucket.js';
import { stillThere } from './carry-out-purge.js';
import { checkConfirmation } from './confirm-purge.js';
import { loadPurge, type PlannedPurge } from './plan-purge.js';

/**
 * What is left of a frozen plan: its versions that are still there as they were planned.
 * @returns without a plan where its file cannot be read and the window is open: then it can only be closed
 * @throws Failure `usage` for a `--confirm` that does not fit the plan, `local-file`, and others
 */
export async function loadRest(kept: PurgeWindow, course: 'go-on' | 'reopen', bucket: OpenBucket, { confirm }: { confirm: string | undefined }, context: Context): Promise<PlannedPurge> {
  const { ui } = context;
  let plan: PurgePlan;
  try {
    plan = await readPlan(kept.plan);
  } catch (error) {
    if (course === 'reopen' || !isFailure(error, 'local-file', 'usage')) throw error;
    return withoutPlan(error, context);
  }
  checkConfirmation(bucket.address.name, plan.head.allVersions, confirm);
  ui.line(`Going on with the plan of ${minuteInWords(Date.parse(plan.head.createdAt))} UTC.`);
  const leftAlone: LeftAlone = { gone: 0, changed: 0 };
  const versions = { [Symbol.asyncIterator]: () => rest(plan, bucket, leftAlone) };
  return { ...(await loadPurge({ ...plan, versions }, bucket, context)), plan };
}

async function* rest(plan: PurgePlan, { address, signedIn }: OpenBucket, leftAlone: LeftAlone): AsyncGenerator<PlannedVersion, void> {
  yield* stillThere(plan, 'delete', address, signedIn.clients, leftAlone);
  yield* stillThere(plan, 'make-delete-marker', address, signedIn.clients, leftAlone);
}

function withoutPlan(why: Failure, { ui }: Context): PlannedPurge {
  ui.warning(`${why.message}; so the window can only be closed`, why.kind);
  const summary = { versions: 0, deleteMarkers: 0, bytes: 0, oldest: null, prefixes: [], markersToMake: 0, codes: 0 };
  return { summary, uploads: 0, seen: null, tagsUnread: 0, rules: { disabled: [], notCarriedOut: [], allVersions: false, names: [] }, plan: null };
}
