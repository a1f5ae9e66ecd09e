import type { Bucket, ConfigurationTree, LifecycleConfiguration, NewBucket, VersioningConfiguration } from '../storage/buckets.js';
import { seedDocuments, seedHostileKeys, textContent } from './objects.js';

const DAY_MS = 86_400_000;

/** Owner of the one bucket that belongs to somebody else. */
const OTHER_ACCOUNT = '999988887777';

/** A bucket of the seed. `versioning` is set last, after `fill`. */
export type SeedBucket = Partial<Pick<NewBucket, 'region' | 'owner' | 'objectLock'>> & {
  name: string;
  /** What it is there for, as the person reads it. */
  for: string;
  versioning: VersioningConfiguration;
  fill?(bucket: Bucket, now: number): void;
};

/** States that buckets are seeded in. */
export const NEVER: VersioningConfiguration = { status: null, mfaDelete: null };
export const OFF: VersioningConfiguration = { status: 'Enabled', mfaDelete: null };
export const ON: VersioningConfiguration = { status: 'Enabled', mfaDelete: 'Enabled' };

const lifecycle: LifecycleConfiguration = {
  transitionDefaultMinimumObjectSize: 'all_storage_classes_128K',
  rules: [
    { ID: 'expire-old-versions', Filter: { Prefix: '' }, Status: 'Enabled', NoncurrentVersionExpiration: { NoncurrentDays: '90' } },
    { ID: 'abort-uploads', Filter: { Prefix: 'uploads/' }, Status: 'Disabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: '7' } },
  ],
};

const mfaPolicy = (bucket: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'DenyWithoutMfa',
        Effect: 'Deny',
        Principal: '*',
        // Reads stay open, so that a person can find out what is the matter.
        Action: ['s3:Put*', 's3:Delete*'],
        Resource: [`arn:aws:s3:::${bucket}`, `arn:aws:s3:::${bucket}/*`],
        Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      },
    ],
  });

const replication = (accountId: string): ConfigurationTree => ({
  Role: `arn:aws:iam::${accountId}:role/replication`,
  Rule: [
    {
      ID: 'everything',
      Priority: '1',
      Filter: { Prefix: '' },
      Status: 'Enabled',
      Destination: { Bucket: 'arn:aws:s3:::replicated-target' },
      DeleteMarkerReplication: { Status: 'Disabled' },
    },
  ],
});

/** The buckets that every practice account has: each verdict and each trap once. */
export const seedTable: readonly SeedBucket[] = [
  { name: 'ledger-ready', for: 'ready: versioning is on, MFA Delete is off', versioning: OFF, fill: seedDocuments },
  { name: 'payments-protected', for: 'MFA Delete is on; several versions and a delete marker', versioning: ON, fill: seedDocuments },
  {
    name: 'logs-lifecycle',
    for: 'blocked by a lifecycle configuration',
    versioning: OFF,
    fill: (bucket) => {
      bucket.lifecycle = lifecycle;
    },
  },
  {
    name: 'archive-suspended',
    for: 'versioning is suspended',
    versioning: { status: 'Suspended', mfaDelete: null },
    fill(bucket, now) {
      seedDocuments(bucket, now);
      bucket.objects.put('readme.txt', textContent('Written while suspended.\n'), { versioning: 'Suspended', at: now - DAY_MS });
    },
  },
  {
    name: 'vault-suspended',
    for: 'versioning is suspended with MFA Delete still on: protects less than it seems',
    versioning: { status: 'Suspended', mfaDelete: 'Enabled' },
    fill: seedDocuments,
  },
  { name: 'uploads-unversioned', for: 'never versioned', versioning: NEVER },
  {
    name: 'evidence-locked',
    for: 'Object Lock with a default retention: versioning cannot be suspended',
    versioning: OFF,
    objectLock: { defaultRetention: { mode: 'GOVERNANCE', unit: 'Days', length: 30 } },
    fill: seedDocuments,
  },
  { name: 'backup-ireland', for: 'in another region; ready', region: 'eu-west-1', versioning: OFF, fill: seedDocuments },
  { name: 'odd-names', for: 'objects with hostile names; MFA Delete is on', versioning: ON, fill: seedHostileKeys },
  {
    name: 'strict-policy',
    for: 'a bucket policy that denies changes without MFA context, which a root key never has',
    versioning: OFF,
    fill: (bucket) => {
      bucket.policy = mfaPolicy(bucket.name);
    },
  },
  {
    name: 'replicated-source',
    for: 'replication source: versioning cannot be suspended',
    versioning: OFF,
    fill: (bucket) => {
      bucket.replication = replication(bucket.owner);
    },
  },
  { name: 'partner-files', for: 'another account’s: nothing can be read', versioning: OFF, owner: OTHER_ACCOUNT },
];
