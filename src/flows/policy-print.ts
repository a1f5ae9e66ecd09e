import { readBucketPolicy } from '../aws/buckets/bucket-inspection.js';
import { locateBucket } from '../aws/buckets/bucket-location.js';
import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { Failure } from '../core/failures/failure.js';
import { alarmPattern, alarmRule, explainAlarm } from '../core/require-mfa/alarm.js';
import type { MfaDemand, PolicyDocument } from '../core/require-mfa/demand.js';
import { type DiffLine, documentDiff, printed } from '../core/require-mfa/document-diff.js';
import { bucketStatements, identityPolicy, mergedBucketPolicy, readPolicyDocument } from '../core/require-mfa/documents.js';
import { type Explanation, explainPolicy, policyNotes } from '../core/require-mfa/explanation.js';
import type { CommandResult } from './command-result.js';
import { diffText, showDiff, showExplanation } from './steps/policy/show-policy.js';
import { readOnlyConnection } from './steps/sign-in/read-only-connection.js';

/** What `policy print` was asked. */
export type PolicyPrintOptions = { style: 'alarm' } | { style: 'policy'; demand: MfaDemand; bucket: string | null };

const unread = 'The present policy could not be read, and putting one replaces it whole: add its statements to what is printed before you put it.';

type Printable = {
  form: 'identity' | 'bucket' | 'event-pattern';
  bucket: string | null;
  document: unknown;
  /** Whether the bucket's present policy could be read; `null` where there is no bucket. */
  presentRead: boolean | null;
  diff: DiffLine[] | null;
  explanation: Explanation[];
  notes: string[];
  /** What to type next. */
  commands: string[];
};

/** Prints a policy that requires MFA, or the alarm, on stdout; what its parts mean goes to stderr. 3 where a bucket's present policy is not in it. */
export async function policyPrint(options: PolicyPrintOptions, context: Context): Promise<CommandResult> {
  const print = options.style === 'alarm' ? alarm() : options.bucket === null ? forIdentities(options.demand) : await forBucket(options.demand, options.bucket, context);
  const { diff, ...rest } = print;
  return {
    exitCode: print.presentRead === false ? 3 : 0,
    document: { ...rest, diff: diff === null ? null : diffText(diff) },
    show(ui) {
      if (diff !== null) showDiff(`What changes in the policy of ${print.bucket ?? ''}:`, diff, ui);
      showExplanation(print.explanation, print.notes, ui);
      if (print.commands.length > 0) ui.line();
      for (const command of print.commands) ui.block(`  ${command}`);
      ui.line();
      ui.resultText(printed(print.document));
      // Also with --quiet, which is how the document gets into a file.
      if (print.presentRead === false) ui.warning(`what is printed lacks the statements that the policy of \`${print.bucket ?? ''}\` has now, because that could not be read: putting it would remove them`);
    },
  };
}

function alarm(): Printable {
  const pattern = `file://${alarmRule}.json`;
  return {
    form: 'event-pattern',
    bucket: null,
    document: alarmPattern(),
    presentRead: null,
    diff: null,
    explanation: explainAlarm(),
    notes: [
      'EventBridge has to have the rule in us-east-1, where IAM reports, and in every Region with buckets. CloudTrail has to record management events.',
      'A rule without a target tells nobody: the last command lets it write to an SNS topic, in the same Region. The access policy of the topic has to allow sns:Publish to events.amazonaws.com; only the console adds that by itself.',
    ],
    commands: [
      `s3-mfa-delete policy print --style alarm --quiet > ${alarmRule}.json`,
      shellCommand(['aws', 'events', 'put-rule', '--name', alarmRule, '--event-pattern', pattern, '--region', 'us-east-1']),
      `aws events put-targets --rule ${alarmRule} --targets Id=1,Arn=TOPIC_ARN --region us-east-1`,
    ],
  };
}

function forIdentities(demand: MfaDemand): Printable {
  return {
    form: 'identity',
    bucket: null,
    document: identityPolicy(demand),
    presentRead: null,
    diff: null,
    explanation: explainPolicy(demand, 'identity'),
    notes: policyNotes('identity'),
    commands: ['s3-mfa-delete policy attach --user NAME'],
  };
}

async function forBucket(demand: MfaDemand, bucket: string, context: Context): Promise<Printable> {
  const { present, read, account, partition } = await presentPolicy(bucket, context);
  const document = mergedBucketPolicy(present, bucketStatements(demand, { name: bucket, partition, account }));
  const file = `${bucket}-policy.json`;
  return {
    form: 'bucket',
    bucket,
    document,
    presentRead: read,
    diff: read ? documentDiff(present, document) : null,
    explanation: explainPolicy(demand, 'bucket'),
    notes: [...policyNotes('bucket'), read ? 'Putting a policy replaces the whole one: what is printed has the present statements in it.' : unread],
    commands: [shellCommand(['aws', 's3api', 'put-bucket-policy', '--bucket', bucket, '--policy', `file://${file}`])],
  };
}

type Present = { present: PolicyDocument | null; read: boolean; account: string; partition: string };

async function presentPolicy(bucket: string, context: Context): Promise<Present> {
  const { clients, identity: asked } = await readOnlyConnection(context);
  try {
    const identity = await asked;
    if (identity === null) {
      throw new Failure('usage', 'this endpoint has no STS, so the root user that has to be exempted cannot be named', { hints: ['print the policy for identities instead: `s3-mfa-delete policy print`'] });
    }
    const region = await locateBucket(clients, bucket);
    const reading = await readBucketPolicy(clients, { name: bucket, region, expectedOwner: identity.account });
    const text = reading.read ? reading.value : null;
    const present = text === null ? null : readPolicyDocument(text);
    return { present, read: reading.read && (text === null || present !== null), account: identity.account, partition: identity.partition };
  } finally {
    clients.close();
  }
}
