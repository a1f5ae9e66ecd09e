import { PracticeError, type Principal } from '../types.js';

/** Account-wide actions, which AWS refuses without naming a resource. */
const ALL_BUCKETS = 'arn:aws:s3:::*';

/** ARN of a bucket, or of an object in it (where `key` is not empty). */
export function arnOf(bucketName: string, key = ''): string {
  return key === '' ? `arn:aws:s3:::${bucketName}` : `arn:aws:s3:::${bucketName}/${key}`;
}

/**
 * May the principal do this?
 * @param resource an ARN; `null` for actions on the account
 * @throws PracticeError 403 AccessDenied in the words that S3 uses within one account. AWS: "Troubleshoot access denied
 *   (403 Forbidden) errors in Amazon S3" (verified for resources; without a resource likely)
 */
export function requirePermission(principal: Principal, action: string, resource: string | null): void {
  if (principal.allows(action, resource ?? ALL_BUCKETS)) return;
  const on = resource === null ? '' : ` on resource: "${resource}"`;
  const why = `because no identity-based policy allows the ${action} action`;
  throw new PracticeError(403, 'AccessDenied', `User: ${principal.arn} is not authorized to perform: ${action}${on} ${why}`);
}
