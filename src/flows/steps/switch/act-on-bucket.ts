import { putVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import type { VersioningState } from '../../../core/buckets/bucket-state.js';
import { stateInWords } from '../../../core/buckets/state-words.js';
import { asFailure } from '../../../core/failures/explain.js';
import { type Failure, isFailure, isStop } from '../../../core/failures/failure.js';
import type { BucketPlan } from '../../../core/switch/plan.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { CodedOutcome, Gate } from '../../../mfa/types.js';
import type { RecordEvent, RunRecord } from '../../../state/run-record.js';
import { type BucketOutcome, judgeOutcome } from './bucket-outcome.js';
import { type LifecycleAside, putLifecycleBack, setLifecycleAside } from './lifecycle-aside.js';
import { readBack, readOnce } from './read-back.js';

/** What acting needs beside the plan. */
export type ActSetting = {
  target: SwitchTarget;
  clients: Clients;
  /** Clients whose requests go on after Ctrl-C, so that what was sent can still be read back, and undone. */
  steadyClients: Clients;
  /** Twelve digits; `null` on servers without accounts. */
  owner: string | null;
  gate: Gate;
  record: RunRecord;
  /** Where lifecycle configurations are saved before they are removed. */
  lifecycleDirectory: string;
};

/** A planned change of one bucket. */
export type Change = Extract<BucketPlan, { step: 'change' }>;

/**
 * Changes one bucket with one code. A lifecycle configuration in the way is set aside before the code is asked for,
 * and put back at once when the bucket does not end as wanted.
 * @returns the outcome, also for everything that fails
 */
export async function actOnBucket(change: Change, setting: ActSetting, context: Context): Promise<BucketOutcome> {
  const { name, region } = change;
  const address = { name, region, expectedOwner: setting.owner };
  let aside: LifecycleAside | null = null;
  if (change.setsLifecycleAside) {
    try {
      context.interruption.throwIfAborted();
      // Recorded before it happens, like a coded request.
      const onSaved = (path: string): void => setting.record.write({ event: 'lifecycle-removing', bucket: name, backup: path });
      aside = await setLifecycleAside(setting.steadyClients, address, { directory: setting.lifecycleDirectory, onSaved }, context);
    } catch (error) {
      return failed(change, asFailure(error), change.before, context);
    }
  }
  const outcome = await spendAndSettle(change, setting, context);
  if (aside === null) return outcome;
  if (outcome.outcome !== 'changed') {
    const problem = await putLifecycleBack(setting.steadyClients, address, aside, context);
    if (problem === null) aside.isBack();
    const event = { event: 'lifecycle-restored', bucket: name, backup: aside.path, error: problem?.kind ?? null } as const;
    return { ...kept(outcome, event, setting, context), lifecycleBackup: aside.path };
  }
  return { ...outcome, lifecycleBackup: aside.path };
}

async function spendAndSettle(change: Change, setting: ActSetting, context: Context): Promise<BucketOutcome> {
  let sent = false;
  let answer: CodedOutcome<{ requestId: string | null }>;
  try {
    answer = await spend(change, setting, context, () => {
      sent = true;
    });
  } catch (error) {
    const failure = asFailure(error);
    if (!sent) return failed(change, failure, change.before, context);
    // AWS said no: what it says now is still asked, not assumed.
    const after = await readOnce(setting.steadyClients, change);
    const outcome = failed(change, failure, after, context);
    return kept(outcome, resultEvent(outcome, failure.aws?.requestId ?? null), setting, context);
  }
  return settle(change, answer, setting, context);
}

function spend(change: Change, setting: ActSetting, context: Context, onSending: () => void): Promise<CodedOutcome<{ requestId: string | null }>> {
  const { name, region, before, wanted } = change;
  const purpose = `${setting.target.verb} on ${name}`;
  return setting.gate.spend({
    purpose,
    send(code) {
      setting.record.write({ event: 'sending', bucket: name, before, wanted, serialNumber: code.serialNumber });
      onSending();
      context.changes.mark(name, 'in-flight');
      const request = { bucket: name, region, expectedOwner: setting.owner, ...wanted };
      return context.ui.during(`Asking AWS to ${purpose}`, () => putVersioning(setting.clients, request, code));
    },
  });
}

/** Reports what AWS says now, never what was asked for. */
async function settle(
  change: Change,
  answer: CodedOutcome<{ requestId: string | null }>,
  setting: ActSetting,
  context: Context,
): Promise<BucketOutcome> {
  const { name, region, before, wanted } = change;
  const lost = answer.answered ? null : answer.failure;
  const requestId = answer.answered ? answer.value.requestId : (answer.failure.aws?.requestId ?? null);
  if (lost) context.ui.warning(`\`${name}\`: ${lost.message}; reading the state back`, lost.kind);
  const after = await context.ui.during(`Reading ${name} back`, () => readBack(setting.steadyClients, change, wanted, context.clock));
  const { outcome, error } = judgeOutcome(name, wanted, after, lost);
  context.changes.mark(name, outcome);
  if (outcome === 'changed' && after !== null) context.ui.success(`\`${name}\`: ${stateInWords(after)}, read back from AWS`);
  if (error !== null) context.ui.error({ kind: error.kind, message: `\`${name}\`: ${error.message}`, hints: error.hints });
  const settled: BucketOutcome = { name, region, before, after, outcome, error, lifecycleBackup: null };
  return kept(settled, resultEvent(settled, requestId), setting, context);
}

/** Records what is made and said already. Where that fails, it is said as well and ends the run, but takes no outcome away. */
function kept(outcome: BucketOutcome, event: RecordEvent, { record }: ActSetting, { ui }: Context): BucketOutcome {
  try {
    record.write(event);
    return outcome;
  } catch (problem) {
    if (!isFailure(problem)) throw problem;
    ui.error(problem);
    return { ...outcome, error: outcome.error ?? problem };
  }
}

function failed(change: Change, failure: Failure, after: VersioningState | null, context: Context): BucketOutcome {
  const { name, region, before } = change;
  context.changes.mark(name, after === null ? 'unknown' : 'unchanged');
  const interrupted = isStop(failure);
  if (!interrupted) context.ui.error({ kind: failure.kind, message: `\`${name}\`: ${failure.message}`, hints: failure.hints });
  return { name, region, before, after, outcome: interrupted ? 'skipped' : 'failed', error: failure, lifecycleBackup: null };
}

function resultEvent({ name, after, outcome, error }: BucketOutcome, requestId: string | null): RecordEvent {
  return { event: 'result', bucket: name, after, outcome, requestId, error: error?.kind ?? null };
}
