import { listRootKeys, rootKeyFacts } from '../../aws/root-keys.js';
import type { Context } from '../../context.js';
import { awsFlags, shellCommand } from '../../core/aws-command.js';
import { isFailure } from '../../core/failure.js';
import type { SwitchTarget } from '../../core/switch-target.js';
import type { BucketOutcome } from './bucket-outcome.js';
import { restoreCommand, serverFlag } from './lifecycle-aside.js';
import type { SignedIn } from './sign-in.js';

const securityCredentials = 'https://console.aws.amazon.com/iam/home#/security_credentials';

/** A Terraform resource label made of a bucket name. */
function terraformLabel(bucket: string): string {
  const label = bucket.replace(/[^a-z0-9_]/g, '_');
  return /^[a-z_]/.test(label) ? label : `_${label}`;
}

/** Terraform and Pulumi lines that keep the next plan quiet about a bucket. */
export function quietPlanLines(bucket: string): { terraform: string; pulumi: string } {
  const terraform = [
    `resource "aws_s3_bucket_versioning" "${terraformLabel(bucket)}" {`,
    `  bucket = "${bucket}"`,
    '  versioning_configuration {',
    '    status     = "Enabled"',
    '    mfa_delete = "Enabled"',
    '  }',
    '  lifecycle {',
    '    ignore_changes = [mfa, versioning_configuration]',
    '  }',
    '}',
  ];
  const pulumi = `new aws.s3.BucketVersioning("${bucket}", { … }, { ignoreChanges: ["mfa", "versioningConfiguration"] });`;
  return { terraform: terraform.map((line) => `  ${line}`).join('\n'), pulumi: `  ${pulumi}` };
}

/** The wizard's last step: what to change around the buckets, and the root key's checklist as AWS sees it now. */
export async function showNextSteps(outcomes: readonly BucketOutcome[], target: SwitchTarget, signedIn: SignedIn, context: Context): Promise<void> {
  const { ui } = context;
  const changed = outcomes.filter(({ outcome }) => outcome === 'changed');
  const first = changed[0];
  ui.heading('Step 6 of 6: Next steps');
  if (first !== undefined && target.name === 'enable') {
    const { terraform, pulumi } = quietPlanLines(first.name);
    ui.line(`Keep the next Terraform plan quiet${changed.length > 1 ? ', for each bucket' : ''}:`);
    ui.block(terraform);
    ui.line('Pulumi:');
    ui.block(pulumi);
    ui.line(`In the console: https://console.aws.amazon.com/s3/buckets/${first.name}?tab=properties → Bucket Versioning`);
    for (const { name, lifecycleBackup } of changed) {
      if (lifecycleBackup === null) continue;
      ui.line(`The lifecycle rules of \`${name}\` no longer run. They are saved in \`${lifecycleBackup}\`: keep that file.`);
      ui.line(`  \`${restoreCommand(name, lifecycleBackup, context)}\` puts them back; a later release will carry them out under MFA Delete (\`purge --lifecycle\`).`);
    }
    ui.line(`Check every night: \`${shellCommand(['s3-mfa-delete', 'verify', ...changed.map(({ name }) => name), ...serverFlag(context)])}\``);
  }
  if (signedIn.identity !== null) await showRootKeyChecklist(outcomes, signedIn, context);
}

async function showRootKeyChecklist(outcomes: readonly BucketOutcome[], { clients, credentials, identity }: SignedIn, context: Context): Promise<void> {
  const { ui } = context;
  const isDone = ({ outcome, error }: BucketOutcome): boolean => error === null && (outcome === 'changed' || outcome === 'unchanged');
  const stillNeeded = outcomes.filter((outcome) => !isDone(outcome));
  const facts = await rootKeyFacts(clients).catch((error: unknown) => {
    if (isFailure(error)) return { rootKeysPresent: null, rootMfaEnabled: null };
    throw error;
  });
  const keys = identity?.isRoot ? await listRootKeys(clients).catch(() => []) : [];
  ui.line();
  ui.line('Root key checklist', 'strong');
  for (const outcome of outcomes) {
    const { name, after } = outcome;
    const on = after?.mfaDelete === 'Enabled' ? 'MFA Delete is on' : 'MFA Delete is off';
    ui.line(`${isDone(outcome) ? '[x]' : '[ ]'} \`${name}\`: ${after === null ? 'state unknown' : on}`);
  }
  if (facts.rootMfaEnabled !== null) ui.line(`${facts.rootMfaEnabled ? '[x]' : '[ ]'} the root user signs in with MFA`);
  if (facts.rootKeysPresent === false) return ui.line('[x] the account has no root access key');
  ui.line(`[ ] delete the root access key${keys.length > 1 ? 's' : ''}${stillNeeded.length > 0 ? ', once the buckets above are done' : ''}:`);
  const ids = keys.length > 0 ? keys.map(({ accessKeyId }) => accessKeyId) : [credentials.accessKeyId];
  const { source } = credentials;
  const endpointUrl = context.connection.endpointUrl ?? null;
  // Without a user name IAM deletes a key of whoever signs, so the root user has to.
  const signer = awsFlags(null, { profile: source.from === 'profile' ? source.profile : null, endpointUrl });
  ui.block(ids.map((id) => `      ${shellCommand(['aws', 'iam', 'delete-access-key', '--access-key-id', id, ...signer])}`).join('\n'));
  ui.line(`    ${source.from === 'pasted' ? '(the AWS CLI has to sign with that key) ' : ''}or in the console: ${securityCredentials} → Access keys → Actions → Deactivate, then Delete`);
  if (source.from === 'profile') ui.line(`[ ] remove the key from profile ${source.profile} in the shared credentials file`);
  const look = ['aws', 'iam', 'get-account-summary', '--query', 'SummaryMap.AccountAccessKeysPresent'];
  ui.line('[ ] see that it is gone, with other credentials of the account (prints 0):');
  ui.block(`      ${shellCommand([...look, ...awsFlags(null, { profile: null, endpointUrl })])}`);
}
