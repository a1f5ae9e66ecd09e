import type { Context } from '../../context.js';
import type { BucketListing } from '../../core/bucket-state.js';
import { bucketOwner, keepKnownBuckets } from '../../state/known-buckets.js';

/** Keeps the names of a listing for shell completion; not those of a practice account, which is gone with the run. */
export async function rememberBuckets(listed: readonly BucketListing[], { connection, practice, stateDirectory }: Context): Promise<void> {
  if (practice !== null) return;
  await keepKnownBuckets(stateDirectory, bucketOwner(connection), listed.map(({ name }) => name));
}
