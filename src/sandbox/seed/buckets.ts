import type { Bucket, Buckets } from '../storage/buckets.js';
import { seedManyVersions } from './objects.js';
import { NEVER, OFF, ON, type SeedBucket, seedTable } from './table.js';

const DAY_MS = 86_400_000;

/** The region of the account, and of its buckets where nothing else is said. */
export const HOME_REGION = 'us-east-1';

/** A bucket as the person and the JSON document see it when the account starts. */
export type BucketDescription = {
  name: string;
  region: string;
  for: string;
  mfaDelete: 'Enabled' | 'Disabled';
  /** Versions and delete markers (count). */
  versions: number;
};

/** How many buckets and versions to add to the fixed ones (counts). */
type SeedSize = { buckets: number; versions: number };

/** Creates the buckets of the seed. The same sizes always make the same buckets. */
export function seedAllBuckets(buckets: Buckets, accountId: string, now: number, size: SeedSize): BucketDescription[] {
  const seeds = [...seedTable, ...deepHistory(size.versions), ...fleet(size.buckets)];
  return seeds.map((seed) => createSeed(buckets, accountId, now, seed));
}

function deepHistory(versions: number): SeedBucket[] {
  if (versions === 0) return [];
  const fill = (bucket: Bucket, now: number): void => seedManyVersions(bucket, versions, now);
  return [{ name: 'deep-history', for: `${versions} versions to list and purge; MFA Delete is on`, versioning: ON, fill }];
}

/** Of twenty, the tenth is off and the twentieth never versioned; the rest are on. */
function fleet(count: number): SeedBucket[] {
  return Array.from({ length: count }, (_, index) => {
    const name = `fleet-${String(index + 1).padStart(6, '0')}`;
    if (index % 20 === 19) return { name, for: 'one of many: never versioned', versioning: NEVER };
    if (index % 20 === 9) return { name, for: 'one of many: MFA Delete is off', versioning: OFF };
    return { name, for: 'one of many: MFA Delete is on', versioning: ON };
  });
}

function createSeed(buckets: Buckets, accountId: string, now: number, seed: SeedBucket): BucketDescription {
  const { name, region = HOME_REGION, owner = accountId, objectLock = null, versioning } = seed;
  const createdAt = now - 400 * DAY_MS;
  const bucket = buckets.create({ name, region, owner, objectLock, createdAt });
  seed.fill?.(bucket, now);
  if (versioning.status !== null) bucket.setVersioning(versioning, createdAt);
  const mfaDelete = versioning.mfaDelete ?? 'Disabled';
  return { name, region, for: seed.for, mfaDelete, versions: bucket.objects.size() };
}
