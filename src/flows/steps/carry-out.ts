import { type Clients, connect, s3EndpointUrl } from '../../aws/clients.js';
import type { Context } from '../../context.js';
import { isFailure } from '../../core/failure.js';
import type { MfaDevice } from '../../core/mfa-device.js';
import type { BucketPlan } from '../../core/switch-plan.js';
import type { SwitchTarget } from '../../core/switch-target.js';
import type { CodeSource } from '../../mfa/types.js';
import { openRunRecord, type RunRecord } from '../../state/run-record.js';
import type { CommandResult } from '../command-result.js';
import { act } from './act.js';
import type { Change } from './act-on-bucket.js';
import { type BucketOutcome, outcomeWithoutActing } from './bucket-outcome.js';
import { openGate } from './code-source.js';
import { showNextSteps } from './next-steps.js';
import { restoreLifecycle, type SavedLifecycle } from './restore-lifecycle.js';
import type { SignedIn } from './sign-in.js';
import { switchResult } from './switch-result.js';

/** An accepted plan with everything it takes to carry it out. */
export type AcceptedPlan = {
  target: SwitchTarget;
  plans: readonly BucketPlan[];
  changes: readonly Change[];
  devices: MfaDevice[];
  source: CodeSource;
  /** A lifecycle configuration to put back where MFA Delete ends off. */
  saved: SavedLifecycle | null;
  lifecycleDirectory: string;
};

/**
 * The wizard's fifth and sixth step: opens the gate and the record, changes bucket after bucket, says what comes next.
 * @throws Failure `local-file` when codes or the record could not be kept; nothing was sent then
 */
export async function carryOut(plan: AcceptedPlan, signedIn: SignedIn, context: Context): Promise<CommandResult> {
  const { target, plans, changes } = plan;
  const gate = await openGate(plan.devices, plan.source, signedIn, context);
  const record = openRunRecord(context.stateDirectory, target.name, () => context.clock.now());
  const steadyClients = await steady(signedIn, context);
  const owner = signedIn.identity?.account ?? null;
  try {
    recordStart(record, plan, signedIn, context);
    context.ui.heading('Step 5 of 6: Codes');
    const setting = { target, clients: signedIn.clients, steadyClients, owner, gate, record, lifecycleDirectory: plan.lifecycleDirectory };
    const { outcomes: acted, stopped } = await act(changes, setting, context);
    const interrupted = isFailure(stopped, 'interrupted', 'terminated');
    let outcomes = inPlanOrder(plans, acted);
    if (plan.saved !== null && !interrupted) outcomes = await restoreLifecycle(plan.saved, outcomes, { clients: steadyClients, owner }, context);
    if (!interrupted) await showNextSteps(outcomes, target, signedIn, context);
    const exitCodes = stopped === null ? [] : [stopped.exitCode];
    const result = switchResult({ target, plans, outcomes, signedIn, recordPath: record.path, dryRun: false, exitCodes });
    record.write({ event: 'end', exitCode: result.exitCode });
    if (interrupted) {
      context.ui.error(`interrupted: ${context.changes.summary().join('; ')}`);
      if (signedIn.identity?.isRoot) context.ui.warning('the root access key still exists: delete it when you are done with it');
    }
    return result;
  } finally {
    steadyClients.close();
    record.close();
  }
}

function recordStart(record: RunRecord, { target, changes }: AcceptedPlan, signedIn: SignedIn, context: Context): void {
  record.write({
    event: 'start',
    command: target.name,
    tool: context.tool,
    identity: signedIn.identity,
    accessKeyIdLast4: signedIn.credentials.accessKeyId.slice(-4),
    endpoint: s3EndpointUrl(signedIn.clients),
    buckets: changes.map(({ name }) => name),
  });
}

/** The same connection, whose requests go on after Ctrl-C. */
function steady({ credentials }: SignedIn, context: Context): Promise<Clients> {
  return connect({ ...context.connection, interruption: new AbortController().signal }, credentials);
}

function inPlanOrder(plans: readonly BucketPlan[], acted: readonly BucketOutcome[]): BucketOutcome[] {
  return plans.map((plan) => acted.find(({ name }) => name === plan.name) ?? outcomeWithoutActing(plan));
}
