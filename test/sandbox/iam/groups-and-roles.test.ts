import { GetGroupCommand, GetRoleCommand, GetUserCommand, type IAMClient } from '@aws-sdk/client-iam';
import { beforeEach, describe, expect, it } from 'vitest';
import { clientsOf, keyOf, refusalOf } from '../support/practice-clients.js';
import { practiceAccount, type PracticeFixture } from '../support/practice-fixture.js';

let practice: PracticeFixture;
let iam: IAMClient;

beforeEach(async () => {
  practice = await practiceAccount();
  iam = clientsOf(practice, practice.root).iam;
});

describe('a group', () => {
  it('is found by its name, with its members', async () => {
    const { Group, Users, IsTruncated } = await iam.send(new GetGroupCommand({ GroupName: 'operators' }));

    expect(Group).toEqual({ Path: '/', GroupName: 'operators', GroupId: expect.stringMatching(/^AGPA\w{17}$/) as string, Arn: 'arn:aws:iam::111122223333:group/operators', CreateDate: expect.any(Date) as Date });
    expect(Users?.map(({ UserName }) => UserName)).toEqual(['admin']);
    expect(IsTruncated).toBe(false);
  });

  it('that is not there is said', async () => {
    expect(await refusalOf(iam.send(new GetGroupCommand({ GroupName: 'nobodies' })))).toMatchObject({ code: 'NoSuchEntityException', message: 'The group with name nobodies cannot be found.' });
  });
});

describe('a role', () => {
  it('is found by its name, with the policy that says whom it trusts', async () => {
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: 'deployer' }));

    expect(Role).toMatchObject({ Path: '/', RoleName: 'deployer', Arn: 'arn:aws:iam::111122223333:role/deployer', MaxSessionDuration: 3600 });
    expect(Role?.RoleId).toMatch(/^AROA\w{17}$/);
    expect(JSON.parse(decodeURIComponent(Role?.AssumeRolePolicyDocument ?? ''))).toMatchObject({ Statement: [{ Action: 'sts:AssumeRole' }] });
  });

  it('that is not there is said, to those who may look', async () => {
    const missing = new GetRoleCommand({ RoleName: 'nobody' });
    expect(await refusalOf(iam.send(missing))).toMatchObject({ code: 'NoSuchEntityException', message: 'The role with name nobody cannot be found.' });

    expect((await refusalOf(clientsOf(practice, keyOf(practice, 'intern')).iam.send(missing))).message).toContain('is not authorized to perform: iam:GetRole on resource: role nobody');
  });
});

describe('a path', () => {
  it('is in the ARN and beside it, and not in the name', async () => {
    const { people } = practice.account;
    Object.assign(people.findGroup('operators') ?? {}, { arn: 'arn:aws:iam::111122223333:group/team/night/operators' });
    Object.assign(people.findRole('deployer') ?? {}, { arn: 'arn:aws:iam::111122223333:role/team/deployer' });
    Object.assign(people.find('admin') ?? {}, { arn: 'arn:aws:iam::111122223333:user/team/admin' });

    expect((await iam.send(new GetGroupCommand({ GroupName: 'operators' }))).Group).toMatchObject({ Path: '/team/night/', GroupName: 'operators' });
    expect((await iam.send(new GetRoleCommand({ RoleName: 'deployer' }))).Role).toMatchObject({ Path: '/team/', RoleName: 'deployer' });
    expect((await iam.send(new GetUserCommand({ UserName: 'admin' }))).User).toMatchObject({ Path: '/team/', UserName: 'admin' });
  });
});
