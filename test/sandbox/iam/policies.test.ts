import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreatePolicyCommand,
  CreatePolicyVersionCommand,
  DeletePolicyCommand,
  DeletePolicyVersionCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetPolicyCommand,
  GetPolicyVersionCommand,
  type IAMClient,
  ListAttachedGroupPoliciesCommand,
  ListAttachedRolePoliciesCommand,
  ListAttachedUserPoliciesCommand,
  ListGroupsForUserCommand,
  ListPolicyVersionsCommand,
  SetDefaultPolicyVersionCommand,
} from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { clientsOf, keyOf, refusalOf } from '../support/practice-clients.js';
import { practiceAccount, type PracticeFixture } from '../support/practice-fixture.js';

const ARN = 'arn:aws:iam::111122223333:policy/deny';
const document = (sid: string): string => JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: sid, Effect: 'Deny', Action: 's3:*', Resource: '*' }] });

let practice: PracticeFixture;
let iam: IAMClient;

beforeEach(async () => {
  practice = await practiceAccount();
  iam = clientsOf(practice, practice.root).iam;
});

const create = () => iam.send(new CreatePolicyCommand({ PolicyName: 'deny', PolicyDocument: document('First') }));
const version = (sid: string, asDefault = false) =>
  iam.send(new CreatePolicyVersionCommand({ PolicyArn: ARN, PolicyDocument: document(sid), SetAsDefault: asDefault }));

