import { isFinding } from '../../core/buckets/verdict.js';
import { type Failure, isFailure } from '../../core/failures/failure.js';
import type { VerifiedBucket } from '../../core/verify/document.js';
import { isUnexpected } from '../../core/verify/expectations.js';
import type { Desk } from './desk.js';

/** A bucket as it was read, before it is known what is expected of it. */
export type RawBucket = Omit<VerifiedBucket, 'finding' | 'expectation'>;

/** Place of a bucket in the report: of its account, and in it. */
type Order = readonly [account: number, bucket: number];

/** Settles what a bucket means, counts it and hands it on; the only way into a report. */
export async function settle(desk: Desk, raw: RawBucket, order: Order, failure: Failure | null): Promise<void> {
  const { options, context, expectations, drift, met, tally, sink } = desk;
  const expectation = expectations?.of(raw.name, context.clock.now()) ?? null;
  const bucket: VerifiedBucket = { ...raw, expectation, finding: isUnexpected(expectation, isFinding(raw.verdict, options.failOn)) };
  drift?.take(bucket);
  // A name that does not exist is not met, only asked for.
  if (!isFailure(failure, 'bucket-not-found') && expectations?.requiredNames.includes(raw.name) === true) met.add(raw.name);
  tally.take(bucket, failure);
  await sink.take(bucket, order);
}
