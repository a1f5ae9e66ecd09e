import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesAnything, planAttach } from '../../../src/core/require-mfa/attach-plan.js';
import { checkDemand, type MfaDemand } from '../../../src/core/require-mfa/demand.js';
import { bucketStatements, identityPolicy, isOurs, mergedBucketPolicy, ourSids, readPolicyDocument } from '../../../src/core/require-mfa/documents.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const demand = (more: Partial<MfaDemand> = {}): MfaDemand => ({ style: 'present', actions: ['s3:*'], resources: ['*'], maxAgeSeconds: null, ...more });
const bucket = { name: 'ledger', partition: 'aws-cn', account: '111122223333' };

describe('the policy for identities', () => {
  test.each<[Partial<MfaDemand>, object[]]>([
    [{}, [{ Sid: 'DenyWithoutMfa', Effect: 'Deny', Action: 's3:*', Resource: '*', Condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } } }]],
    [
      { style: 'age', actions: ['s3:A', 's3:B'], resources: ['arn:1', 'arn:2'] },
      [{ Sid: 'DenyWithoutMfa', Effect: 'Deny', Action: ['s3:A', 's3:B'], Resource: ['arn:1', 'arn:2'], Condition: { Null: { 'aws:MultiFactorAuthAge': 'true' } } }],
    ],
  ])('denies what was asked for and nothing else: %j', (more, Statement) => {
    expect(identityPolicy(demand(more))).toEqual({ Version: '2012-10-17', Statement });
  });

  test('asks for the age where it is to, and for a recent one in a statement of its own', () => {
    expect(identityPolicy(demand({ style: 'age', maxAgeSeconds: 900 })).Statement.map(({ Sid, Condition }) => [Sid, Condition])).toEqual([
      ['DenyWithoutMfa', { Null: { 'aws:MultiFactorAuthAge': 'true' } }],
      ['DenyOldMfa', { NumericGreaterThan: { 'aws:MultiFactorAuthAge': '900' } }],
    ]);
  });

  test('leaves a way to a code open where it is about everything', () => {
    const [statement] = identityPolicy(demand({ actions: ['*'] })).Statement;
    expect(statement).not.toHaveProperty('Action');
    expect(statement?.NotAction).toEqual([
      'iam:CreateVirtualMFADevice',
      'iam:EnableMFADevice',
      'iam:GetMFADevice',
      'iam:GetUser',
      'iam:ListMFADevices',
      'iam:ListVirtualMFADevices',
      'iam:ResyncMFADevice',
      'sts:GetSessionToken',
    ]);
  });
});

describe('a document', () => {
  const statement = (Sid?: string) => ({ ...(Sid !== undefined && { Sid }), Effect: 'Deny' });
  test.each([
    ['which cannot be read', null, false],
    ['with one statement of ours', [statement('DenyWithoutMfa')], true],
    ['with both statements of ours', [statement('DenyWithoutMfa'), statement('DenyOldMfa')], true],
    ['with a statement of another beside ours', [statement('DenyOldMfa'), statement('Theirs')], false],
    ['with a statement without a name beside ours', [statement(), statement('DenyWithoutMfa')], false],
    ['whose name is ours but for its case', [statement('denywithoutmfa')], false],
  ])('%s: is it ours, and so replaced without a question?', (_, statements, ours) => {
    expect(isOurs(statements && { Version: '2012-10-17', Statement: statements })).toBe(ours);
  });

  test('is ours whatever was asked for when it was made', () => {
    for (const more of [{}, { style: 'age' }, { style: 'age', maxAgeSeconds: 900 }] as const) expect(isOurs(identityPolicy(demand(more)))).toBe(true);
  });
});

