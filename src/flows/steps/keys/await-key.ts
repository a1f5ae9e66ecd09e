import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import { stillSigns } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';

/** "Takes time" is all that IAM says about new keys; reports speak of seconds (ms). */
const PATIENCE_MS = 90_000;
const PAUSE_MS = 1_000;
/** One place may know the key before another. */
const IN_A_ROW = 2;

/**
 * Waits until AWS accepts a new key: STS, and S3 wherever a code is going to be sent. Only reads, never a code, so that
 * none is lost to a key that is not known yet.
 * @param clients sign with the new key
 * @param buckets those that codes are meant for
 * @throws Failure `unknown-access-key` after a minute and a half, the reason of the interruption
 */
export async function awaitKey(clients: Clients, buckets: readonly BucketAddress[], { clock, interruption }: Context): Promise<void> {
  const giveUpAt = clock.now() + PATIENCE_MS;
  const looked = oneOfEachRegion(buckets);
  for (let inARow = 0; ; ) {
    interruption.throwIfAborted();
    inARow = (await isAccepted(clients, looked)) ? inARow + 1 : 0;
    if (inARow >= IN_A_ROW) return;
    if (clock.now() >= giveUpAt) {
      throw new Failure('unknown-access-key', `AWS does not accept the new root access key, ${PATIENCE_MS / 1000} s after it made it`, {
        hints: ['IAM may be slow today: https://health.aws.amazon.com/', 'no code was spent; run this again in a few minutes'],
      });
    }
    await clock.sleep(PAUSE_MS, interruption);
  }
}

async function isAccepted(clients: Clients, buckets: readonly BucketAddress[]): Promise<boolean> {
  if (!(await stillSigns(clients))) return false;
  const known = await Promise.all(buckets.map((bucket) => isKnownTo(clients, bucket)));
  return known.every(Boolean);
}

async function isKnownTo(clients: Clients, { name, region, expectedOwner }: BucketAddress): Promise<boolean> {
  try {
    await readVersioning(clients, name, region, expectedOwner);
    return true;
  } catch (error) {
    if (isFailure(error, 'unknown-access-key')) return false;
    // Who is denied was recognised.
    if (isFailure(error, 'access-denied')) return true;
    throw error;
  }
}

function oneOfEachRegion(buckets: readonly BucketAddress[]): BucketAddress[] {
  return [...new Map(buckets.map((bucket) => [bucket.region, bucket])).values()];
}
