/** `Unversioned`: versioning was never turned on. */
export type Versioning = 'Enabled' | 'Suspended' | 'Unversioned';
/** `Disabled` also where it was never configured. */
export type MfaDelete = 'Enabled' | 'Disabled';

/** What GetBucketVersioning says of a bucket. */
export type VersioningState = { versioning: Versioning; mfaDelete: MfaDelete };

/** A bucket as a listing shows it; `region` is `null` where the server does not say. */
export type BucketListing = { name: string; region: string | null };

/** One answer of a preflight read: read, or why it could not be. */
export type Reading<T> = { read: true; value: T } | { read: false; code: string };

/** What the preflight read of a bucket, all without a code. */
export type BucketInspection = {
  name: string;
  /** `null` only on S3-compatible servers that do not say. */
  region: string | null;
  state: VersioningState;
  /** Number of lifecycle rules, disabled ones included; 0 where there is no lifecycle configuration. */
  lifecycleRules: Reading<number>;
  /** Object Lock on the bucket, and whether it has a default retention. */
  objectLock: Reading<{ enabled: boolean; defaultRetention: boolean }>;
  /** Number of replication rules; 0 where there is no replication configuration. */
  replicationRules: Reading<number>;
  /** The bucket policy, as JSON text; `null` where there is none. */
  policy: Reading<string | null>;
};
