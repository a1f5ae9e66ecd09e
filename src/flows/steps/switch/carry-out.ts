import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { isStop } from '../../../core/failures/failure.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import type { BucketPlan } from '../../../core/switch/plan.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { CodeSource } from '../../../mfa/types.js';
import type { CommandResult } from '../../command-result.js';
import { openGate } from '../codes/code-source.js';
import { showRootKeyChecklist } from '../keys/root-key-checklist.js';
import { leaveRootKey, type RootKeyEnding, type RootKeyWish, settleRootKey } from '../keys/settle-root-key.js';
import { recorded, type RecordedSetting } from '../recorded.js';
import { sayInterrupted } from '../say-interrupted.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { endWindow } from '../window/attend-to-window.js';
import type { Change } from './act-on-bucket.js';
import { act } from './act.js';
import { type BucketOutcome, outcomeWithoutActing } from './bucket-outcome.js';
import type { SavedLifecycle } from './lifecycle-aside.js';
import { showNextSteps } from './next-steps.js';
import { restoreLifecycle } from './restore-lifecycle.js';
import { switchResult } from './switch-result.js';

/** An accepted plan with everything it takes to carry it out. */
type AcceptedPlan = {
  target: SwitchTarget;
  plans: readonly BucketPlan[];
  changes: readonly Change[];
  devices: MfaDevice[];
  source: CodeSource;
  /** A lifecycle configuration to put back where MFA Delete ends off. */
  saved: SavedLifecycle | null;
  lifecycleDirectory: string;
  rootKey: RootKeyWish;
};

/**
 * The wizard's fifth and sixth step: opens the gate and the record, changes bucket after bucket, says what comes next.
 * @throws Failure `local-file` when codes or the record could not be kept; nothing was sent then
 */
export async function carryOut(plan: AcceptedPlan, signedIn: SignedIn, context: Context): Promise<CommandResult> {
  const gate = await openGate(plan.devices, plan.source, signedIn, context);
  const expectedOwner = signedIn.identity?.account ?? null;
  const coded = { codes: plan.changes.length, buckets: plan.changes.map(({ name, region }) => ({ name, region, expectedOwner })) };
  const run = { command: plan.target.name, buckets: plan.changes.map(({ name }) => name), coded };
  return recorded(run, signedIn, context, async (recording) => {
    context.ui.heading('Step 5 of 6: Codes');
    const { target, lifecycleDirectory } = plan;
    const { outcomes: acted, stopped } = await act(plan.changes, { ...recording, target, gate, lifecycleDirectory }, context);
    for (const { name, after } of acted) if (after?.mfaDelete === 'Enabled') endWindow(name, signedIn, context);
    const inOrder = inPlanOrder(plan.plans, acted);
    const { outcomes, rootKey } = isStop(stopped)
      ? { outcomes: inOrder, rootKey: await leaveRootKey(signedIn, recording) }
      : await conclude(plan, inOrder, recording, signedIn, context);
    // Also where the signal came after the last change: whoever sent it is told what it found.
    const ending = context.interruption.aborted ? asFailure(context.interruption.reason) : stopped;
    if (isStop(ending)) sayInterrupted(ending, rootKey, context);
    return switchResult({
      ...{ target, plans: plan.plans, outcomes, rootKey, recordPath: recording.record.path, dryRun: false },
      exitCodes: ending === null ? [] : [ending.exitCode],
    });
  });
}

/** How the buckets and the root key ended. */
type Concluded = { outcomes: BucketOutcome[]; rootKey: RootKeyEnding | null };

async function conclude(plan: AcceptedPlan, outcomes: BucketOutcome[], recording: RecordedSetting, signedIn: SignedIn, context: Context): Promise<Concluded> {
  const { saved, target } = plan;
  const restored = saved === null ? outcomes : await restoreLifecycle(saved, outcomes, { ...recording, clients: recording.steadyClients }, context);
  const hasNextSteps = target.name === 'enable' && restored.some(({ outcome }) => outcome === 'changed');
  if (hasNextSteps || signedIn.identity !== null) context.ui.heading(`Step 6 of 6: ${hasNextSteps ? 'Next steps' : 'Root key'}`);
  if (hasNextSteps) showNextSteps(restored, context);
  const rootKey = await settleRootKey(plan.rootKey, restored, signedIn, recording, context);
  if (signedIn.identity !== null) await showRootKeyChecklist(restored, rootKey, signedIn, context);
  return { outcomes: restored, rootKey };
}

function inPlanOrder(plans: readonly BucketPlan[], acted: readonly BucketOutcome[]): BucketOutcome[] {
  return plans.map((plan) => acted.find(({ name }) => name === plan.name) ?? outcomeWithoutActing(plan));
}
