import type { Context } from '../../../context.js';
import { commandToType, restoreLifecycleCommand } from '../commands-to-type.js';
import type { BucketOutcome } from './bucket-outcome.js';

/** A Terraform resource label made of a bucket name. */
function terraformLabel(bucket: string): string {
  const label = bucket.replace(/[^a-z0-9_]/g, '_');
  return /^[a-z_]/.test(label) ? label : `_${label}`;
}

/** Terraform and Pulumi lines that keep the next plan quiet about a bucket. */
function quietPlanLines(bucket: string): { terraform: string; pulumi: string } {
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

/** What to change around the buckets that were changed. */
export function showNextSteps(outcomes: readonly BucketOutcome[], context: Context): void {
  const { ui } = context;
  const changed = outcomes.filter(({ outcome }) => outcome === 'changed');
  const first = changed[0];
  if (first === undefined) return;
  const { terraform, pulumi } = quietPlanLines(first.name);
  ui.line(`Keep the next Terraform plan quiet${changed.length > 1 ? ', for each bucket' : ''}:`);
  ui.block(terraform);
  ui.line('Pulumi:');
  ui.block(pulumi);
  ui.line(`In the console: https://console.aws.amazon.com/s3/buckets/${first.name}?tab=properties → Bucket Versioning`);
  for (const { name, lifecycleBackup } of changed) {
    if (lifecycleBackup === null) continue;
    ui.line(`The lifecycle rules of \`${name}\` no longer run. They are saved in \`${lifecycleBackup}\`: keep that file.`);
    ui.line(`  \`${restoreLifecycleCommand(name, lifecycleBackup, context)}\` puts them back; \`purge ${name} --lifecycle ${lifecycleBackup}\` does what they did, under MFA Delete.`);
  }
  ui.line(`Check every night: \`${commandToType(['verify', ...changed.map(({ name }) => name)], context)}\``);
}
