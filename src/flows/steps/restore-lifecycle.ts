import type { LifecycleConfiguration } from '../../aws/bucket-lifecycle.js';
import { lifecycleOf } from '../../aws/lifecycle-document.js';
import type { Clients } from '../../aws/clients.js';
import type { Context } from '../../context.js';
import { Failure } from '../../core/failure.js';
import { loadLifecycle } from '../../state/lifecycle-file.js';
import type { BucketOutcome } from './bucket-outcome.js';
import { putLifecycleBack } from './lifecycle-aside.js';

/** A saved lifecycle configuration that is to be put back once MFA Delete is off. */
export type SavedLifecycle = { path: string; configuration: LifecycleConfiguration };

/**
 * Reads the file of `--restore-lifecycle` before anything is asked.
 * @throws Failure `usage` (not one bucket, not a lifecycle configuration) or `local-file`
 */
export function savedLifecycle(path: string | undefined, buckets: readonly string[]): SavedLifecycle | null {
  if (path === undefined) return null;
  if (buckets.length !== 1) {
    throw new Failure('usage', '--restore-lifecycle holds the rules of one bucket, so exactly one bucket has to be named', {
      hints: ['name the bucket: `s3-mfa-delete disable my-bucket --restore-lifecycle <file>`'],
    });
  }
  return { path, configuration: lifecycleOf(loadLifecycle(path), path) };
}

/** Puts the saved configuration back on buckets whose MFA Delete AWS says is off; elsewhere it says why not. */
export async function restoreLifecycle(
  saved: SavedLifecycle,
  outcomes: readonly BucketOutcome[],
  { clients, owner }: { clients: Clients; owner: string | null },
  context: Context,
): Promise<BucketOutcome[]> {
  const restored: BucketOutcome[] = [];
  for (const outcome of outcomes) {
    const { name, region, after } = outcome;
    if (after === null || after.mfaDelete !== 'Disabled') {
      context.ui.warning(`\`${name}\`: MFA Delete is not off, so the lifecycle configuration was not put back`);
      restored.push(outcome);
      continue;
    }
    const problem = await putLifecycleBack(clients, { name, region, expectedOwner: owner }, saved, context);
    restored.push(problem === null ? outcome : { ...outcome, error: outcome.error ?? problem });
  }
  return restored;
}
