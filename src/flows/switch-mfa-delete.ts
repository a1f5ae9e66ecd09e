import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { asFailure } from '../core/failures/explain.js';
import type { RootKeyChoice } from '../core/root-keys/root-key-choice.js';
import { type BucketPlan, changesOf } from '../core/switch/plan.js';
import type { SwitchTarget } from '../core/switch/target.js';
import { counted } from '../core/text/quantities.js';
import type { CommandResult } from './command-result.js';
import { agree } from './steps/agree.js';
import { showDevices } from './steps/codes/choose-device.js';
import { type CodeOptions, sourceFor } from './steps/codes/code-source.js';
import { meansForCodes } from './steps/codes/means-for-codes.js';
import { chooseForKey, keptKey, settleRootKey } from './steps/keys/settle-root-key.js';
import { namedBuckets } from './steps/name-buckets.js';
import { recorded } from './steps/recorded.js';
import { sayInterrupted } from './steps/say-interrupted.js';
import { type SignedIn, signIn } from './steps/sign-in/sign-in.js';
import { isSettled, outcomeWithoutActing } from './steps/switch/bucket-outcome.js';
import { carryOut } from './steps/switch/carry-out.js';
import { chooseBuckets } from './steps/switch/choose-buckets.js';
import type { SavedLifecycle } from './steps/switch/lifecycle-aside.js';
import { makePlans } from './steps/switch/make-plans.js';
import { announceRestore, restoreLifecycle, savedLifecycle } from './steps/switch/restore-lifecycle.js';
import { showPlan } from './steps/switch/show-plan.js';
import { switchResult } from './steps/switch/switch-result.js';
import { attendToWindow } from './steps/window/attend-to-window.js';

/** What `enable`, `disable` and `suspend` were asked. */
export type SwitchOptions = CodeOptions & {
  buckets: string[];
  dryRun: boolean;
  yes: boolean;
  mfaSerials: string[];
  /** A session of the root user makes a key for the run. */
  ephemeralRootKey: boolean;
  /** What becomes of the key that signed; `undefined`: the person is asked where there is one, and else it is kept. */
  rootKey?: RootKeyChoice | undefined;
  /** `enable --remove-lifecycle`: directory for the saved configurations. */
  removeLifecycle?: string | undefined;
  /** `disable --restore-lifecycle`: file with the configuration to put back. */
  restoreLifecycle?: string | undefined;
};

/** A run that is signed in, with what it was asked. */
type Run = {
  target: SwitchTarget;
  options: SwitchOptions;
  /** Buckets named on the command line or on stdin; none: the person ticks them. */
  named: string[];
  /** What `--restore-lifecycle` names. */
  saved: SavedLifecycle | null;
  signedIn: SignedIn;
};

/**
 * Flips the switch on buckets: credentials, device, buckets, plan, act, read back, next steps.
 * @throws Failure for everything that stops the run before its plan
 */
export async function switchMfaDelete(target: SwitchTarget, options: SwitchOptions, context: Context): Promise<CommandResult> {
  const named = await namedBuckets(options.buckets, context);
  const saved = await savedLifecycle(options.restoreLifecycle, named, context);
  const signedIn = await signIn({ anyReader: options.dryRun, isDryRun: options.dryRun, ephemeralRootKey: options.ephemeralRootKey }, context);
  const run: Run = { target, options, named, saved, signedIn };
  try {
    return options.dryRun ? await rehearse(run, context) : await perform(run, context);
  } finally {
    signedIn.clients.close();
  }
}

async function rehearse({ target, options, named, saved, signedIn }: Run, context: Context): Promise<CommandResult> {
  const devices = await showDevices(signedIn, context);
  const buckets = await chooseBuckets(named, target, signedIn, context);
  for (const bucket of buckets) await attendToWindow(bucket, { may: 'say' }, signedIn, context);
  const plans = await makePlans(target, buckets, devices, signedIn, { removeLifecycle: options.removeLifecycle, mayAsk: false }, context);
  showPlan(plans, target, context.ui);
  announceRestore(saved, context);
  context.ui.line();
  if (options.rootKey !== undefined && options.rootKey !== 'keep') context.ui.line(`Then: ${options.rootKey} the root access key that signs, once every bucket is read back.`);
  context.ui.line('Dry run: nothing was changed and no code was asked for.', 'strong');
  return switchResult({ target, plans, outcomes: plans.map(outcomeWithoutActing), rootKey: null, recordPath: null, dryRun: true, exitCodes: [] });
}

