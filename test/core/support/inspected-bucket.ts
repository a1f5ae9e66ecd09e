import type { BucketInspection } from '../../../src/core/buckets/bucket-state.js';

/** What is found out about a bucket: versioning is on, MFA Delete is off, nothing else is configured. */
export function inspectedBucket(more: Partial<BucketInspection> = {}): BucketInspection {
  return {
    name: 'ledger',
    region: 'eu-west-1',
    state: { versioning: 'Enabled', mfaDelete: 'Disabled' },
    lifecycleRules: { read: true, value: 0 },
    objectLock: { read: true, value: { enabled: false, defaultRetention: false } },
    replicationRules: { read: true, value: 0 },
    policy: { read: true, value: null },
    ...more,
  };
}
