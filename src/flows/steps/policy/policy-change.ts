import type { Context } from '../../../context.js';
import { type PolicyTarget, targetInWords } from '../../../core/require-mfa/target.js';
import type { RunRecord } from '../../../state/run-record.js';

/** Sends one change of IAM: recorded before and after, never begun after an interruption. */
type PolicyChange = (action: string, send: () => Promise<{ requestId: string | null }>, details?: { versionId: string }) => Promise<void>;

/** Makes the function that changes this policy. */
export function policyChange({ arn, target }: { arn: string; target: PolicyTarget }, record: RunRecord, context: Context): PolicyChange {
  return async (action, send, details) => {
    context.interruption.throwIfAborted();
    context.changes.plan(action, `send ${action} for ${targetInWords(target)}`);
    record.write({ event: 'iam-changing', action, policy: arn, versionId: details?.versionId ?? null, target: `${target.kind}/${target.name}` });
    const answered = context.changes.leave(`${action} was sent and not answered; running this again finds out`);
    const { requestId } = await context.ui.during(`Sending ${action}`, send).finally(answered);
    context.changes.mark(action, 'changed');
    record.write({ event: 'iam-changed', action, policy: arn, requestId });
  };
}