async function perform(run: Run, context: Context): Promise<CommandResult> {
  const { target, options, saved, signedIn } = run;
  const { ui } = context;
  const { devices, source } = await meansForCodes(options, signedIn, context);
  const buckets = await chooseBuckets(run.named, target, signedIn, context);
  // Turning MFA Delete on is the closing itself.
  for (const bucket of buckets) await attendToWindow(bucket, target.name === 'enable' ? { may: 'say' } : { may: 'close', codes: options }, signedIn, context);
  const mayAsk = ui.canAsk && !options.yes && options.removeLifecycle === undefined;
  const plans = await makePlans(target, buckets, devices, signedIn, { removeLifecycle: options.removeLifecycle, mayAsk }, context);
  showPlan(plans, target, ui);
  announceRestore(saved, context);
  const changes = changesOf(plans);
  if (changes.length === 0) return withoutChanges(run, plans, context);
  const codes = sourceFor(source, changes.length, 'buckets');
  const what = `${target.verb} on ${counted(changes.length, 'bucket')}`;
  const cost = `It takes ${changes.length === 1 ? 'one code' : counted(changes.length, 'code')}`;
  // The buckets as well: those that were ticked are named nowhere on the command line.
  await agree({ command: shellCommand([target.name, ...buckets]), what, cost }, options, context);
  const rootKey = { asked: options.rootKey, mayAsk: !options.yes };
  return carryOut({ target, plans, changes, devices, source: codes, saved, rootKey, lifecycleDirectory: options.removeLifecycle ?? '.' }, signedIn, context);
}

/** Nothing to switch; a lifecycle configuration can still be put back, and the root key dealt with: neither takes a code. */
async function withoutChanges({ target, options, saved, signedIn }: Run, plans: BucketPlan[], context: Context): Promise<CommandResult> {
  const outcomes = plans.map(outcomeWithoutActing);
  const kept = keptKey(signedIn);
  const ending = { target, plans, dryRun: false, exitCodes: [] };
  const [bucket] = plans;
  const toRestore = saved !== null && bucket?.before?.mfaDelete === 'Disabled' ? saved : null;
  // Whoever comes back to see that all is on may have left the key behind.
  const mayAsk = options.rootKey === undefined && !options.yes && outcomes.every(isSettled);
  const choice = kept === null ? 'keep' : (options.rootKey ?? (mayAsk ? await chooseForKey(kept, context) : 'keep'));
  context.interruption.throwIfAborted();
  const toSettle = choice === 'keep' ? undefined : choice;
  if (toRestore === null && toSettle === undefined) return switchResult({ ...ending, outcomes, rootKey: kept, recordPath: null });
  const what = [
    ...(toRestore === null ? [] : [`put the lifecycle configuration in ${toRestore.path} back on ${bucket?.name}`]),
    ...(toSettle === undefined || mayAsk ? [] : [`${toSettle} root access key …${kept?.accessKeyIdLast4}`]),
  ];
  if (what.length > 0) await agree({ command: target.name, what: what.join(' and '), cost: '' }, options, context);
  return recorded({ command: target.name, buckets: plans.map(({ name }) => name) }, signedIn, context, async (recording) => {
    const restored = toRestore === null ? outcomes : await restoreLifecycle(toRestore, outcomes, { ...recording, clients: recording.steadyClients }, context);
    // What was begun is finished and read back, also after a signal: whoever sent it is told what it found.
    const rootKey = context.interruption.aborted ? kept : await settleRootKey({ asked: toSettle ?? 'keep', mayAsk: false }, restored, signedIn, recording, context);
    const interruption = context.interruption.aborted ? asFailure(context.interruption.reason) : null;
    if (interruption !== null) sayInterrupted(interruption, rootKey, context);
    const exitCodes = interruption === null ? [] : [interruption.exitCode];
    return switchResult({ ...ending, outcomes: restored, rootKey, recordPath: recording.record.path, exitCodes });
  });
}
