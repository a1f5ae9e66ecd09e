import { putVersioning } from '../../aws/bucket-versioning.js';
import type { Clients } from '../../aws/clients.js';
import type { Context } from '../../context.js';
import type { VersioningState } from '../../core/bucket-state.js';
import { asFailure } from '../../core/explain.js';
import { Failure } from '../../core/failure.js';
import { failureKinds } from '../../core/failure-kinds.js';
import type { BucketPlan } from '../../core/switch-plan.js';
import type { SwitchTarget } from '../../core/switch-target.js';
import type { Gate } from '../../mfa/types.js';
import type { RunRecord } from '../../state/run-record.js';
import { stateInWords } from './inspect-buckets.js';
import { isAsWanted, readBack } from './read-back.js';

/** What became of one bucket (contract, section 4). */
export type BucketOutcome = {
  name: string;
  region: string | null;
  before: VersioningState | null;
  after: VersioningState | null;
  outcome: 'changed' | 'unchanged' | 'blocked' | 'failed' | 'skipped' | 'unknown';
  error: Failure | null;
};

/** What acting needs beside the plan. */
export type ActSetting = {
  target: SwitchTarget;
  clients: Clients;
  /** Clients whose reads go on after Ctrl-C, so that what was sent can still be read back. */
  steadyClients: Clients;
  /** Twelve digits; `null` on servers without accounts. */
  owner: string | null;
  gate: Gate;
  record: RunRecord;
};

type Change = Extract<BucketPlan, { step: 'change' }>;

/** The outcomes of buckets that are not acted on: done already, blocked or unreadable. */
export function outcomeWithoutActing(plan: BucketPlan): BucketOutcome {
  const { name, region, before } = plan;
  switch (plan.step) {
    case 'nothing':
      return { name, region, before, after: before, outcome: 'unchanged', error: null };
    case 'blocked':
      return { name, region, before, after: before, outcome: 'blocked', error: plan.blockers[0] ?? null };
    case 'unreadable':
      return { name, region, before, after: null, outcome: 'failed', error: plan.failure };
    case 'change':
      return { name, region, before, after: before, outcome: 'skipped', error: null };
  }
}

/** Would every further bucket fail in the same way? Then the rest is skipped instead of burning codes. */
function endsTheRun(failure: Failure): boolean {
  const { exitCode } = failureKinds[failure.kind];
  return exitCode === 4 || exitCode === 5 || exitCode === 70 || exitCode === 130 || exitCode === 143 || failure.kind === 'local-file';
}

/**
 * The wizard's fifth and sixth step: one code per bucket, sent once, then read back. One bucket's failure does not
 * stop the rest, unless it would be every bucket's.
 * @returns outcomes in the order of `changes`, and what ended the run early, if anything did
 */
export async function act(
  changes: readonly Change[],
  setting: ActSetting,
  context: Context,
): Promise<{ outcomes: BucketOutcome[]; stopped: Failure | null }> {
  const outcomes: BucketOutcome[] = [];
  let stopped: Failure | null = null;
  for (const change of changes) context.changes.plan(change.name, setting.target.verb);
  for (const change of changes) {
    if (stopped !== null) {
      outcomes.push(outcomeWithoutActing(change));
      continue;
    }
    const outcome = await actOn(change, setting, context);
    outcomes.push(outcome);
    if (outcome.error !== null && endsTheRun(outcome.error)) stopped = outcome.error;
    if (context.interruption.aborted) stopped = asFailure(context.interruption.reason);
  }
  return { outcomes, stopped };
}

async function actOn(change: Change, setting: ActSetting, context: Context): Promise<BucketOutcome> {
  const { name, region, before, wanted } = change;
  const { target, clients, owner, gate, record } = setting;
  const purpose = `${target.verb} on ${name}`;
  let sent = false;
  try {
    const answer = await gate.spend({
      purpose,
      send(code) {
        record.write({ event: 'sending', bucket: name, before, wanted, serialNumber: code.serialNumber });
        sent = true;
        context.changes.mark(name, 'in-flight');
        const request = { bucket: name, region, expectedOwner: owner, ...wanted };
        return context.ui.during(`Asking AWS to ${purpose}`, () => putVersioning(clients, request, code));
      },
    });
    const requestId = answer.answered ? answer.value.requestId : (answer.failure.aws?.requestId ?? null);
    return await settle(change, requestId, answer.answered ? null : answer.failure, setting, context);
  } catch (error) {
    const failure = asFailure(error);
    if (sent) record.write({ event: 'result', bucket: name, after: null, outcome: 'failed', requestId: failure.aws?.requestId ?? null, error: failure.kind });
    context.changes.mark(name, 'unchanged');
    const interrupted = failure.kind === 'interrupted' || failure.kind === 'terminated';
    if (!interrupted) context.ui.error(`\`${name}\`: ${failure.message}`, failure.hints);
    return { name, region, before, after: before, outcome: interrupted ? 'skipped' : 'failed', error: failure };
  }
}

/** Reports what AWS says now, never what was asked for. */
async function settle(
  change: Change,
  requestId: string | null,
  lost: Failure | null,
  setting: ActSetting,
  context: Context,
): Promise<BucketOutcome> {
  const { name, region, before, wanted } = change;
  if (lost) context.ui.warning(`\`${name}\`: ${lost.message}; reading the state back`);
  const after = await context.ui.during(`Reading ${name} back`, () =>
    readBack(setting.steadyClients, { name, region }, wanted, context.clock),
  );
  const result = judgeOutcome(change, after, lost);
  setting.record.write({ event: 'result', bucket: name, after, outcome: result.outcome, requestId, error: result.error?.kind ?? null });
  context.changes.mark(name, result.outcome);
  if (result.outcome === 'changed' && after !== null) {
    context.ui.success(`\`${name}\`: ${stateInWords(after)}, read back from AWS`);
  } else if (result.error !== null) {
    context.ui.error(`\`${name}\`: ${result.error.message}`, result.error.hints);
  }
  return { name, region, before, after, ...result };
}

function judgeOutcome(
  { name, wanted }: Change,
  after: VersioningState | null,
  lost: Failure | null,
): { outcome: 'changed' | 'unchanged' | 'unknown'; error: Failure | null } {
  if (after !== null && isAsWanted(after, wanted)) return { outcome: 'changed', error: null };
  const ask = [`ask again in a few minutes: \`s3-mfa-delete verify ${name}\``];
  if (after === null) {
    return { outcome: 'unknown', error: new Failure('state-unknown', 'the state could not be read back', { hints: ask, cause: lost }) };
  }
  if (lost !== null) {
    const message = `the answer was lost, and AWS still says ${stateInWords(after)}`;
    return { outcome: 'unchanged', error: new Failure('lost-answer', message, { hints: [...ask, 'running this again is safe and takes a fresh code'] }) };
  }
  const message = `AWS accepted the change and still says ${stateInWords(after)}`;
  return { outcome: 'unknown', error: new Failure('state-unknown', message, { hints: ask }) };
}
