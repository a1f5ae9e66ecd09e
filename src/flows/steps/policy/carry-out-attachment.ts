import { isDeepStrictEqual } from 'node:util';
import type { Clients } from '../../../aws/connection/clients.js';
import { createPolicy, deletePolicyVersion, readManagedPolicy, updatePolicy } from '../../../aws/identities/managed-policies.js';
import { attachTo, isAttached } from '../../../aws/identities/policy-targets.js';
import type { Context } from '../../../context.js';
import type { AttachOutcome, Attachment } from '../../policy-attach.js';
import { policyChange } from './policy-change.js';
import type { RecordedSetting } from '../recorded.js';

/** How often a change is looked for: IAM shows it after some seconds. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html */
export const LOOKS = 5;
/** Between two looks. */
export const BETWEEN_LOOKS_MS = 2_000;

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
  for (let look = 1; ; look += 1) {
    const [policy, attached] = await Promise.all([readManagedPolicy(clients, arn), isAttached(clients, target, arn)]);
    if (attached && isDeepStrictEqual(policy?.document, JSON.parse(JSON.stringify(wanted)))) return 'changed';
    if (look === LOOKS) return 'unknown';
    await clock.sleep(BETWEEN_LOOKS_MS);
  }
}
