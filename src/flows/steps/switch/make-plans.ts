import type { Context } from '../../../context.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import { type BucketPlan, isBlockedByLifecycleOnly, planBucket } from '../../../core/switch/plan.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { inspectBuckets } from './inspect-buckets.js';

/** What the plan of a run depends on beside the buckets. */
type PlanOptions = {
  /** `--remove-lifecycle`: where lifecycle configurations are saved before they are removed. */
  removeLifecycle: string | undefined;
  /** May the person be asked whether to remove lifecycle configurations? Not in a dry run, nor with `--yes`. */
  mayAsk: boolean;
};

/**
 * The wizard's fourth step, first half: checks every bucket without a code and plans it. On a terminal a lifecycle
 * configuration that is the only obstacle can be saved and removed, one question per bucket.
 */
export async function makePlans(
  target: SwitchTarget,
  buckets: readonly string[],
  devices: readonly MfaDevice[],
  signedIn: SignedIn,
  options: PlanOptions,
  context: Context,
): Promise<BucketPlan[]> {
  if (buckets.length === 0) return [];
  const inspected = await inspectBuckets(buckets, signedIn, context);
  const { source } = signedIn.credentials;
  const agreed = new Set<string>();
  const setting = {
    target,
    identity: signedIn.identity,
    serialNumber: devices[0]?.serialNumber ?? null,
    cli: { profile: source.from === 'profile' ? source.profile : null, endpointUrl: context.connection.endpointUrl ?? null },
    mayRemoveLifecycle: (bucket: string) => options.removeLifecycle !== undefined || agreed.has(bucket),
  };
  const plans: BucketPlan[] = [];
  for (const found of inspected) {
    const plan = planBucket(found, setting);
    if (isBlockedByLifecycleOnly(plan) && options.mayAsk && (await agreesToRemoval(plan, context))) {
      agreed.add(plan.name);
      plans.push(planBucket(found, setting));
    } else {
      plans.push(plan);
    }
  }
  return plans;
}

async function agreesToRemoval(plan: BucketPlan, { ui }: Context): Promise<boolean> {
  if (plan.step !== 'blocked' || plan.blockers[0] === undefined) return false;
  ui.warning(plan.blockers[0].message, plan.blockers[0].kind);
  ui.line('  It can be saved to a file and removed; it is put back by itself if MFA Delete does not come on.');
  ui.line('  Afterwards nothing expires by itself in this bucket. `s3-mfa-delete disable --restore-lifecycle <file>` puts the rules back later.');
  return ui.confirm(`Save the lifecycle configuration of ${plan.name} and remove it?`, false);
}
