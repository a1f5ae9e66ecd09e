import { readManagedPolicy } from '../aws/identities/managed-policies.js';
import { detachFrom, isAttached } from '../aws/identities/policy-targets.js';
import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { type PolicyTarget, targetFlag, targetInWords } from '../core/require-mfa/target.js';
import type { CommandResult } from './command-result.js';
import { agree } from './steps/agree.js';
import type { AttachOutcome } from './steps/policy/attachment.js';
import { isSoAtLast } from './steps/policy/look-again.js';
import { policyChange } from './steps/policy/policy-change.js';
import { recorded } from './steps/recorded.js';
import { signInToIam } from './steps/sign-in/sign-in-to-iam.js';

/** What `policy detach` was asked. */
type PolicyDetachOptions = { target: PolicyTarget; name: string; dryRun: boolean; yes: boolean };

/** Takes the managed policy away from a user, group or role; the policy itself stays. */
export async function policyDetach({ target, name, dryRun, yes }: PolicyDetachOptions, context: Context): Promise<CommandResult> {
  const signedIn = await signInToIam(context);
  const { clients, identity } = signedIn;
  const arn = `arn:${identity.partition}:iam::${identity.account}:policy/${name}`;
  const result = (outcome: AttachOutcome, others: number | null, record: string | null): CommandResult => resultOf({ target, name, arn, outcome, others, record });
  try {
    if (!(await isAttached(clients, target, arn))) return result('unchanged', null, null);
    context.ui.line(`Without \`${name}\`, ${targetInWords(target)} needs no MFA for what it covers, unless another policy says so.`);
    if (dryRun) return result('planned', null, null);
    await agree({ command: shellCommand(['policy', 'detach', ...targetFlag(target)]), what: `stop requiring MFA of ${targetInWords(target)}`, cost: '' }, { yes }, context);
    return await recorded({ command: 'policy-detach', buckets: [] }, signedIn, context, async ({ record, steadyClients }) => {
      await policyChange({ arn, target }, record, context)('iam:DetachPolicy', () => detachFrom(steadyClients, target, arn));
      const isDone = await context.ui.during('Reading it back', () => isSoAtLast(context.clock, async () => !(await isAttached(steadyClients, target, arn))));
      const policy = await readManagedPolicy(steadyClients, arn);
      return result(isDone ? 'changed' : 'unknown', policy?.attachmentCount ?? null, record.path);
    });
  } finally {
    clients.close();
  }
}

function resultOf({ target, name, arn, outcome, others, record }: { target: PolicyTarget; name: string; arn: string; outcome: AttachOutcome; others: number | null; record: string | null }): CommandResult {
  const words = { planned: 'would no longer need MFA', unchanged: 'does not have the policy', changed: 'does not have the policy any more', unknown: 'may still have the policy: AWS shows it still' };
  return {
    exitCode: outcome === 'unknown' ? 3 : 0,
    document: { target, policy: { name, arn }, outcome, record },
    show(ui) {
      ui.result(`${target.kind} ${target.name}: ${words[outcome]} (policy ${name})`, outcome === 'unknown' ? 'warning' : 'plain');
      if (outcome === 'changed' && others === 0) ui.line(`Nobody has it any more; delete it with \`${shellCommand(['aws', 'iam', 'delete-policy', '--policy-arn', arn])}\``);
      if (record !== null) ui.line(`Record: ${record}`, 'muted');
    },
  };
}
