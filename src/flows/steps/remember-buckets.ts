import type { Context } from '../../context.js';
import { bucketOwner, keepKnownBuckets } from '../../state/known-buckets.js';

/** Keeps the names of a listing for shell completion; not those of a practice account, which is gone with the run. */
export async function rememberBuckets(names: readonly string[], { connection, practice, stateDirectory }: Context): Promise<void> {
  if (practice !== null) return;
  await keepKnownBuckets(stateDirectory, bucketOwner(connection), names);
}
