import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planAttach } from '../../../src/core/require-mfa/attach-plan.js';
import { checkDemand, type MfaDemand } from '../../../src/core/require-mfa/demand.js';
import { bucketStatements, identityPolicy, mergedBucketPolicy, ourSids } from '../../../src/core/require-mfa/documents.js';
import { isFailure } from '../../../src/core/failures/failure.js';
import { holdsForSigner } from '../../../src/core/require-mfa/target.js';

const demand = (more: Partial<MfaDemand> = {}): MfaDemand => ({ style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null, ...more });
const bucket = { name: 'ledger', partition: 'aws-cn', account: '111122223333' };

describe('the policy for identities', () => {
  test('asks for the age where it is to, and for a recent one in a statement of its own', () => {
    expect(identityPolicy(demand({ style: 'age', maxAgeSeconds: 900 })).Statement.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      ['DenyWithoutMfa', { Null: { 'aws:MultiFactorAuthAge': 'true' } }],
      ['DenyOldMfa', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '900' } }],
    ]);
  });

  test('leaves a way to a code open where it is about everything', () => {
    const [statement] = identityPolicy(demand({ actions: ['*'] })).Statement;
    expect(statement).not.toHaveProperty('Action');
    expect(statement?.NotAction).toEqual(expect.arrayContaining(['sts:GetSessionToken', 'iam:EnableMFADevice', 'iam:ListMFADevices']));
  });
});

describe('the policy for a bucket', () => {
  test('exempts the root user of the account in every statement, in its own partition', () => {
    for (const { Condition, Resource } of bucketStatements(demand({ style: 'age', maxAgeSeconds: 60 }), bucket)) {
      expect(Condition).toMatchObject({ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws-cn:iam::111122223333:root' } });
      expect(Resource).toEqual(['arn:aws-cn:s3:::ledger', 'arn:aws-cn:s3:::ledger/*']);
    }
  });

  test('keeps every statement of others, in order', () => {
    const statement = fc.record({ Sid: fc.oneof(fc.constantFrom(...ourSids), fc.string()), Effect: fc.constantFrom('Allow', 'Deny') });
    fc.assert(
      fc.property(fc.array(statement), (Statement) => {
        const ours = bucketStatements(demand(), bucket);
        const merged = mergedBucketPolicy({ Version: '2012-10-17', Statement }, ours);
        expect(merged.Statement).toEqual([...Statement.filter(({ Sid }) => !ourSids.some((sid) => sid === Sid)), ...ours]);
        expect(mergedBucketPolicy(merged, ours)).toEqual(merged);
      }),
    );
  });
});

describe('the plan', () => {
  const wanted = identityPolicy(demand());
  const policy = { arn: 'arn', document: wanted, defaultVersionId: 'v1', attachmentCount: 1 };
  const versions = (count: number) => Array.from({ length: count }, (_, place) => ({ versionId: `v${place + 1}`, isDefault: place === 0, createdAt: 7 }));

  test.each([
    ['nothing is there', { policy: null, versions: [], attached: false }, { policy: 'create', deleteVersion: null, attach: true }],
    ['all is there', { policy, versions: versions(5), attached: true }, { policy: 'keep', deleteVersion: null, attach: false }],
    ['it says something else', { policy: { ...policy, document: null }, versions: versions(4), attached: true }, { policy: 'update', deleteVersion: null, attach: false }],
    ['there is no room', { policy: { ...policy, document: null }, versions: versions(5), attached: false }, { policy: 'update', deleteVersion: 'v2', attach: true }],
  ])('where %s', (_, state, plan) => {
    expect(planAttach(state, wanted)).toEqual(plan);
  });
});

describe('what was typed', () => {
  test.each([
    { actions: ['s3'], resources: ['*'] },
    { actions: ['s3:Get Object'], resources: ['*'] },
    { actions: ['*', 's3:*'], resources: ['*'] },
    { actions: ['s3:*'], resources: ['my-bucket'] },
  ])('is refused: %j', (typed) => {
    expect(() => checkDemand(typed)).toThrow(expect.toSatisfy((error) => isFailure(error, 'usage')) as Error);
  });
});

describe('a policy holds for the signer', () => {
  const role = { arn: 'arn:aws:sts::111122223333:assumed-role/deployer/session' };
  const user = { arn: 'arn:aws:iam::111122223333:user/staff/alice' };
  test.each([
    ['a user with a path', { kind: 'user', name: 'Alice' }, user, [], true],
    ['another user', { kind: 'user', name: 'bob' }, user, [], false],
    ['a group', { kind: 'group', name: 'staff' }, user, ['staff'], true],
    ['a role', { kind: 'role', name: 'deployer' }, role, [], true],
    ['a role of that name, for a user', { kind: 'role', name: 'alice' }, user, [], false],
  ] as const)('of %s', (_, target, signer, groups, expected) => {
    expect(holdsForSigner(target, signer, groups)).toBe(expected);
  });
});
