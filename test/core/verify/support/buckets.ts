import type { VerifiedBucket } from '../../../../src/core/verify/document.js';

/** A bucket that is on, but for what is said. */
export function verifiedBucket(said: Partial<VerifiedBucket> = {}): VerifiedBucket {
  return {
    name: 'ledger',
    account: '111122223333',
    region: 'us-east-1',
    versioning: 'Enabled',
    mfaDelete: 'Enabled',
    verdict: 'on',
    reason: null,
    fix: null,
    probe: null,
    finding: false,
    expectation: null,
    recordedAt: null,
    ...said,
  };
}
