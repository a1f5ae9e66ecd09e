import { describe, expect, test } from 'vitest';
import { holdsForSigner, signingUser, targetArn, targetFlag, targetInWords } from '../../../src/core/require-mfa/target.js';

test('a target is named by its ARN, in words and by the flag that names it', () => {
  const target = { kind: 'group', name: 'staff' } as const;
  expect(targetArn(target, { partition: 'aws-cn', account: '111122223333' })).toBe('arn:aws-cn:iam::111122223333:group/staff');
  expect(targetInWords(target)).toBe('group `staff`');
  expect(targetFlag(target)).toEqual(['--group', 'staff']);
});

const user = 'arn:aws:iam::111122223333:user/staff/user/alice';
const role = 'arn:aws:sts::111122223333:assumed-role/deployer/session';

describe('the user who signs', () => {
  test.each([
    [user, 'alice'],
    ['arn:aws-cn:iam::111122223333:user/bob', 'bob'],
    ['arn:aws:iam::111122223333:root', null],
    ['arn:aws:iam::111122223333:user/', null],
    ['arn:aws:iam::111122223333:user/alice/', null],
    [role, null],
    ['arn:aws:sts::111122223333:federated-user/alice', null],
    ['arn:aws:s3:::x/arn:aws:iam::111122223333:user/alice', null],
  ])('of %s is %s', (arn, name) => {
    expect(signingUser({ arn })).toBe(name);
  });
});

describe('a policy holds for the signer', () => {
  test.each([
    ['user', 'Alice', user, [], true],
    ['user', 'bob', user, ['bob'], false],
    ['user', 'deployer', role, [], false],
    ['group', 'Staff', user, ['other', 'staff'], true],
    ['group', 'alice', user, ['staff'], false],
    ['group', 'staff', user, [], false],
    ['role', 'Deployer', role, [], true],
    ['role', 'session', role, ['session'], false],
    ['role', 'alice', user, [], false],
    ['role', 'deployer', 'arn:aws:sts::111122223333:assumed-role/deployer', [], false],
    ['role', 'deployer', 'arn:aws:s3:::x/arn:aws:sts::111122223333:assumed-role/deployer/session', [], false],
  ] as const)('%s %s, for %s in groups %j: %s', (kind, name, arn, groups, expected) => {
    expect(holdsForSigner({ kind, name }, { arn }, groups)).toBe(expected);
  });
});
