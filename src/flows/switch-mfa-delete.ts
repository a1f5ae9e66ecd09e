import { type Clients, connect, s3EndpointUrl } from '../aws/clients.js';
import type { CommandResult } from './command-result.js';
import type { Context } from '../context.js';
import { Failure, isFailure } from '../core/failure.js';
import type { MfaDevice } from '../core/mfa-device.js';
import { type BucketPlan, changesOf, planBucket } from '../core/switch-plan.js';
import type { SwitchTarget } from '../core/switch-target.js';
import { openRunRecord } from '../state/run-record.js';
import { act, type BucketOutcome, outcomeWithoutActing } from './steps/act.js';
import { chooseDevices, showDevices } from './steps/choose-device.js';
import { type CodeOptions, codeSourceFor, openGate, refuseOneCodeForMany } from './steps/code-source.js';
import { chooseBuckets, inspectBuckets } from './steps/inspect-buckets.js';
import { namedBuckets } from './steps/name-buckets.js';
import { showNextSteps } from './steps/next-steps.js';
import { showPlan } from './steps/show-plan.js';
import { type SignedIn, signIn } from './steps/sign-in.js';
import { switchResult } from './steps/switch-result.js';

/** What `enable`, `disable` and `suspend` were asked. */
export type SwitchOptions = CodeOptions & {
  buckets: string[];
  dryRun: boolean;
  yes: boolean;
  mfaSerials: string[];
};

/**
 * Flips the switch on buckets: credentials, device, buckets, plan, act, read back, next steps.
 * @throws Failure for everything that stops the run before its plan
 */
export async function switchMfaDelete(target: SwitchTarget, options: SwitchOptions, context: Context): Promise<CommandResult> {
  const named = await namedBuckets(options.buckets, context);
  const signedIn = await signIn(context, { anyReader: options.dryRun });
  try {
    return options.dryRun ? await rehearse(target, named, signedIn, context) : await perform(target, named, options, signedIn, context);
  } finally {
    signedIn.clients.close();
  }
}

async function rehearse(target: SwitchTarget, named: string[], signedIn: SignedIn, context: Context): Promise<CommandResult> {
  const devices = await showDevices(signedIn, context);
  const buckets = await chooseBuckets(named, target, signedIn, context);
  const plans = await makePlans(target, buckets, devices, signedIn, context);
  showPlan(plans, target, context.ui);
  context.ui.line();
  context.ui.line('Dry run: nothing was changed and no code was asked for.', 'strong');
  return switchResult({ target, plans, outcomes: plans.map(outcomeWithoutActing), signedIn, recordPath: null, dryRun: true, exitCodes: [] });
}

async function perform(target: SwitchTarget, named: string[], options: SwitchOptions, signedIn: SignedIn, context: Context): Promise<CommandResult> {
  const source = await codeSourceFor(options, signedIn, context);
  const devices = await chooseDevices({ mfaSerials: options.mfaSerials, anyDevice: source.kind === 'practice' }, signedIn, context);
  const buckets = await chooseBuckets(named, target, signedIn, context);
  const plans = await makePlans(target, buckets, devices, signedIn, context);
  showPlan(plans, target, context.ui);
  const changes = changesOf(plans);
  refuseOneCodeForMany(source, changes.length);
  const finish = (outcomes: BucketOutcome[], recordPath: string | null, exitCodes: number[]): CommandResult =>
    switchResult({ target, plans, outcomes, signedIn, recordPath, dryRun: false, exitCodes });
  if (changes.length === 0) return finish(plans.map(outcomeWithoutActing), null, []);
  await agree(target, changes.length, options, context);

  const gate = await openGate(devices, source, signedIn, context);
  const record = openRunRecord(context.stateDirectory, target.name, () => context.clock.now());
  const steadyClients = await steady(signedIn, context);
  try {
    record.write({
      event: 'start',
      command: target.name,
      tool: context.tool,
      identity: signedIn.identity,
      accessKeyIdLast4: signedIn.credentials.accessKeyId.slice(-4),
      endpoint: s3EndpointUrl(signedIn.clients),
      buckets: changes.map(({ name }) => name),
    });
    context.ui.heading('Step 5 of 6: Codes');
    const owner = signedIn.identity?.account ?? null;
    const { outcomes: acted, stopped } = await act(changes, { target, clients: signedIn.clients, steadyClients, owner, gate, record }, context);
    const outcomes = inPlanOrder(plans, acted);
    const interrupted = isFailure(stopped, 'interrupted', 'terminated');
    if (!interrupted) await showNextSteps(outcomes, target, signedIn, context);
    const result = finish(outcomes, record.path, stopped === null ? [] : [stopped.exitCode]);
    record.write({ event: 'end', exitCode: result.exitCode });
    if (interrupted) context.ui.error(`interrupted: ${context.changes.summary().join('; ')}`);
    return result;
  } finally {
    steadyClients.close();
    record.close();
  }
}

async function makePlans(
  target: SwitchTarget,
  buckets: readonly string[],
  devices: readonly MfaDevice[],
  signedIn: SignedIn,
  context: Context,
): Promise<BucketPlan[]> {
  const inspected = await inspectBuckets(buckets, signedIn, context);
  const { source } = signedIn.credentials;
  const cli = { profile: source.from === 'profile' ? source.profile : null, endpointUrl: context.connection.endpointUrl ?? null };
  const serialNumber = devices[0]?.serialNumber ?? null;
  return inspected.map((found) => planBucket(found, { target, identity: signedIn.identity, serialNumber, cli }));
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
  if (!agreed) throw new Failure('declined', 'not confirmed, so nothing was changed');
}

/** The same connection, whose reads go on after Ctrl-C. */
function steady({ credentials }: SignedIn, context: Context): Promise<Clients> {
  return connect({ ...context.connection, interruption: new AbortController().signal }, credentials);
}

function inPlanOrder(plans: readonly BucketPlan[], acted: readonly BucketOutcome[]): BucketOutcome[] {
  return plans.map((plan) => acted.find(({ name }) => name === plan.name) ?? outcomeWithoutActing(plan));
}
