import type { Explanation } from './explanation.js';

/** Name of the rule in the commands that are shown. */
export const alarmRule = 's3-mfa-delete-alarm';

/** An EventBridge event pattern. */
type EventPattern = Record<string, unknown>;

/**
 * The event pattern for what `verify` at night cannot see. CloudTrail has to record management events; EventBridge gets
 * those of S3 in the Region of the bucket and those of IAM in us-east-1.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export function alarmPattern(): EventPattern {
  const byRoot = { userIdentity: { type: ['Root'] } };
  return {
    'detail-type': ['AWS API Call via CloudTrail'],
    $or: [
      {
        source: ['aws.s3'],
        detail: {
          eventName: ['PutBucketVersioning'],
          requestParameters: { VersioningConfiguration: { MfaDelete: [{ 'anything-but': 'Enabled' }, { exists: false }] } },
        },
      },
      { source: ['aws.iam'], detail: { eventName: ['CreateAccessKey'], ...byRoot } },
      { source: ['aws.s3'], detail: { eventName: ['DeleteBucketPolicy'], ...byRoot } },
    ],
  };
}

/** What its parts mean. */
export function explainAlarm(): Explanation[] {
  return [
    { part: 'AWS API Call via CloudTrail', meaning: 'calls that changed something, as CloudTrail recorded them; refused ones are among them (they have an errorCode)' },
    { part: 'PutBucketVersioning, MfaDelete not Enabled', meaning: 'somebody turned MFA Delete off, or changed versioning without saying Enabled' },
    { part: 'CreateAccessKey by Root', meaning: 'the root user made an access key: the key that MFA Delete takes, so expected only while you use it' },
    { part: 'DeleteBucketPolicy by Root', meaning: 'the root user removed a bucket policy, which no policy can forbid it' },
  ];
}
