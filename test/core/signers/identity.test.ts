import { describe, expect, test } from 'vitest';
import { identityOf } from '../../../src/core/signers/identity.js';

const ACCOUNT = '111122223333';

describe('who signs is read from the ARN of GetCallerIdentity', () => {
  test.each([
    [`arn:aws:iam::${ACCOUNT}:root`, 'aws', true],
    [`arn:aws-us-gov:iam::${ACCOUNT}:root`, 'aws-us-gov', true],
    [`arn:aws-cn:iam::${ACCOUNT}:user/root`, 'aws-cn', false],
    [`arn:aws:iam::${ACCOUNT}:user/root`, 'aws', false],
    [`arn:aws:iam::${ACCOUNT}:user/team/root`, 'aws', false],
    [`arn:aws:sts::${ACCOUNT}:assumed-role/admin/root`, 'aws', false],
    [`arn:aws:sts::${ACCOUNT}:federated-user/root`, 'aws', false],
    ['arn:aws:iam::999999999999:root', 'aws', false],
    [`arn:aws:iam::${ACCOUNT}:root/x`, 'aws', false],
    ['', 'aws', false],
  ])('%s', (arn, partition, isRoot) => {
    expect(identityOf(ACCOUNT, arn)).toEqual({ account: ACCOUNT, arn, partition, isRoot });
  });
});
