import { isThrottlingError, isTransientError } from '@smithy/core/retry';
import type { SdkError } from '@smithy/types';
import type { Reading, VersioningState } from '../../core/buckets/bucket-state.js';
import type { Clock } from '../../core/clock.js';
import { Failure } from '../../core/failures/failure.js';
import type { Outages } from '../../core/verify/outages.js';
import type { Pace } from '../../core/verify/pace.js';
import type { Clients } from '../connection/clients.js';
import { toFailure } from '../failures/failures.js';
import { orIfAbsent } from '../failures/if-absent.js';
import { reading } from './bucket-inspection.js';
import { locateBucket } from './bucket-location.js';
import type { BucketReads } from './bucket-reads.js';
import { versioningStateOf } from './bucket-versioning.js';

/** A request that is not answered is sent so often in all. */
const ATTEMPTS = 4;
const FIRST_WAIT = 100;

/** So long (ms) one request is sent again and again while the server asks to slow down; after that its bucket is given up. */
const LONGEST_THROTTLED = 10 * 60_000;

/** What reading many buckets shares. */
type PatientKit = { clients: Clients; pace: Pace; outages: Outages; clock: Clock; random: () => number };

/** Reads of buckets by the thousand: at a common pace, again where it may help, and not where a region is gone. */
export type PatientReads = {
  /** @throws Failure */
  locate(name: string): Promise<string | null>;
  /** @throws Failure */
  versioning(name: string, region: string | null): Promise<VersioningState>;
  /** Counts lifecycle rules, or says why they could not be read. @throws Failure */
  lifecycleRules(name: string, region: string | null): Promise<Reading<number>>;
  /** Tags by key; none where the bucket has none. @throws Failure */
  tags(name: string, region: string | null): Promise<ReadonlyMap<string, string>>;
};

/** Makes the reads of one account. */
export function makePatientReads(kit: PatientKit): PatientReads {
  const { clients, pace } = kit;
  const read = async <O>(action: string, bucket: string, region: string | null, send: (reads: BucketReads, signal: AbortSignal) => Promise<O>): Promise<O> => {
    const reads = await clients.bucketReads(region);
    const { interruption } = clients.settings;
    try {
      // The transport listens for the interruption by itself: another listener would cost as much as the signature.
      return await patiently(kit, region ?? clients.region, () => send(reads, interruption));
    } catch (error) {
      if (interruption.aborted) throw interruption.reason;
      throw toFailure(error, { action, bucket, clients });
    }
  };
  return {
    locate: (name) => pace.run(() => locateBucket(clients, name)),
    async versioning(name, region) {
      const { Status, MFADelete } = await read('s3:GetBucketVersioning', name, region, (reads, signal) => reads.versioning(name, signal));
      return versioningStateOf(Status, MFADelete, name);
    },
    lifecycleRules: (name, region) =>
      reading(() =>
        orIfAbsent('NoSuchLifecycleConfiguration', 0, async () => {
          const { Rules } = await read('s3:GetLifecycleConfiguration', name, region, (reads, signal) => reads.lifecycle(name, signal));
          return Rules?.length ?? 0;
        }),
      ),
    tags: (name, region) =>
      orIfAbsent('NoSuchTagSet', new Map<string, string>(), async () => {
        const { TagSet } = await read('s3:GetBucketTagging', name, region, (reads, signal) => reads.tagging(name, signal));
        return new Map((TagSet ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
      }),
  };
}

/** Sends until there is an answer that is worth having; what the last attempt threw is thrown. */
async function patiently<T>({ clients, pace, outages, clock, random }: PatientKit, place: string, send: () => Promise<T>): Promise<T> {
  const { interruption } = clients.settings;
  if (outages.isDown(place)) throw notAskedAgain(place);
  let throttledSince: number | null = null;
  let isClockKnown = false;
  for (let attempt = 1; ; ) {
    try {
      const answer = await pace.run(send);
      pace.answered();
      outages.answered(place);
      return answer;
    } catch (error) {
      interruption.throwIfAborted();
      const problem = error as SdkError;
      if (isThrottlingError(problem)) {
        pace.slowDown();
        outages.answered(place);
        throttledSince ??= clock.now();
        if (clock.now() - throttledSince > LONGEST_THROTTLED) throw error;
        continue;
      }
      if (problem.name === 'RequestTimeTooSkewed' && !isClockKnown) {
        // The refusal said what time it is there.
        isClockKnown = true;
        continue;
      }
      if (!isTransientError(problem)) {
        outages.answered(place);
        throw error;
      }
      if (attempt === ATTEMPTS || outages.isSuspect(place)) {
        outages.unanswered(place);
        throw error;
      }
      await clock.sleep(Math.ceil(random() * FIRST_WAIT * 2 ** attempt), interruption);
      attempt += 1;
    }
  }
}

function notAskedAgain(place: string): Failure {
  return new Failure('network', `region ${place} stopped to answer, so its other buckets were not asked`, {
    hints: ['run this again when it answers: https://health.aws.amazon.com/ tells of larger trouble'],
  });
}
