import type { Clients } from '../../../aws/connection/clients.js';
import { deactivateRootKey, deleteRootKey } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure, isRefusal } from '../../../core/failures/failure.js';
import { type KeyOutcome, type KeyPlan, removalSteps } from '../../../core/root-keys/key-removal.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import type { RunRecord } from '../../../state/run-record.js';
import { keyStateNow } from './prove-key-dead.js';

/** What removing keys takes. */
export type RemovalSetting = {
  /** Sign the changes, and go on after Ctrl-C, so that their answers are heard. */
  steadyClients: Clients;
  /** Clients that sign with the key itself; `null` where this machine does not hold its secret. */
  keyClients: Clients | null;
  record: RunRecord;
  context: Context;
};

const askStatus = 'ask AWS what is true now: `s3-mfa-delete root-key status`';

/** What became of a key that was to be removed. */
type Ending = Pick<KeyOutcome, 'outcome' | 'proof' | 'error'>;

/**
 * Removes one root key the way its plan says, and proves it. Expected failures are part of the outcome.
 * @throws the reason of an interruption between steps; what was done by then is in the change log
 */
export async function removeRootKey(plan: KeyPlan, setting: RemovalSetting): Promise<KeyOutcome> {
  const ending = removalSteps(plan).includes('deactivate') ? await deactivateFirst(plan, setting) : await deleteAndProve(plan, 'kept', setting);
  const { error } = ending;
  if (error !== null) {
    setting.record.write({ event: 'key-failed', accessKeyId: plan.key.accessKeyId, error: error.message, requestId: error.aws?.requestId ?? null });
  }
  return { plan, ...ending };
}

async function deactivateFirst(plan: KeyPlan, setting: RemovalSetting): Promise<Ending> {
  const { context, record } = setting;
  const { accessKeyId } = plan.key;
  const name = named(plan);
  const sent = await change({ verb: 'deactivate', name }, setting, async () => {
    record.write({ event: 'key-deactivating', accessKeyId });
    await deactivateRootKey(setting.steadyClients, accessKeyId);
    record.write({ event: 'key-deactivated', accessKeyId });
  });
  if (sent !== null && isRefusal(sent)) return { outcome: 'kept', proof: null, error: sent };
  const leave = context.changes.leave(`${name} was made inactive and not deleted: run this again`);
  const state = await keyStateNow(plan, 'Inactive', setting);
  if (state !== 'as-wanted') {
    if (sent !== null) return { outcome: state === 'not-yet' ? 'kept' : 'unknown', proof: null, error: sent };
    return { outcome: 'deactivated', proof: null, error: unproved(`${name} was made inactive, but it could not be proved that it signs no more, so it was not deleted`) };
  }
  context.ui.success(`${name} is inactive${setting.keyClients === null ? '' : ' and signs no more'}`);
  const ending = await deleteAndProve(plan, 'deactivated', setting);
  if (ending.outcome !== 'deactivated') leave();
  return ending;
}

async function deleteAndProve(plan: KeyPlan, before: 'kept' | 'deactivated', setting: RemovalSetting): Promise<Ending> {
  const { context, record } = setting;
  const { accessKeyId } = plan.key;
  const name = named(plan);
  const sent = await change({ verb: 'delete', name }, setting, async () => {
    record.write({ event: 'key-deleting', accessKeyId });
    await deleteRootKey(setting.steadyClients, accessKeyId);
    record.write({ event: 'key-deleted', accessKeyId });
  });
  if (sent !== null && isRefusal(sent)) return { outcome: before, proof: null, error: sent };
  const proved = context.changes.leave(`${name} was deleted; whether it is gone everywhere was not proved yet: \`s3-mfa-delete root-key status\``);
  const state = await keyStateNow(plan, 'gone', setting);
  if (state !== 'as-wanted') {
    if (sent !== null) return { outcome: state === 'not-yet' ? before : 'unknown', proof: null, error: sent };
    return { outcome: 'unknown', proof: null, error: unproved(`AWS accepted the deletion of ${name}, but it could not be proved that it is gone`) };
  }
  proved();
  context.changes.leave(`${name} is deleted`);
  record.write({ event: 'key-proved-dead', accessKeyId });
  const proof = setting.keyClients === null ? 'not-listed' : 'refused';
  context.ui.success(`${name} is deleted: ${proof === 'refused' ? 'AWS refuses it, asked several times' : 'AWS lists it no more'}`);
  return { outcome: 'deleted', proof, error: null };
}

/** Sends one change. `null`: it was answered; else why not. */
async function change({ verb, name }: { verb: 'deactivate' | 'delete'; name: string }, { context }: RemovalSetting, send: () => Promise<void>): Promise<Failure | null> {
  context.interruption.throwIfAborted();
  const answered = context.changes.leave(`unknown: the request to ${verb} ${name} was sent and not answered; ${askStatus}`);
  try {
    await send();
    return null;
  } catch (error) {
    if (!isFailure(error) || error.kind === 'local-file') throw error;
    if (!isRefusal(error)) context.ui.warning(`the answer to the request to ${verb} ${name} was lost (${error.message}); asking AWS what is true`);
    return error;
  } finally {
    answered();
  }
}

function unproved(message: string): Failure {
  return new Failure('state-unknown', message, { hints: [askStatus] });
}

function named({ key }: KeyPlan): string {
  return `root access key …${lastFour(key.accessKeyId)}`;
}
