import type { Clients } from '../aws/connection/clients.js';
import { s3EndpointUrl } from '../aws/connection/code-travel.js';
import type { Context } from '../context.js';
import type { KeyOutcome, KeyPlan } from '../core/root-keys/key-removal.js';
import { lastFour } from '../core/root-keys/root-key.js';
import { counted } from '../core/text/quantities.js';
import { openRunRecord, type RunRecord } from '../state/run-record.js';
import type { CommandResult } from './command-result.js';
import { agree } from './steps/agree.js';
import { steadyClientsOf } from './steps/keys/steady-clients.js';
import { checkKeysInUse } from './steps/root-key/check-keys-in-use.js';
import { clientsOfKey } from './steps/root-key/clients-of-key.js';
import { type ForgottenSection, forgetProfiles } from './steps/root-key/forget-profile.js';
import { planRemoval } from './steps/root-key/plan-removal.js';
import { removeRootKey } from './steps/root-key/remove-root-key.js';
import { rootKeyDeleteResult, showRemovalPlan } from './steps/root-key/root-key-delete-result.js';
import { type RootSigner, signInForRemoval } from './steps/root-key/sign-in-for-removal.js';

/** What `root-key delete` was asked. */
export type RootKeyDeleteOptions = {
  /** The key; `undefined`: the one that signs, or all of a member account's. */
  accessKeyId: string | undefined;
  /** Profile of a second credential of the root user, which signs the deletion. */
  signWith: string | undefined;
  /** Member account, twelve digits. */
  assumeRoot: string | undefined;
  /** A use so long ago counts as recent (ms). */
  recentMs: number;
  dryRun: boolean;
  yes: boolean;
  /** `null`: ask. */
  removeProfile: boolean | null;
  /** Keep the shared files as they were beside them. */
  keepBackup: boolean;
};

/**
 * `root-key delete`: deletes root access keys and proves that they are gone.
 * @throws Failure
 */
export async function rootKeyDelete(options: RootKeyDeleteOptions, context: Context): Promise<CommandResult> {
  const signer = await signInForRemoval(options, context);
  try {
    const plans = await planRemoval(options, signer, context);
    showRemovalPlan(plans, signer, context.ui);
    if (plans.length === 0 || options.dryRun) return rootKeyDeleteResult({ plans, outcomes: [], forgotten: [], record: null, dryRun: options.dryRun });
    await checkKeysInUse(plans, options, context);
    const what = `delete ${counted(plans.length, 'root access key')} of account ${signer.identity.account} for good`;
    await agree({ command: 'root-key delete', what, cost: '' }, options, context);
    return await carryOut(plans, signer, options, context);
  } finally {
    signer.close();
  }
}

async function carryOut(plans: readonly KeyPlan[], signer: RootSigner, options: RootKeyDeleteOptions, context: Context): Promise<CommandResult> {
  const steadyClients = await steadyClientsOf(signer.clients.credentials, signer.clients.settings);
  const record = openRunRecord(context.stateDirectory, 'root-key-delete', () => context.clock.now());
  try {
    writeStart(record, plans, signer, context);
    const outcomes: KeyOutcome[] = [];
    const forgotten: ForgottenSection[] = [];
    for (const plan of plans) {
      const outcome = await removeOne(plan, { signer, steadyClients, record, context });
      outcomes.push(outcome);
      if (outcome.error !== null) context.ui.error(outcome.error);
      if (outcome.outcome !== 'deleted') continue;
      forgotten.push(...(await forgetProfiles(plan.key.accessKeyId, { remove: options.removeProfile, backup: options.keepBackup }, { record, context })));
    }
    const result = rootKeyDeleteResult({ plans, outcomes, forgotten, record: record.path, dryRun: false });
    record.write({ event: 'end', exitCode: result.exitCode });
    return result;
  } finally {
    steadyClients.close();
    record.close();
  }
}

async function removeOne(plan: KeyPlan, { signer, steadyClients, record, context }: { signer: RootSigner; steadyClients: Clients; record: RunRecord; context: Context }): Promise<KeyOutcome> {
  const keyClients = await clientsOfKey(plan.key.accessKeyId, signer, context);
  try {
    return await removeRootKey(plan, { steadyClients, keyClients, record, context });
  } finally {
    keyClients?.close();
  }
}

function writeStart(record: RunRecord, plans: readonly KeyPlan[], { clients, identity }: RootSigner, { tool }: Context): void {
  record.write({
    event: 'key-start',
    command: 'root-key delete',
    tool,
    identity,
    accessKeyIdLast4: lastFour(clients.credentials.accessKeyId),
    endpoint: s3EndpointUrl(clients),
    account: identity.account,
    keys: plans.map(({ key }) => key.accessKeyId),
  });
}
