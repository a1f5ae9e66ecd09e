import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { readLifecycle } from '../../../aws/buckets/bucket-lifecycle.js';
import { lifecycleOf } from '../../../aws/buckets/lifecycle-document.js';
import { isSameLifecycle } from '../../../aws/buckets/same-lifecycle.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import { shellCommand } from '../../../core/aws-command.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure } from '../../../core/failures/failure.js';
import { loadLifecycle } from '../../../state/lifecycle-file.js';
import type { RunRecord } from '../../../state/run-record.js';
import type { BucketOutcome } from './bucket-outcome.js';
import { putLifecycleBack, rulesInWords, type SavedLifecycle } from './lifecycle-aside.js';

/** What restoring needs beside the configuration. `owner`: twelve digits, `null` on servers without accounts. */
type RestoreSetting = { clients: Clients; owner: string | null; record: Pick<RunRecord, 'write'> };

/**
 * Reads the file of `--restore-lifecycle` before anything is asked.
 * @throws Failure `usage` (not one bucket, not a lifecycle configuration) or `local-file`; the reason of the interruption
 */
export async function savedLifecycle(path: string | undefined, buckets: readonly string[], { interruption }: Context): Promise<SavedLifecycle | null> {
  if (path === undefined) return null;
  if (buckets.length !== 1) {
    throw new Failure('usage', '--restore-lifecycle holds the rules of one bucket, so exactly one bucket has to be named', {
      hints: [`name the bucket: \`${shellCommand(['s3-mfa-delete', 'disable', 'my-bucket', '--restore-lifecycle', path])}\``],
    });
  }
  return { path, configuration: lifecycleOf(await loadLifecycle(path, '--restore-lifecycle', interruption), path) };
}

/** Says with the plan that a configuration will be put back; nothing where none will. */
export function announceRestore(saved: SavedLifecycle | null, { ui }: Pick<Context, 'ui'>): void {
  if (saved === null) return;
  ui.line(`The lifecycle configuration in \`${saved.path}\` (${rulesInWords(saved.configuration)}) is put back once AWS says that MFA Delete is off.`);
}

/** Puts the saved configuration back on buckets whose MFA Delete AWS says is off; elsewhere it says why not. */
export async function restoreLifecycle(
  saved: SavedLifecycle,
  outcomes: readonly BucketOutcome[],
  setting: RestoreSetting,
  context: Context,
): Promise<BucketOutcome[]> {
  const restored: BucketOutcome[] = [];
  for (const outcome of outcomes) {
    const { name, after } = outcome;
    if (after === null || after.mfaDelete !== 'Disabled') {
      context.ui.warning(`\`${name}\`: MFA Delete is not off, so the lifecycle configuration was not put back`);
      restored.push(outcome);
      continue;
    }
    const problem = await restoreOne(saved, outcome, setting, context);
    restored.push(problem === null ? outcome : { ...outcome, error: outcome.error ?? problem });
  }
  return restored;
}

async function restoreOne(saved: SavedLifecycle, { name, region }: BucketOutcome, { clients, owner, record }: RestoreSetting, context: Context): Promise<Failure | null> {
  const bucket = { name, region, expectedOwner: owner };
  const obstacle = await whatIsThere(saved, bucket, clients).catch(asFailure);
  if (obstacle === 'the same') {
    context.ui.success(`\`${name}\`: the lifecycle configuration is there already`);
    return null;
  }
  if (obstacle !== null) {
    context.ui.error(obstacle);
    return obstacle;
  }
  record.write({ event: 'lifecycle-restoring', bucket: name, backup: saved.path });
  const isAnswered = context.changes.leave(`unknown: the lifecycle configuration of \`${name}\` was being put back; see it: \`${seeLifecycle(name)}\``);
  const problem = await putLifecycleBack(clients, bucket, saved, context);
  // What AWS accepted and does not show yet stays unknown.
  if (problem?.kind !== 'state-unknown') isAnswered();
  if (problem === null) context.changes.leave(`the lifecycle configuration of \`${name}\` was put back`);
  record.write({ event: 'lifecycle-restored', bucket: name, backup: saved.path, error: problem?.kind ?? null });
  return problem;
}

const seeLifecycle = (bucket: string): string => `aws s3api get-bucket-lifecycle-configuration --bucket ${bucket}`;

/** PutBucketLifecycleConfiguration replaces what is there; rules that somebody made meanwhile are not to be lost. */
async function whatIsThere({ path, configuration }: SavedLifecycle, bucket: BucketAddress, clients: Clients): Promise<'the same' | Failure | null> {
  const there = await readLifecycle(clients, bucket);
  if (there === null) return null;
  if (isSameLifecycle(there, configuration)) return 'the same';
  return new Failure('bucket-state', `\`${bucket.name}\` has another lifecycle configuration already (${rulesInWords(there)}), which was left as it is`, {
    hints: [
      `see it: \`${seeLifecycle(bucket.name)}\``,
      `remove it if it is to be replaced by \`${path}\`: \`aws s3api delete-bucket-lifecycle --bucket ${bucket.name}\``,
    ],
  });
}
