import { expect, test } from 'vitest';
import { mfaPolicyInTheWay } from '../../../src/core/policies/mfa-policy-in-the-way.js';
import { identityOf } from '../../../src/core/signers/identity.js';

const identity = identityOf('111122223333', 'arn:aws-cn:iam::111122223333:root');
const denial = (sid: string, resource: string) => ({ Sid: sid, Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: resource, Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } });
const policy = JSON.stringify({ Statement: [denial('Bucket', 'arn:aws-cn:s3:::ledger'), denial('', 'arn:aws-cn:s3:::ledger'), denial('Objects', 'arn:aws-cn:s3:::ledger/tmp/*')] });

test('what denies the root key is named, with the condition that lets it through', () => {
  expect(mfaPolicyInTheWay(policy, identity, { action: 's3:PutBucketVersioning', bucket: 'ledger', called: 'change' })).toMatchObject({
    kind: 'mfa-policy-in-the-way',
    message: 'the bucket policy of `ledger` (Bucket, statement 2) denies requests without MFA context, and a long-term root key never has one',
    hints: [
      'add to the Condition of that statement: `"ArnNotEquals": {"aws:PrincipalArn": "arn:aws-cn:iam::111122223333:root"}`',
      'or remove the statement for the time of the change',
    ],
  });
});

test('what is about other objects is not in the way', () => {
  const about = (key: string) => mfaPolicyInTheWay(policy, identity, { action: 's3:DeleteObjectVersion', bucket: 'ledger', key, called: 'deletion' });
  expect(about('tmp/a')).toMatchObject({ message: expect.stringContaining('(Objects)'), hints: [expect.anything(), expect.stringMatching(/ deletion$/)] });
  expect(about('a')).toBeNull();
});

test('what is no policy document is told apart from one that denies nothing', () => {
  expect(mfaPolicyInTheWay('<html>', identity, { action: 's3:PutBucketVersioning', bucket: 'ledger', called: 'change' })).toBe('unreadable');
});