describe('a managed policy', () => {
  it('is made with its first version, and read back with its document URL-encoded', async () => {
    const { Policy } = await create();
    expect(Policy).toMatchObject({ Arn: ARN, PolicyName: 'deny', DefaultVersionId: 'v1', AttachmentCount: 0, Path: '/' });
    expect(Policy?.PolicyId).toMatch(/^ANPA[A-Z2-7]{17}$/);
    const { PolicyVersion } = await iam.send(new GetPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v1' }));
    expect(PolicyVersion?.Document).not.toContain('{');
    expect(decodeURIComponent(PolicyVersion?.Document ?? '')).toBe(document('First'));
    expect(PolicyVersion?.IsDefaultVersion).toBe(true);
  });

  it('cannot be made twice', async () => {
    await create();
    expect(await refusalOf(create())).toEqual({
      code: 'EntityAlreadyExistsException',
      status: 409,
      message: 'A policy called deny already exists. Duplicate names are not allowed.',
    });
  });

  it('has five versions at most, lists them newest first and never uses a number again', async () => {
    await create();
    for (const sid of ['Two', 'Three', 'Four', 'Five']) await version(sid);
    expect(await refusalOf(version('Six'))).toEqual({
      code: 'LimitExceededException',
      status: 409,
      message: 'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    });
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v5' }));
    await version('Six', true);
    const { Versions = [] } = await iam.send(new ListPolicyVersionsCommand({ PolicyArn: ARN }));
    expect(Versions.map(({ VersionId, IsDefaultVersion }) => [VersionId, IsDefaultVersion])).toEqual([
      ['v6', true],
      ['v4', false],
      ['v3', false],
      ['v2', false],
      ['v1', false],
    ]);
  });

  it('keeps the version that is in force', async () => {
    await create();
    await version('Two');
    expect(await refusalOf(iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v1' })))).toEqual({
      code: 'DeleteConflictException',
      status: 409,
      message: 'Cannot delete the default version of a policy.',
    });
    await iam.send(new SetDefaultPolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v2' }));
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v1' }));
    expect((await iam.send(new GetPolicyCommand({ PolicyArn: ARN }))).Policy?.DefaultVersionId).toBe('v2');
  });

  it('is deleted only when nobody has it and one version is left', async () => {
    await create();
    await version('Two', true);
    await iam.send(new AttachUserPolicyCommand({ UserName: 'admin', PolicyArn: ARN }));
    const remove = () => iam.send(new DeletePolicyCommand({ PolicyArn: ARN }));
    expect((await refusalOf(remove())).message).toBe('Cannot delete a policy attached to entities.');
    await iam.send(new DetachUserPolicyCommand({ UserName: 'admin', PolicyArn: ARN }));
    expect((await refusalOf(remove())).message).toMatch(/^This policy has more than one version\./);
    await iam.send(new DeletePolicyVersionCommand({ PolicyArn: ARN, VersionId: 'v1' }));
    await remove();
    expect(await refusalOf(iam.send(new GetPolicyCommand({ PolicyArn: ARN })))).toEqual({
      code: 'NoSuchEntityException',
      status: 404,
      message: `Policy ${ARN} was not found.`,
    });
  });

  it.each([
    ['text', 'This policy contains invalid Json'],
    ['{}', 'Syntax errors in policy.'],
    [JSON.stringify({ Statement: [{ Effect: 'No', Action: '*', Resource: '*' }] }), 'Syntax errors in policy.'],
    [JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*' }] }), 'Syntax errors in policy.'],
    [JSON.stringify({ Statement: [{ Sid: 'a b', Effect: 'Deny', Action: '*', Resource: '*' }] }), 'Syntax errors in policy.'],
    [JSON.stringify({ Statement: [{ Effect: 'Deny', Action: '*', Resource: '*', Principal: '*' }] }), 'Policy document should not specify a principal.'],
  ])('is refused for a document like %s', async (text, message) => {
    const call = iam.send(new CreatePolicyCommand({ PolicyName: 'bad', PolicyDocument: text }));
    expect(await refusalOf(call)).toEqual({ code: 'MalformedPolicyDocumentException', status: 400, message });
  });

  it('cannot be longer than 6,144 characters, white space not counted', async () => {
    const long = { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: '*', Resource: Array.from({ length: 200 }, (_, place) => `arn:aws:s3:::bucket-number-${place}/*`) }] };
    const call = iam.send(new CreatePolicyCommand({ PolicyName: 'long', PolicyDocument: JSON.stringify(long) }));
    expect((await refusalOf(call)).message).toBe('Cannot exceed quota for PolicySize: 6144');
    const padded = document('Padded').replace('{', `{${' '.repeat(7000)}`);
    await iam.send(new CreatePolicyCommand({ PolicyName: 'padded', PolicyDocument: padded }));
  });
});

describe('attachments', () => {
  const attached = { PolicyArn: ARN };

  it('are listed for users, groups and roles, and counted', async () => {
    await create();
    await iam.send(new AttachUserPolicyCommand({ ...attached, UserName: 'admin' }));
    await iam.send(new AttachUserPolicyCommand({ ...attached, UserName: 'admin' }));
    await iam.send(new AttachGroupPolicyCommand({ ...attached, GroupName: 'operators' }));
    await iam.send(new AttachRolePolicyCommand({ ...attached, RoleName: 'deployer' }));
    const expected = [{ PolicyName: 'deny', PolicyArn: ARN }];
    expect((await iam.send(new ListAttachedUserPoliciesCommand({ UserName: 'admin' }))).AttachedPolicies).toEqual(expected);
    expect((await iam.send(new ListAttachedGroupPoliciesCommand({ GroupName: 'operators' }))).AttachedPolicies).toEqual(expected);
    expect((await iam.send(new ListAttachedRolePoliciesCommand({ RoleName: 'deployer' }))).AttachedPolicies).toEqual(expected);
    expect((await iam.send(new GetPolicyCommand(attached))).Policy?.AttachmentCount).toBe(3);
    await iam.send(new DetachRolePolicyCommand({ ...attached, RoleName: 'deployer' }));
    expect((await iam.send(new GetPolicyCommand(attached))).Policy?.AttachmentCount).toBe(2);
  });

  it.each([
    ['a user', () => new AttachUserPolicyCommand({ ...attached, UserName: 'nobody' }), 'The user with name nobody cannot be found.'],
    ['a group', () => new AttachGroupPolicyCommand({ ...attached, GroupName: 'nobody' }), 'The group with name nobody cannot be found.'],
    ['a policy', () => new AttachUserPolicyCommand({ ...attached, UserName: 'admin' }), `Policy ${ARN} does not exist or is not attachable.`],
  ])('need %s that is there', async (_, command, message) => {
    expect(await refusalOf(iam.send(command() as AttachUserPolicyCommand))).toEqual({ code: 'NoSuchEntityException', status: 404, message });
  });

  it('that are not there cannot be taken away', async () => {
    await create();
    const call = iam.send(new DetachUserPolicyCommand({ ...attached, UserName: 'admin' }));
    expect((await refusalOf(call)).message).toBe(`Policy ${ARN} was not found.`);
  });

  it('need the right to make them', async () => {
    await create();
    const call = clientsOf(practice, keyOf(practice, 'admin')).iam.send(new AttachUserPolicyCommand({ ...attached, UserName: 'admin' }));
    expect((await refusalOf(call)).message).toBe(
      'User: arn:aws:iam::111122223333:user/admin is not authorized to perform: iam:AttachUserPolicy on resource: user admin because no identity-based policy allows the iam:AttachUserPolicy action',
    );
  });

  it('of AWS’s own policies give what they say', async () => {
    const intern = practice.as('intern');
    await iam.send(new AttachUserPolicyCommand({ UserName: 'intern', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' }));
    const { ListBucketsCommand, DeleteBucketCommand } = await import('@aws-sdk/client-s3');
    expect((await intern.send(new ListBucketsCommand())).Buckets?.length).toBeGreaterThan(5);
    expect((await refusalOf(intern.send(new DeleteBucketCommand({ Bucket: 'ledger-ready' })))).message).toContain('because no identity-based policy allows');
  });

  it('say in which groups a user is', async () => {
    const { Groups = [] } = await iam.send(new ListGroupsForUserCommand({ UserName: 'admin' }));
    expect(Groups.map(({ GroupName, Arn }) => [GroupName, Arn])).toEqual([['operators', 'arn:aws:iam::111122223333:group/operators']]);
  });
});