describe('the policy for a bucket', () => {
  test.each<Partial<MfaDemand>>([{}, { style: 'age' }, { style: 'age', maxAgeSeconds: 900 }, { actions: ['*'] }])('asks for the same code as the one for identities, whatever resources that names: %j', (more) => {
    const asked = identityPolicy(demand(more)).Statement.map(({ Resource: _, ...statement }) => statement);
    const inBucket = bucketStatements(demand({ ...more, resources: ['arn:aws:s3:::another'] }), bucket);
    expect(inBucket.map(({ Resource: _, ...statement }) => statement)).toEqual(
      asked.map((statement) => ({ ...statement, Principal: '*', Condition: { ...(statement['Condition'] as object), ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws-cn:iam::111122223333:root' } } })),
    );
  });

  test('exempts the root user of the account in every statement, in its own partition', () => {
    for (const { Condition, Resource, ...statement } of bucketStatements(demand({ style: 'age', maxAgeSeconds: 60 }), bucket)) {
      expect(statement).toEqual({ Sid: expect.toSatisfy((sid) => ourSids.includes(sid as never)), Effect: 'Deny', Principal: '*', Action: 's3:*' });
      expect(Condition).toMatchObject({ ArnNotEquals: { 'aws:PrincipalArn': 'arn:aws-cn:iam::111122223333:root' } });
      expect(Resource).toEqual(['arn:aws-cn:s3:::ledger', 'arn:aws-cn:s3:::ledger/*']);
    }
  });

  test('keeps what else the policy says, and its language', () => {
    const ours = bucketStatements(demand(), bucket);
    expect(mergedBucketPolicy(null, ours)).toEqual({ Version: '2012-10-17', Statement: ours });
    const present = { Version: '2008-10-17', Id: 'Policy1', Statement: [] };
    expect(mergedBucketPolicy(present, ours)).toEqual({ ...present, Statement: ours });
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

describe('a policy document in JSON', () => {
  test.each([
    ['{"Version":"2012-10-17","Statement":[{"Sid":"a"}]}', { Version: '2012-10-17', Statement: [{ Sid: 'a' }] }],
    ['{"Version":"2012-10-17","Statement":[]}', { Version: '2012-10-17', Statement: [] }],
    ['{"Id":"x","Statement":{"Sid":"a"}}', { Id: 'x', Version: '2008-10-17', Statement: [{ Sid: 'a' }] }],
  ])('is read, with the version that AWS assumes: %s', (text, document) => {
    expect(readPolicyDocument(text)).toEqual(document);
  });

  test.each(['', '{', 'null', '7', '"Statement"', '{}', '[]', '{"Statement":null}', '{"Statement":"Deny"}', '{"Statement":[{"Sid":"a"},null]}', '{"Statement":[7]}'])('is not read from %j', (text) => {
    expect(readPolicyDocument(text)).toBeNull();
  });
});

describe('the plan', () => {
  const wanted = { Version: '2012-10-17', Statement: [{ Sid: 'DenyWithoutMfa', Effect: 'Deny' }] };
  const policy = { arn: 'arn', document: wanted, defaultVersionId: 'v1', attachmentCount: 1 };
  const versions = (count: number) => Array.from({ length: count }, (_, place) => ({ versionId: `v${place + 1}`, isDefault: place === 0, createdAt: 7 }));

  test.each([
    ['nothing is there', { policy: null, versions: [], attached: false }, { policy: 'create', deleteVersion: null, attach: true }],
    ['all is there', { policy, versions: versions(5), attached: true }, { policy: 'keep', deleteVersion: null, attach: false }],
    ['it says something else', { policy: { ...policy, document: null }, versions: versions(4), attached: true }, { policy: 'update', deleteVersion: null, attach: false }],
    ['it says more than is wanted', { policy: { ...policy, document: { ...wanted, Statement: [...wanted.Statement, {}] } }, versions: versions(1), attached: true }, { policy: 'update', deleteVersion: null, attach: false }],
    ['it says the same in another order', { policy: { ...policy, document: { Statement: wanted.Statement, Version: wanted.Version } }, versions: versions(1), attached: true }, { policy: 'keep', deleteVersion: null, attach: false }],
    ['there is no room, and none that could go', { policy: { ...policy, document: null }, versions: versions(5).map((version) => ({ ...version, isDefault: true })), attached: true }, { policy: 'update', deleteVersion: null, attach: false }],
    ['there is no room', { policy: { ...policy, document: null }, versions: versions(5), attached: false }, { policy: 'update', deleteVersion: 'v2', attach: true }],
  ])('where %s', (_, state, plan) => {
    expect(planAttach(state, wanted)).toEqual(plan);
    expect(changesAnything(planAttach(state, wanted))).toBe(plan.policy !== 'keep' || plan.attach);
  });

  test('gives up the oldest version that is not in force: by its date, else by its number', () => {
    const version = (number: number, createdAt: number, isDefault = false) => ({ versionId: `v${number}`, isDefault, createdAt });
    const oldestOf = (...five: ReturnType<typeof version>[]): string | null =>
      planAttach({ policy: { ...policy, document: null }, versions: five, attached: true }, wanted).deleteVersion;
    expect(oldestOf(version(10, 3), version(11, 1, true), version(12, 2), version(13, 9), version(14, 8))).toBe('v12');
    expect(oldestOf(version(10, 5), version(9, 5), version(11, 5), version(12, 5), version(13, 5, true))).toBe('v9');
  });

  test('attaches what is there already, and only that', () => {
    const plan = planAttach({ policy, versions: versions(1), attached: false }, wanted);
    expect(plan).toEqual({ policy: 'keep', deleteVersion: null, attach: true });
    expect(changesAnything(plan)).toBe(true);
  });
});

describe('what was typed', () => {
  test.each([
    { actions: ['s3'], resources: ['*'] },
    { actions: ['s3:Get Object'], resources: ['*'] },
    { actions: ['*', 's3:*'], resources: ['*'] },
    { actions: ['s3:*', 'x s3:GetObject'], resources: ['*'] },
    { actions: ['s3:GetObject,s3:PutObject'], resources: ['*'] },
    { actions: ['*:*'], resources: ['*'] },
    { actions: ['s3:'], resources: ['*'] },
    { actions: ['s3:*'], resources: ['my-bucket'] },
    { actions: ['s3:*'], resources: ['*', 'x arn:aws:s3:::b'] },
    { actions: ['s3:*'], resources: ['arn:aws:s3:::b c'] },
    { actions: ['s3:*'], resources: ['arn::s3:::b'] },
    { actions: ['s3:*'], resources: ['arn:aws:s3::'] },
    { actions: ['s3:*'], resources: ['arn:aws:s3:::'] },
  ])('is refused: %j', (typed) => {
    expect(() => checkDemand(typed)).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringMatching(/^--(action|resource) `/) }));
  });

  test('is refused with a hint how to write it', () => {
    expect(() => checkDemand({ actions: ['s3'], resources: ['*'] })).toThrow(helpfulFailure('usage', { message: '--action `s3` is not an action' }) as Error);
    expect(() => checkDemand({ actions: ['*'], resources: ['b'] })).toThrow(helpfulFailure('usage', { message: '--resource `b` is not an ARN' }) as Error);
  });

  test.each([
    { actions: ['*'], resources: ['*'] },
    { actions: ['s3:*', 's3-object-lambda:Get?bject*', 'IAM:ListUsers2'], resources: ['arn:aws:s3:::b', 'arn:aws-cn:iam::111122223333:user/*', 'arn:aws:sns:eu-west-1:111122223333:topic'] },
  ])('is taken: %j', (typed) => {
    expect(() => checkDemand(typed)).not.toThrow();
  });
});
