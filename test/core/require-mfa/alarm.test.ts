import { describe, expect, test } from 'vitest';
import { alarmPattern, alarmRule, explainAlarm } from '../../../src/core/require-mfa/alarm.js';

/** EventBridge's own rules, as far as the pattern uses them: all keys, one of the values of a list, one of `$or`. */
function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((wanted) => matchesValue(wanted, event));
  return Object.entries(pattern as object).every(([key, inner]) =>
    key === '$or' ? (inner as unknown[]).some((one) => matches(one, event)) : matches(inner, (event as Record<string, unknown> | undefined)?.[key]),
  );
}

function matchesValue(wanted: unknown, value: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null) return wanted === value;
  if ('exists' in wanted) return (value !== undefined) === wanted.exists;
  if ('anything-but' in wanted) return value !== undefined && value !== wanted['anything-but'];
  throw new Error('a filter that this test does not know');
}

const call = (source: string, eventName: string, type: string, requestParameters: object = {}, detailType = 'AWS API Call via CloudTrail') => ({
  'detail-type': detailType,
  source,
  detail: { eventName, userIdentity: { type }, requestParameters },
});
const versioning = (VersioningConfiguration: object): object => ({ bucketName: 'ledger', VersioningConfiguration });

describe('the alarm', () => {
  test.each([
    ['MFA Delete turned off', call('aws.s3', 'PutBucketVersioning', 'Root', versioning({ Status: 'Enabled', MfaDelete: 'Disabled' }))],
    ['versioning changed without a word on MFA Delete', call('aws.s3', 'PutBucketVersioning', 'IAMUser', versioning({ Status: 'Suspended' }))],
    ['a key made by root', call('aws.iam', 'CreateAccessKey', 'Root')],
    ['a bucket policy removed by root', call('aws.s3', 'DeleteBucketPolicy', 'Root')],
  ])('hears of %s', (_, event) => {
    expect(matches(alarmPattern(), event)).toBe(true);
  });

  test.each([
    ['MFA Delete turned on', call('aws.s3', 'PutBucketVersioning', 'Root', versioning({ Status: 'Enabled', MfaDelete: 'Enabled' }))],
    ['a key made by a user', call('aws.iam', 'CreateAccessKey', 'IAMUser')],
    ['a bucket policy removed by a role', call('aws.s3', 'DeleteBucketPolicy', 'AssumedRole')],
    ['another call of root', call('aws.s3', 'PutObject', 'Root')],
    ['a call of that name to another service', call('aws.sts', 'CreateAccessKey', 'Root')],
    ['another kind of event', call('aws.s3', 'DeleteBucketPolicy', 'Root', {}, 'AWS Console Sign In via CloudTrail')],
  ])('leaves aside %s', (_, event) => {
    expect(matches(alarmPattern(), event)).toBe(false);
  });

  test('is explained part by part, and has a name that EventBridge takes', () => {
    expect(explainAlarm().map(({ part }) => part)).toEqual([expect.stringContaining('CloudTrail'), expect.stringContaining('PutBucketVersioning'), expect.stringContaining('CreateAccessKey'), expect.stringContaining('DeleteBucketPolicy')]);
    for (const { meaning } of explainAlarm()) expect(meaning).toMatch(/\S/);
    expect(alarmRule).toMatch(/^[.\w-]{1,64}$/);
  });
});
