import { randomBytes } from 'node:crypto';
import type { ConfigurationTree, LifecycleConfiguration } from '../../storage/buckets.js';
import type { WireAnswer } from '../../types.js';
import { childrenNamed, readXml, textOf, type XmlNode } from '../../wire/xml-reader.js';
import { type BucketCall, emptyAnswer, xmlAnswer } from '../call.js';
import { invalidArgument, s3Error, unverifiedArgument } from '../errors.js';

const MINIMUM_SIZE_HEADER = 'x-amz-transition-default-minimum-object-size';
const minimumSizes = ['all_storage_classes_128K', 'varies_by_storage_class'] as const;
const actions = ['Expiration', 'Transition', 'NoncurrentVersionExpiration', 'NoncurrentVersionTransition', 'AbortIncompleteMultipartUpload'];

/** GetBucketLifecycleConfiguration. AWS: "GetBucketLifecycleConfiguration" (verified). */
export function getBucketLifecycle({ bucket }: BucketCall): WireAnswer {
  if (bucket.lifecycle === null) throw s3Error('noLifecycle', { BucketName: bucket.name });
  return xmlAnswer('LifecycleConfiguration', { Rule: bucket.lifecycle.rules }, minimumSizeHeader(bucket.lifecycle));
}

/**
 * PutBucketLifecycleConfiguration. AWS: "PutBucketLifecycleConfiguration", "Lifecycle and other bucket
 * configurations": not on a bucket with MFA Delete (verified; how it is refused is not). Rules are kept as they come;
 * nothing expires in the practice account.
 */
export function putBucketLifecycle({ bucket, request }: BucketCall): WireAnswer {
  const rules = rulesOf(request.body.toString('utf8'));
  const size = request.headers[MINIMUM_SIZE_HEADER] ?? minimumSizes[0];
  const transitionDefaultMinimumObjectSize = minimumSizes.find((known) => known === size);
  if (transitionDefaultMinimumObjectSize === undefined) {
    // AWS: "PutBucketLifecycleConfiguration" has the two values (verified); how others are refused is not.
    throw unverifiedArgument('Invalid TransitionDefaultMinimumObjectSize', MINIMUM_SIZE_HEADER, size);
  }
  if (bucket.versioning().mfaDelete === 'Enabled') throw s3Error('lifecycleOnMfaBucket');
  bucket.lifecycle = { rules, transitionDefaultMinimumObjectSize };
  return emptyAnswer(200, minimumSizeHeader(bucket.lifecycle));
}

/** DeleteBucketLifecycle: also where there is none. AWS: "DeleteBucketLifecycle" (verified). */
export function deleteBucketLifecycle({ bucket }: BucketCall): WireAnswer {
  bucket.lifecycle = null;
  return emptyAnswer(204);
}

function minimumSizeHeader(lifecycle: LifecycleConfiguration): Record<string, string> {
  return { [MINIMUM_SIZE_HEADER]: lifecycle.transitionDefaultMinimumObjectSize };
}

/** One to 1,000 rules, each with a status and at least one action (AWS: "Lifecycle configuration elements", verified). */
function rulesOf(text: string): ConfigurationTree[] {
  const document = readXml('LifecycleConfiguration', text);
  const rules = document === null ? [] : childrenNamed(document, 'Rule');
  if (rules.length === 0 || rules.length > 1000 || !rules.every(isRule)) throw s3Error('malformedXml');
  const named = rules.map(withId);
  const ids = new Set(named.map((rule) => textOf(rule, 'ID')));
  // AWS: public captures (likely).
  if (ids.size !== named.length) throw invalidArgument('Rule ID must be unique. Found same ID for more than one rule', 'ID', [...ids].join(','));
  return named;
}

function isRule(rule: XmlNode): boolean {
  const status = textOf(rule, 'Status');
  return (status === 'Enabled' || status === 'Disabled') && actions.some((action) => childrenNamed(rule, action).length > 0);
}

/** AWS makes an id for a rule without one (verified; its shape is not). */
function withId(rule: XmlNode): ConfigurationTree {
  if (typeof rule === 'string' || textOf(rule, 'ID')) return rule;
  return { ...rule, ID: randomBytes(24).toString('base64url') };
}
