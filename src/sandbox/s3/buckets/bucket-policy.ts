import { coversPrincipal, statementsOf } from '../../../core/policies/statements.js';
import { isJson } from '../../../core/text/is-json.js';
import { covers, type PolicyQuestion } from '../../authentication/policy-decision.js';
import { PracticeError, type Principal, type WireAnswer } from '../../types.js';
import { type BucketCall, emptyAnswer } from '../call.js';
import { s3Error } from '../errors.js';

/** AWS: "Bucket policies are limited to 20 KB in size" (verified; how a larger one is refused is likely). */
const MOST_BYTES = 20_480;

/**
 * Does a Deny statement of a bucket policy cover this? It outweighs every right, root's too.
 * AWS: "Policy evaluation logic" (verified). Allow statements are not looked at: within the account, the rights of the
 * identity suffice.
 * @param policy JSON text
 * @throws PracticeError 501, naming it, for a condition that cannot be told here
 */
export function deniedByPolicy(policy: string, { arn, accountId }: Principal, question: PolicyQuestion): boolean {
  const names = [arn, accountId, `arn:aws:iam::${accountId}:root`];
  return (statementsOf(policy) ?? []).some(
    (statement) => statement['Effect'] === 'Deny' && coversPrincipal(statement, names) && covers(statement, question),
  );
}

/** GetBucketPolicy: the text as it was put. AWS: "GetBucketPolicy" (verified). */
export function getBucketPolicy({ bucket }: BucketCall): WireAnswer {
  if (bucket.policy === null) throw s3Error('noPolicy', { BucketName: bucket.name });
  return { status: 200, headers: { 'content-type': 'application/json' }, body: bucket.policy };
}

/** PutBucketPolicy: replaces the whole policy. AWS: "PutBucketPolicy" (verified). */
export function putBucketPolicy({ bucket, request }: BucketCall): WireAnswer {
  const text = request.body.toString('utf8');
  if (request.body.length > MOST_BYTES) throw malformed('PolicyTooLarge', 'Policy is too large');
  if (!text.startsWith('{') || !isJson(text)) throw malformed('MalformedPolicy', "Policies must be valid JSON and the first byte must be '{'");
  const statements = statementsOf(text);
  if (statements === null) throw malformed('MalformedPolicy', 'Missing required field Statement');
  for (const { Effect, Principal: named, NotPrincipal, Action, NotAction, Resource, NotResource } of statements) {
    if (Effect !== 'Allow' && Effect !== 'Deny') throw malformed('MalformedPolicy', `Invalid effect: ${String(Effect)}`);
    if (named === undefined && NotPrincipal === undefined) throw malformed('MalformedPolicy', 'Missing required field Principal');
    if (Action === undefined && NotAction === undefined) throw malformed('MalformedPolicy', 'Missing required field Action');
    if (!isAbout(bucket.name, Resource ?? NotResource)) throw malformed('MalformedPolicy', 'Policy has invalid resource');
  }
  bucket.policy = text;
  return emptyAnswer(204);
}

/** Code, JSON text and "invalid resource" from public captures (verified); the other texts are likely. */
function malformed(code: 'MalformedPolicy' | 'PolicyTooLarge', message: string): PracticeError {
  return new PracticeError(400, code, message);
}

/** DeleteBucketPolicy: also where there is none. AWS: "DeleteBucketPolicy" (verified). */
export function deleteBucketPolicy({ bucket }: BucketCall): WireAnswer {
  bucket.policy = null;
  return emptyAnswer(204);
}

/** A bucket's policy can be about the bucket and what is in it, and nothing else. */
function isAbout(bucketName: string, resources: unknown): boolean {
  const named = [resources].flat();
  return named.every((resource) => typeof resource === 'string' && [bucketName, ''].some((name) => matches(resource, name)));
}

function matches(resource: string, bucketName: string): boolean {
  const [bucket = ''] = resource.replace(/^arn:[^:]+:s3:::/, '').split('/');
  return bucketName === '' ? /[*?]/.test(bucket) : bucket === bucketName;
}
