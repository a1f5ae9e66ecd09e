import type { BucketInspection } from '../buckets/bucket-state.js';
import { Failure } from '../failures/failure.js';
import { mfaPolicyInTheWay } from '../policies/mfa-policy-in-the-way.js';
import type { Identity } from '../signers/identity.js';

/** Deleting versions of a bucket. */
export type DeletionRequest = { bypassGovernanceRetention: boolean; allowUnprotected: boolean };

/**
 * What stands in the way of deleting versions of this bucket, whichever they are; `null` where nothing does.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html
 */
export function deletionObstacle({ name, state, objectLock }: BucketInspection, request: DeletionRequest): Failure | null {
  if (request.bypassGovernanceRetention && objectLock.read && !objectLock.value.enabled) {
    return new Failure('usage', `\`${name}\` has no Object Lock, so there is no governance retention to bypass`, {
      hints: ['leave out `--bypass-governance-retention`: AWS refuses it there, and the code would be spent'],
    });
  }
  if (state.mfaDelete === 'Enabled' || request.allowUnprotected) return null;
  return new Failure('mfa-delete-off', `MFA Delete is not on in \`${name}\`, so deleting its versions takes neither the root user nor a code`, {
    hints: [
      'if that is as it should be, add `--allow-unprotected`: then nothing but your confirmation stands before the deletion',
      `if not, turn it on: \`s3-mfa-delete enable ${name}\``,
    ],
  });
}

/** What should be known before versions of this bucket are deleted. */
export function deletionCautions({ objectLock, state }: BucketInspection, { bypassGovernanceRetention }: DeletionRequest): string[] {
  const cautions: string[] = [];
  if (objectLock.read && objectLock.value.enabled) {
    const kept = bypassGovernanceRetention ? 'in compliance mode or by a legal hold' : 'until its retention ends, or by a legal hold';
    cautions.push(`Object Lock is on: what it keeps ${kept} is refused, version by version; a code does not override it`);
  }
  if (state.mfaDelete === 'Disabled') cautions.push('MFA Delete is off here: this deletes without a code');
  return cautions;
}

/**
 * What the bucket policy has against deleting versions of these keys with the root key; `null` where it has nothing, or
 * where it cannot be told.
 */
export function policyObstacle({ name, policy }: BucketInspection, identity: Identity | null, keys: Iterable<string>): Failure | null {
  if (!policy.read || policy.value === null || identity === null) return null;
  for (const key of new Set(keys)) {
    const obstacle = mfaPolicyInTheWay(policy.value, identity, { action: 's3:DeleteObjectVersion', bucket: name, key, called: 'deletion' });
    if (obstacle === 'unreadable') return null;
    if (obstacle !== null) return obstacle;
  }
  return null;
}
