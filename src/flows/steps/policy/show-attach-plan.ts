import { documentDiff } from '../../../core/require-mfa/document-diff.js';
import { targetInWords } from '../../../core/require-mfa/target.js';
import { counted } from '../../../core/text/quantities.js';
import type { Ui } from '../../../ui/ui.js';
import type { Attachment } from './attachment.js';
import { showDiff } from './show-policy.js';

/** Shows what `policy attach` is about to do, and what it cannot do. */
export function showAttachPlan(attachment: Attachment, ui: Ui): void {
  const { target, name, plan, present, wanted, attachmentCount, advice } = attachment;
  ui.heading('Plan');
  const words = {
    create: `make the managed policy \`${name}\``,
    update: `put a new version of the managed policy \`${name}\` in force`,
    keep: `the managed policy \`${name}\` is as it should be`,
  };
  ui.line(`- ${words[plan.policy]}`);
  if (plan.deleteVersion !== null) ui.line(`- before that, delete its oldest version \`${plan.deleteVersion}\`: AWS keeps five`);
  ui.line(plan.attach ? `- attach it to ${targetInWords(target)}` : `- ${targetInWords(target)} has it already`);
  if (plan.policy === 'update') {
    const others = attachmentCount - (plan.attach ? 0 : 1);
    if (others > 0) ui.warning(`\`${name}\` is attached to ${counted(others, 'other identity', 'other identities')}, for whom it changes as well`);
  }
  if (attachment.replacesForeign) ui.warning(`\`${name}\` has statements that this program did not write: they would be gone`);
  if (plan.policy !== 'keep') showDiff(plan.policy === 'create' ? 'The policy:' : 'What changes in it:', documentDiff(present, wanted), ui);
  for (const { message, commands } of advice.missing) {
    ui.warning(message);
    for (const command of commands) ui.block(`  ${command}`);
  }
  for (const what of advice.unchecked) ui.warning(`not checked: ${what}`);
  if (advice.lockout !== null) ui.warning(advice.lockout);
  ui.line();
}
