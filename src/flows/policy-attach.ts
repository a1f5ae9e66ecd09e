import { listPolicyVersions, readManagedPolicy } from '../aws/identities/managed-policies.js';
import { isAttached } from '../aws/identities/policy-targets.js';
import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { Failure } from '../core/failures/failure.js';
import { changesAnything, planAttach } from '../core/require-mfa/attach-plan.js';
import type { MfaDemand } from '../core/require-mfa/demand.js';
import { identityPolicy, isOurs } from '../core/require-mfa/documents.js';
import { type PolicyTarget, targetFlag, targetInWords } from '../core/require-mfa/target.js';
import type { CommandResult } from './command-result.js';
import { agree } from './steps/agree.js';
import type { Attachment, AttachOutcome } from './steps/policy/attachment.js';
import { carryOutAttachment } from './steps/policy/carry-out-attachment.js';
import { policyAdvice } from './steps/policy/policy-advice.js';
import { showAttachPlan } from './steps/policy/show-attach-plan.js';
import { recorded } from './steps/recorded.js';
import { type SignedInToIam, signInToIam } from './steps/sign-in/sign-in-to-iam.js';

/** What `policy attach` was asked. */
export type PolicyAttachOptions = { target: PolicyTarget; name: string; demand: MfaDemand; dryRun: boolean; yes: boolean };

/** Makes or updates the managed policy, attaches it and reads it back; what is so already is left alone. */
export async function policyAttach(options: PolicyAttachOptions, context: Context): Promise<CommandResult> {
  const signedIn = await signInToIam(context);
  try {
    const attachment = await lookAround(options, signedIn, context);
    showAttachPlan(attachment, context.ui);
    if (options.dryRun) {
      context.ui.line('Dry run: nothing was changed.', 'strong');
      return attachResult(attachment, { outcome: 'planned', record: null });
    }
    if (!changesAnything(attachment.plan)) return attachResult(attachment, { outcome: 'unchanged', record: null });
    const command = shellCommand(['policy', 'attach', ...targetFlag(options.target)]);
    if (attachment.replacesForeign) refuseUnseen(attachment, options, context);
    const replacing = attachment.replacesForeign ? `replace what the managed policy ${options.name} says, and ` : '';
    await agree({ command, what: `${replacing}require MFA of ${targetInWords(options.target)}`, cost: '' }, options, context);
    return await recorded({ command: 'policy-attach', buckets: [] }, signedIn, context, async (recording) => {
      const outcome = await carryOutAttachment(attachment, recording, context);
      return attachResult(attachment, { outcome, record: recording.record.path });
    });
  } finally {
    signedIn.clients.close();
  }
}

/** `--yes` accepts what this program makes, not that what others made is lost. */
function refuseUnseen({ name, arn, target }: Attachment, { yes }: PolicyAttachOptions, { ui }: Context): void {
  if (ui.canAsk && !yes) return;
  throw new Failure('usage', `the managed policy \`${name}\` has statements that this program did not write, and ${yes ? '`--yes` does not replace them' : 'there is no terminal to ask on'}`, {
    hints: [
      `see it: \`${shellCommand(['aws', 'iam', 'get-policy', '--policy-arn', arn])}\`; to replace it, run this on a terminal without \`--yes\``,
      `or make another one: \`${shellCommand(['s3-mfa-delete', 'policy', 'attach', ...targetFlag(target), '--policy-name', `${name}-2`])}\``,
    ],
  });
}

async function lookAround({ target, name, demand }: PolicyAttachOptions, signedIn: SignedInToIam, { ui }: Context): Promise<Attachment> {
  const { clients, identity } = signedIn;
  const arn = `arn:${identity.partition}:iam::${identity.account}:policy/${name}`;
  return ui.during('Looking at policies, devices and rights', async () => {
    const [attached, policy] = await Promise.all([isAttached(clients, target, arn), readManagedPolicy(clients, arn)]);
    const versions = policy === null ? [] : await listPolicyVersions(clients, arn);
    const advice = await policyAdvice(target, demand, signedIn);
    const wanted = identityPolicy(demand);
    const plan = planAttach({ policy, versions, attached }, wanted);
    return { target, name, arn, wanted, present: policy?.document ?? null, attachmentCount: policy?.attachmentCount ?? 0, plan, replacesForeign: plan.policy === 'update' && !isOurs(policy?.document ?? null), advice };
  });
}

function attachResult(attachment: Attachment, { outcome, record }: { outcome: AttachOutcome; record: string | null }): CommandResult {
  const { target, name, arn, wanted, plan, advice } = attachment;
  const flags = shellCommand(targetFlag(target));
  return {
    exitCode: outcome === 'unknown' ? 3 : 0,
    document: { target, policy: { name, arn, document: wanted }, plan, outcome, missing: advice.missing, lockout: advice.lockout, unchecked: advice.unchecked, record },
    show(ui) {
      const words = { planned: 'would need MFA', unchanged: 'needs MFA already', changed: 'needs MFA now', unknown: 'may not need MFA yet: AWS does not show the change' };
      ui.result(`${target.kind} ${target.name}: ${words[outcome]} (policy ${name})`, outcome === 'unknown' ? 'warning' : 'plain');
      if (outcome === 'changed' || outcome === 'unchanged') {
        ui.line();
        ui.line(`Prove it: \`s3-mfa-delete policy prove ${flags}\``);
        if (target.kind === 'user') ui.line(`Then ${target.name} gets in with: \`s3-mfa-delete session\``);
      }
      if (record !== null) ui.line(`Record: ${record}`, 'muted');
    },
  };
}
