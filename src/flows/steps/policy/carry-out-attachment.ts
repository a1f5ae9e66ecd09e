import { isDeepStrictEqual } from 'node:util';
import type { Clients } from '../../../aws/connection/clients.js';
import { createPolicy, deletePolicyVersion, readManagedPolicy, updatePolicy } from '../../../aws/identities/managed-policies.js';
import { attachTo, isAttached } from '../../../aws/identities/policy-targets.js';
import type { Context } from '../../../context.js';
import type { RecordedSetting } from '../recorded.js';
import type { Attachment, AttachOutcome } from './attachment.js';
import { isSoAtLast } from './look-again.js';
import { policyChange } from './policy-change.js';

/**
 * Carries the plan out step by step, each one recorded before it is sent, and reads back what AWS says then. An
 * interruption stops it between two steps.
 * @throws Failure of the step that failed; what was done before it stays, and running the command again goes on there
 */
export async function carryOutAttachment(attachment: Attachment, { record, steadyClients }: RecordedSetting, context: Context): Promise<AttachOutcome> {
  const { plan, arn, name, wanted, target } = attachment;
  const step = policyChange({ arn, target }, record, context);
  const old = plan.deleteVersion;
  if (old !== null) await step('iam:DeletePolicyVersion', () => deletePolicyVersion(steadyClients, arn, old), { versionId: old });
  if (plan.policy === 'create') await step('iam:CreatePolicy', () => createPolicy(steadyClients, name, wanted));
  if (plan.policy === 'update') await step('iam:CreatePolicyVersion', () => updatePolicy(steadyClients, arn, wanted));
  if (plan.attach) await step('iam:AttachPolicy', () => attachTo(steadyClients, target, arn));
  return context.ui.during('Reading it back', () => readBack(attachment, steadyClients, context));
}

async function readBack({ arn, wanted, target }: Attachment, clients: Clients, { clock }: Context): Promise<AttachOutcome> {
  const isDone = await isSoAtLast(clock, async () => {
    const [policy, attached] = await Promise.all([readManagedPolicy(clients, arn), isAttached(clients, target, arn)]);
    return attached && isDeepStrictEqual(policy?.document, JSON.parse(JSON.stringify(wanted)));
  });
  return isDone ? 'changed' : 'unknown';
}
