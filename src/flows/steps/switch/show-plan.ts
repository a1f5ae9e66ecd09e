import { stateInWords } from '../../../core/buckets/state-words.js';
import type { BucketPlan } from '../../../core/switch/plan.js';
import { changesOf } from '../../../core/switch/plan.js';
import type { SwitchName, SwitchTarget } from '../../../core/switch/target.js';
import type { Cell, Ui } from '../../../ui/ui.js';

const consequences: Record<SwitchName, string[]> = {
  enable: [
    'every permanent delete of a version and every change of versioning will take the root user’s key and a fresh code',
    'lifecycle rules cannot be added: noncurrent versions and incomplete multipart uploads stay until someone deletes them',
    'the console can no longer delete versions in these buckets',
    'Terraform, CloudFormation and others fail if they try to change versioning there',
  ],
  disable: [
    'anyone with s3:DeleteObjectVersion can delete versions for good again, without a code',
    'lifecycle rules can be added again',
    'compliance checks such as Security Hub S3.20 and AWS Config s3-bucket-mfa-delete-enabled will fail',
  ],
  suspend: [
    'new writes get the version id `null` and overwrite one another: what they replace is gone for good, without a code',
    'existing versions stay, and deleting them still takes a code where MFA Delete is on',
  ],
};

function outcomeCell(plan: BucketPlan, target: SwitchTarget): Cell {
  switch (plan.step) {
    case 'change':
      return { text: target.verb, tone: 'good' };
    case 'nothing':
      return { text: 'nothing to do', tone: 'muted' };
    case 'blocked':
      return { text: 'blocked', tone: 'bad' };
    case 'unreadable':
      return { text: 'cannot be checked', tone: 'warning' };
  }
}

/** The wizard's fourth step: what will change, what stops working, what may alarm, and the same by hand. */
export function showPlan(plans: readonly BucketPlan[], target: SwitchTarget, ui: Ui): void {
  if (plans.length === 0) return;
  ui.heading('Step 4 of 6: Plan');
  ui.table({
    head: ['Bucket', 'Region', 'Now', 'Plan'],
    rows: plans.map((plan) => [
      plan.name,
      plan.region ?? '-',
      plan.before === null ? '-' : stateInWords(plan.before),
      outcomeCell(plan, target),
    ]),
  });
  for (const plan of plans) showObstacles(plan, ui);
  const changes = changesOf(plans);
  if (changes.length === 0) return;
  ui.line();
  ui.line('Afterwards:', 'strong');
  for (const consequence of consequences[target.name]) ui.line(`- ${consequence}`);
  ui.line('Alarms on the use of the root key may fire (GuardDuty RootCredentialUsage, CIS and Security Hub CloudWatch alarms): tell whoever watches them.');
  ui.line();
  ui.line(changes.length === 1 ? 'The same with the AWS CLI:' : 'The same with the AWS CLI, one fresh code each:', 'muted');
  ui.block(changes.map(({ awsCommand }) => `  ${awsCommand}`).join('\n'));
}

function showObstacles(plan: BucketPlan, ui: Ui): void {
  if (plan.step === 'blocked') for (const blocker of plan.blockers) ui.error(blocker);
  if (plan.step === 'unreadable') ui.error(plan.failure);
  if (plan.step === 'change') for (const caution of plan.cautions) ui.warning(`\`${plan.name}\`: ${caution}`);
}
