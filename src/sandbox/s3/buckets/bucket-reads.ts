import type { ConfigurationTree } from '../../storage/buckets.js';
import type { WireAnswer } from '../../types.js';
import { writeXml, type XmlElements } from '../../wire/xml-writer.js';
import { type BucketCall, emptyAnswer, S3_NAMESPACE, xmlAnswer } from '../call.js';
import { s3Error } from '../errors.js';

/** HeadBucket. AWS: "HeadBucket" (verified). */
export function headBucket({ bucket }: BucketCall): WireAnswer {
  return emptyAnswer(200, { 'x-amz-bucket-region': bucket.region, 'x-amz-access-point-alias': 'false' });
}

/** GetBucketLocation: us-east-1 has no name here. AWS: "GetBucketLocation" (verified). */
export function getBucketLocation({ bucket }: BucketCall): WireAnswer {
  const name = bucket.region === 'us-east-1' ? '' : bucket.region;
  const body = writeXml('LocationConstraint', name, S3_NAMESPACE);
  return { status: 200, headers: { 'content-type': 'application/xml' }, body };
}

/** GetObjectLockConfiguration. AWS: "GetObjectLockConfiguration" (verified). */
export function getObjectLockConfiguration({ bucket }: BucketCall): WireAnswer {
  if (bucket.objectLock === null) throw s3Error('noObjectLock', { BucketName: bucket.name });
  const retention = bucket.objectLock.defaultRetention;
  const rule = retention && { DefaultRetention: { Mode: retention.mode, [retention.unit]: retention.length } };
  return xmlAnswer('ObjectLockConfiguration', { ObjectLockEnabled: 'Enabled', Rule: rule ?? undefined });
}

/** GetBucketReplication. AWS: "GetBucketReplication" (verified). */
export function getBucketReplication({ bucket }: BucketCall): WireAnswer {
  if (bucket.replication === null) throw s3Error('noReplication', { BucketName: bucket.name });
  return xmlAnswer('ReplicationConfiguration', elementsOf(bucket.replication));
}

function elementsOf(tree: ConfigurationTree): XmlElements {
  return typeof tree === 'string' ? {} : tree;
}
