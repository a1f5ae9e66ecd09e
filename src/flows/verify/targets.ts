import { listBuckets } from '../../aws/buckets/bucket-listing.js';
import type { Clients } from '../../aws/connection/clients.js';
import type { VerifyOptions } from '../../core/verify/options.js';
import { compileSelection } from '../../core/verify/selection.js';
import { KNOWN_AT_MOST } from '../../state/known-buckets.js';
import type { BucketTarget } from './read-bucket.js';

/**
 * The buckets to read in one account: the named ones, or page by page those that the account lists and the selection takes.
 * @param names read already, where buckets are named; AWS is asked for the others only
 * @param listed is told the names of a listing that came to its end, as many as are kept
 * @throws Failure, while it is gone through
 */
export function targetsOf(clients: Clients, options: VerifyOptions, names: readonly string[], listed: (names: readonly string[]) => Promise<void>): AsyncIterable<BucketTarget> {
  return options.all ? listedTargets(clients, options, listed) : namedTargets(options, names);
}

async function* listedTargets(clients: Clients, { selection }: VerifyOptions, listed: (names: readonly string[]) => Promise<void>): AsyncGenerator<BucketTarget> {
  const isMeant = compileSelection(selection);
  const names: string[] = [];
  for await (const bucket of listBuckets(clients, selection.region === null ? {} : { region: selection.region })) {
    if (names.length < KNOWN_AT_MOST) names.push(bucket.name);
    if (isMeant(bucket)) yield { ...bucket, listed: true };
  }
  await listed(names);
}

async function* namedTargets({ selection }: VerifyOptions, names: readonly string[]): AsyncGenerator<BucketTarget> {
  const isMeant = compileSelection(selection);
  for (const name of names) if (isMeant({ name, region: null })) yield { name, region: null, listed: false };
}
