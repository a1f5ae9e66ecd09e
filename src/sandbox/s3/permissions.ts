import { decide } from '../authentication/policy-decision.js';
import { contextOf } from '../authentication/request-context.js';
import { PracticeError } from '../types.js';
import { deniedByPolicy } from './buckets/bucket-policy.js';
import type { AccountCall, BucketCall } from './call.js';

/** Account-wide actions, which AWS refuses without naming a resource. */
const ALL_BUCKETS = 'arn:aws:s3:::*';

/** ARN of a bucket, or of an object in it (where `key` is not empty). */
export function arnOf(bucketName: string, key = ''): string {
  return key === '' ? `arn:aws:s3:::${bucketName}` : `arn:aws:s3:::${bucketName}/${key}`;
}

/** What the root user of the owner can do whatever the bucket's policy says. AWS: "PutBucketPolicy" (verified). */
const neverLockedOut = ['s3:GetBucketPolicy', 's3:PutBucketPolicy', 's3:DeleteBucketPolicy'];

/**
 * May the signer do this? An explicit deny, in the bucket's policy or in one of the signer's, comes before every right.
 * @param call about a bucket, where there is one whose policy counts
 * @param resource an ARN; `null` for actions on the account
 * @throws PracticeError 403 AccessDenied in the words that S3 uses within one account. AWS: "Troubleshoot access denied
 *   (403 Forbidden) errors in Amazon S3" (verified for resources; without a resource likely)
 */
export function requirePermission(call: AccountCall | BucketCall, action: string, resource: string | null): void {
  const { signer, now } = call;
  const question = { action, resource: resource ?? ALL_BUCKETS, context: contextOf(signer, now) };
  const policy = 'bucket' in call ? call.bucket.policy : null;
  const exempted = signer.principal.kind === 'root' && neverLockedOut.includes(action);
  if (policy !== null && !exempted && deniedByPolicy(policy, signer.principal, question)) {
    throw denied(call, action, resource, 'with an explicit deny in a resource-based policy');
  }
  const decision = decide(signer.principal, question);
  if (decision === 'explicitDeny') throw denied(call, action, resource, 'with an explicit deny in an identity-based policy');
  if (decision === 'implicitDeny') throw denied(call, action, resource, `because no identity-based policy allows the ${action} action`);
}

function denied({ signer }: AccountCall, action: string, resource: string | null, why: string): PracticeError {
  const on = resource === null ? '' : ` on resource: "${resource}"`;
  return new PracticeError(403, 'AccessDenied', `User: ${signer.principal.arn} is not authorized to perform: ${action}${on} ${why}`);
}
