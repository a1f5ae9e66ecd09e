import type { Context } from '../context.js';
import { Failure } from '../core/failure.js';
import { type BucketPlan, changesOf } from '../core/switch-plan.js';
import type { SwitchTarget } from '../core/switch-target.js';
import type { CommandResult } from './command-result.js';
import { outcomeWithoutActing } from './steps/bucket-outcome.js';
import { carryOut } from './steps/carry-out.js';
import { chooseDevices, showDevices } from './steps/choose-device.js';
import { type CodeOptions, codeSourceFor, refuseOneCodeForMany } from './steps/code-source.js';
import { chooseBuckets } from './steps/inspect-buckets.js';
import { makePlans } from './steps/make-plans.js';
import { namedBuckets } from './steps/name-buckets.js';
import { restoreLifecycle, type SavedLifecycle, savedLifecycle } from './steps/restore-lifecycle.js';
import { showPlan } from './steps/show-plan.js';
import { type SignedIn, signIn } from './steps/sign-in.js';
import { switchResult } from './steps/switch-result.js';

/** What `enable`, `disable` and `suspend` were asked. */
export type SwitchOptions = CodeOptions & {
  buckets: string[];
  dryRun: boolean;
  yes: boolean;
  mfaSerials: string[];
  /** `enable --remove-lifecycle`: directory for the saved configurations. */
  removeLifecycle?: string | undefined;
  /** `disable --restore-lifecycle`: file with the configuration to put back. */
  restoreLifecycle?: string | undefined;
};

/**
 * Flips the switch on buckets: credentials, device, buckets, plan, act, read back, next steps.
 * @throws Failure for everything that stops the run before its plan
 */
export async function switchMfaDelete(target: SwitchTarget, options: SwitchOptions, context: Context): Promise<CommandResult> {
  const named = await namedBuckets(options.buckets, context);
  const saved = savedLifecycle(options.restoreLifecycle, named);
  const signedIn = await signIn(context, { anyReader: options.dryRun });
  try {
    return options.dryRun
      ? await rehearse(target, named, options, signedIn, context)
      : await perform(target, named, saved, options, signedIn, context);
  } finally {
    signedIn.clients.close();
  }
}

async function rehearse(target: SwitchTarget, named: string[], options: SwitchOptions, signedIn: SignedIn, context: Context): Promise<CommandResult> {
  const devices = await showDevices(signedIn, context);
  const buckets = await chooseBuckets(named, target, signedIn, context);
  const plans = await makePlans(target, buckets, devices, signedIn, { removeLifecycle: options.removeLifecycle, mayAsk: false }, context);
  showPlan(plans, target, context.ui);
  context.ui.line();
  context.ui.line('Dry run: nothing was changed and no code was asked for.', 'strong');
  return switchResult({ target, plans, outcomes: plans.map(outcomeWithoutActing), signedIn, recordPath: null, dryRun: true, exitCodes: [] });
}

async function perform(
  target: SwitchTarget,
  named: string[],
  saved: SavedLifecycle | null,
  options: SwitchOptions,
  signedIn: SignedIn,
  context: Context,
): Promise<CommandResult> {
  const { ui } = context;
  const source = await codeSourceFor(options, signedIn, context);
  const anyDevice = context.practice !== null && !ui.canAsk;
  const devices = await chooseDevices({ mfaSerials: options.mfaSerials, anyDevice }, signedIn, context);
  const buckets = await chooseBuckets(named, target, signedIn, context);
  const mayAsk = ui.canAsk && !options.yes && options.removeLifecycle === undefined;
  const plans = await makePlans(target, buckets, devices, signedIn, { removeLifecycle: options.removeLifecycle, mayAsk }, context);
  showPlan(plans, target, ui);
  const changes = changesOf(plans);
  if (changes.length === 0) return withoutChanges(target, plans, saved, signedIn, context);
  if (source instanceof Failure) throw source;
  refuseOneCodeForMany(source, changes.length);
  await agree(target, changes.length, options, context);
  return carryOut({ target, plans, changes, devices, source, saved, lifecycleDirectory: options.removeLifecycle ?? '.' }, signedIn, context);
}

async function withoutChanges(
  target: SwitchTarget,
  plans: BucketPlan[],
  saved: SavedLifecycle | null,
  signedIn: SignedIn,
  context: Context,
): Promise<CommandResult> {
  const outcomes = plans.map(outcomeWithoutActing);
  const place = { clients: signedIn.clients, owner: signedIn.identity?.account ?? null };
  const restored = saved === null ? outcomes : await restoreLifecycle(saved, outcomes, place, context);
  return switchResult({ target, plans, outcomes: restored, signedIn, recordPath: null, dryRun: false, exitCodes: [] });
}

/** Consent: `--yes`, or a question whose preselected answer changes nothing. */
async function agree(target: SwitchTarget, count: number, options: SwitchOptions, context: Context): Promise<void> {
  if (options.yes) return;
  const what = `${target.verb} on ${count} ${count === 1 ? 'bucket' : 'buckets'}`;
  if (!context.ui.canAsk) {
    throw new Failure('missing-input', `there is no terminal to ask whether to ${what}`, {
      hints: ['add `--yes` to accept the plan above, or `--dry-run` to stop there'],
    });
  }
  const agreed = await context.ui.confirm(`${what[0]?.toUpperCase()}${what.slice(1)}? It takes ${count === 1 ? 'one code' : `${count} codes`}`, false);
  if (!agreed) {
    throw new Failure('declined', 'not confirmed, so nothing was changed', {
      hints: [`to see the plan again without being asked: \`s3-mfa-delete ${target.name} --dry-run\``],
    });
  }
}
