import { listBuckets } from '../../aws/bucket-listing.js';
import type { Clients } from '../../aws/clients.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { compileSelection } from '../../core/verify/selection.js';
import type { BucketTarget } from './read-bucket.js';

/**
 * The buckets to read in one account: the named ones, or page by page those that the account lists and the selection takes.
 * @param names read already, where buckets are named; AWS is asked for the others only
 * @throws Failure, while it is gone through
 */
export function targetsOf(clients: Clients, options: VerifyOptions, names: readonly string[]): AsyncIterable<BucketTarget> {
  return options.all ? listedTargets(clients, options) : namedTargets(options, names);
}

async function* listedTargets(clients: Clients, { selection }: VerifyOptions): AsyncGenerator<BucketTarget> {
  const isMeant = compileSelection(selection);
  for await (const bucket of listBuckets(clients, selection.region === null ? {} : { region: selection.region })) {
    if (isMeant(bucket)) yield { ...bucket, listed: true };
  }
}

async function* namedTargets({ selection }: VerifyOptions, names: readonly string[]): AsyncGenerator<BucketTarget> {
  const isMeant = compileSelection(selection);
  for (const name of names) if (isMeant({ name, region: null })) yield { name, region: null, listed: false };
}
