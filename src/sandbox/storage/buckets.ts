import { makeMultipartUploads, type MultipartUploads } from './multipart-uploads.js';
import { makeObjectVersions, NO_TAGS, type ObjectVersions, type Tags, type VersioningStatus } from './object-versions.js';
import { SortedMap } from './sorted-map.js';

/** What PutBucketVersioning sets. `null`: never configured, so GetBucketVersioning does not mention it. */
export type VersioningConfiguration = { status: VersioningStatus; mfaDelete: 'Enabled' | 'Disabled' | null };

/** A configuration as AWS defines it, by AWS's element names: text, a structure, or several of one name. */
export type ConfigurationTree = string | { [name: string]: ConfigurationTree | ConfigurationTree[] };

/** A lifecycle configuration; `rules` by AWS's names, for example `{ ID: 'old', Status: 'Enabled', … }`. */
export type LifecycleConfiguration = {
  rules: ConfigurationTree[];
  transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' | 'varies_by_storage_class';
};

/** Object Lock of a bucket. A default retention holds for `days` or for `years` (AWS allows one of them). */
type BucketObjectLock = {
  defaultRetention: { mode: 'GOVERNANCE' | 'COMPLIANCE'; unit: 'Days' | 'Years'; length: number } | null;
};

/** One bucket. Versioning has its own functions, because readers may be shown an older state. */
export type Bucket = {
  readonly name: string;
  readonly region: string;
  /** In ms since the epoch. */
  readonly createdAt: number;
  /** The account that owns it: twelve digits. */
  readonly owner: string;
  readonly objectLock: BucketObjectLock | null;
  readonly objects: ObjectVersions;
  /** Uploads in parts that are under way. */
  readonly uploads: MultipartUploads;
  lifecycle: LifecycleConfiguration | null;
  replication: ConfigurationTree | null;
  /** JSON text. Its Deny statements hold. */
  policy: string | null;
  tags: Tags;
  /** The present state. */
  versioning(): VersioningConfiguration;
  /** The state that held at that time, in ms since the epoch. */
  versioningAt(at: number): VersioningConfiguration;
  /** Changes the state, from `at` (ms since the epoch) on. */
  setVersioning(state: VersioningConfiguration, at: number): void;
};

/** What a new bucket is made from. */
export type NewBucket = Pick<Bucket, 'name' | 'region' | 'createdAt' | 'owner'> & { objectLock?: BucketObjectLock | null };

/** Which buckets to list: of one owner, at most `limit`, those after a name, with a prefix, in a region. */
type BucketFilter = { owner: string; limit: number; after?: string | null; prefix?: string; region?: string | null };

/** All buckets that the practice account can see. */
export type Buckets = {
  find(name: string): Bucket | undefined;
  /** The name must be free. With Object Lock, versioning is on from the start (AWS: "CreateBucket", verified). */
  create(bucket: NewBucket): Bucket;
  remove(name: string): void;
  /** By name; `more` tells whether there are further ones. */
  list(filter: BucketFilter): { buckets: Bucket[]; more: boolean };
};

/** Makes the buckets of a practice account: none yet. */
export function makeBuckets(): Buckets {
  const byName = new SortedMap<string, Bucket>();
  return {
    find: (name) => byName.get(name),
    create(details) {
      const bucket = makeBucket(details);
      byName.set(bucket.name, bucket);
      return bucket;
    },
    remove: (name) => void byName.delete(name),
    list({ owner, limit, after = null, prefix = '', region = null }) {
      const buckets: Bucket[] = [];
      const from = after !== null && after > prefix ? after : prefix;
      for (const [name, bucket] of byName.entries(from)) {
        if (!name.startsWith(prefix)) break;
        if (name === after || bucket.owner !== owner || (region !== null && bucket.region !== region)) continue;
        if (buckets.length === limit) return { buckets, more: true };
        buckets.push(bucket);
      }
      return { buckets, more: false };
    },
  };
}

function makeBucket({ objectLock = null, ...details }: NewBucket): Bucket {
  const first: VersioningConfiguration = { status: objectLock === null ? null : 'Enabled', mfaDelete: null };
  const changes: { at: number; state: VersioningConfiguration }[] = [];
  return {
    ...details,
    objectLock,
    objects: makeObjectVersions(),
    uploads: makeMultipartUploads(),
    lifecycle: null,
    replication: null,
    policy: null,
    tags: NO_TAGS,
    versioning: () => changes.at(-1)?.state ?? first,
    versioningAt: (at) => changes.findLast((change) => change.at <= at)?.state ?? first,
    setVersioning: (state, at) => void changes.push({ at, state }),
  };
}
