import { describe, expect, test } from 'vitest';
import type { BucketInspection } from '../../../src/core/buckets/bucket-state.js';
import { deletionCautions, deletionObstacle, policyObstacle } from '../../../src/core/deletion/obstacles.js';
import { identityOf } from '../../../src/core/signers/identity.js';
import { inspectedBucket } from '../support/inspected-bucket.js';

const bucket = inspectedBucket({ state: { versioning: 'Enabled', mfaDelete: 'Enabled' } });
const locked: BucketInspection = { ...bucket, objectLock: { read: true, value: { enabled: true, defaultRetention: false } } };
const off = inspectedBucket();
const plain = { bypassGovernanceRetention: false, allowUnprotected: false };

describe('what stands in the way', () => {
  test('nothing where MFA Delete is on', () => {
    expect(deletionObstacle(bucket, plain)).toBeNull();
  });

  test('MFA Delete that is off, unless that was agreed to', () => {
    expect(deletionObstacle(off, plain)?.kind).toBe('mfa-delete-off');
    expect(deletionObstacle(off, plain)).toMatchObject({ message: expect.stringContaining('`ledger`'), hints: [expect.stringContaining('--allow-unprotected'), expect.stringContaining('`s3-mfa-delete enable ledger`')] });
    expect(deletionObstacle(off, { ...plain, allowUnprotected: true })).toBeNull();
  });

  test('governance retention cannot be bypassed where there is none', () => {
    const refusal = { kind: 'usage', message: expect.stringContaining('`ledger` has no Object Lock'), hints: [expect.stringContaining('`--bypass-governance-retention`')] };
    expect(deletionObstacle(bucket, { ...plain, bypassGovernanceRetention: true })).toMatchObject(refusal);
    // Also where MFA Delete is off and that was agreed to: the request would be refused all the same.
    expect(deletionObstacle(off, { bypassGovernanceRetention: true, allowUnprotected: true })).toMatchObject(refusal);
    expect(deletionObstacle(locked, { ...plain, bypassGovernanceRetention: true })).toBeNull();
    expect(deletionObstacle({ ...bucket, objectLock: { read: false, code: 'AccessDenied' } }, { ...plain, bypassGovernanceRetention: true })).toBeNull();
  });
});

test('Object Lock and a missing protection are said beforehand', () => {
  expect(deletionCautions(bucket, plain)).toEqual([]);
  expect(deletionCautions({ ...bucket, objectLock: { read: false, code: 'AccessDenied' } }, plain)).toEqual([]);
  expect(deletionCautions(locked, plain)).toEqual([expect.stringContaining('until its retention ends')]);
  expect(deletionCautions(locked, { ...plain, bypassGovernanceRetention: true })).toEqual([expect.stringContaining('compliance mode')]);
  expect(deletionCautions(off, plain)).toEqual([expect.stringContaining('without a code')]);
});

describe('a bucket policy that demands MFA denies the root key', () => {
  const identity = identityOf('111122223333', 'arn:aws:iam::111122223333:root');
  const withPolicy = (resource: string): BucketInspection => ({
    ...bucket,
    policy: {
      read: true,
      value: JSON.stringify({
        Statement: { Sid: 'NoMfa', Effect: 'Deny', Principal: '*', Action: 's3:DeleteObject*', Resource: resource, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } },
      }),
    },
  });

  test('for the keys that it is about', () => {
    expect(policyObstacle(withPolicy('arn:aws:s3:::ledger/tmp/*'), identity, ['a', 'tmp/b'])).toMatchObject({
      kind: 'mfa-policy-in-the-way',
      message: expect.stringMatching(/`ledger` \(.*NoMfa.*\) denies/),
      hints: [expect.stringContaining('`"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:root"}`'), expect.stringContaining('remove the statement')],
    });
    expect(policyObstacle(withPolicy('arn:aws:s3:::ledger/tmp/*'), identity, ['a'])).toBeNull();
    expect(policyObstacle(withPolicy('arn:aws:s3:::ledger'), identity, ['a'])).toBeNull();
  });

  test('not where there is no policy, or nobody to ask', () => {
    expect(policyObstacle(bucket, identity, ['a'])).toBeNull();
    expect(policyObstacle(withPolicy('*'), null, ['a'])).toBeNull();
    expect(policyObstacle({ ...bucket, policy: { read: false, code: 'AccessDenied' } }, identity, ['a'])).toBeNull();
    expect(policyObstacle(withPolicy('*'), identity, [])).toBeNull();
  });

  test('not where it cannot be told what the policy says', () => {
    expect(policyObstacle({ ...bucket, policy: { read: true, value: 'no policy' } }, identity, ['a', 'b'])).toBeNull();
  });
});
