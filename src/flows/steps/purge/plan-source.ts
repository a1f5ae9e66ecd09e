import type { Context } from '../../../context.js';
import { type PurgePlan, readPlan } from '../../../state/purge-plan-file.js';
import { checkConfirmation } from './confirm-purge.js';
import { type PurgeBasis, readRules, type RulesFor } from './purge-rules.js';

/** Where the plan comes from: rules and a listing, or a file. */
export type PlanSource = { from: 'rules'; rulesFor: RulesFor } | { from: 'file'; plan: PurgePlan };

/** Reads rules or plan, and holds `--confirm` against them: before anybody signs in. */
export async function planSource({ basis, bucket, confirm }: { basis: PurgeBasis; bucket: string; confirm: string | undefined }, context: Context): Promise<PlanSource> {
  if (basis.by === 'plan') {
    const plan = await readPlan(basis.path);
    checkConfirmation(bucket, plan.head.allVersions, confirm);
    return { from: 'file', plan };
  }
  checkConfirmation(bucket, basis.by === 'flags' && basis.flags.allVersions, confirm);
  return { from: 'rules', rulesFor: await readRules(basis, context) };
}
