import type { Principal } from '../types.js';
import { newGroupId, newRoleId, newUserId } from './credential-ids.js';
import { type Grant, isGranted } from './grants.js';
import { documentsOf, type Group, type PolicyHolder, type Role } from './policy-holders.js';

/**
 * What stands for the name of the root user where AWS prints one: the account's alias or name. It differs between
 * accounts and captures (not verified), so clients must not rely on it.
 */
export const ROOT_USER_NAME = 'practice-account';

/** The root user or an IAM user. Times in ms since the epoch. */
export type Person = Principal & {
  readonly createdAt: number;
  /** `null` where the user never signed in to the console. */
  readonly passwordLastUsedAt: number | null;
};

/** An IAM user, with the managed policies that are attached to it. */
type User = Person & PolicyHolder & { readonly userName: string };

/** Who belongs to the account. */
export type People = {
  readonly root: Person;
  /** IAM users, in alphabetical order as AWS lists them. */
  users(): readonly User[];
  /** The IAM user of that name. AWS: "CreateUser": "Names are not distinguished by case" (that finding them ignores it is likely). */
  find(userName: string): User | undefined;
  add(userName: string, grants: readonly Grant[], createdAt: number): User;
  groups(): readonly Group[];
  roles(): readonly Role[];
  findGroup(groupName: string): Group | undefined;
  /** The groups that a user is in. */
  groupsOf(userName: string): readonly Group[];
  addGroup(groupName: string, members: readonly string[], createdAt: number): Group;
  findRole(roleName: string): Role | undefined;
  addRole(roleName: string, createdAt: number): Role;
};

/**
 * Founds an account that has its root user and nobody else.
 * @param accountId twelve digits
 * @param createdAt ms since the epoch
 */
export function makePeople(accountId: string, createdAt: number): People {
  const users: User[] = [];
  const groups: Group[] = [];
  const roles: Role[] = [];
  const groupsOf = (userName: string): Group[] => groups.filter(({ members }) => members.has(userName));
  return {
    root: {
      kind: 'root',
      accountId,
      arn: `arn:aws:iam::${accountId}:root`,
      userId: accountId,
      userName: null,
      createdAt,
      passwordLastUsedAt: createdAt,
      // No service control policy is modelled, so nothing identity-based can deny root.
      allows: () => true,
    },
    users: () => users,
    find: (userName) => users.find((user) => user.userName?.toLowerCase() === userName.toLowerCase()),
    add(userName, grants, userCreatedAt) {
      const user: User = {
        kind: 'user',
        accountId,
        arn: `arn:aws:iam::${accountId}:user/${userName}`,
        userId: newUserId(),
        userName,
        createdAt: userCreatedAt,
        passwordLastUsedAt: null,
        allows: (action, resource) => isGranted(grants, action, resource),
        attached: new Set(),
        policies: () => documentsOf([user, ...groupsOf(userName)]),
      };
      users.push(user);
      users.sort((a, b) => (a.arn < b.arn ? -1 : 1));
      return user;
    },
    groups: () => groups,
    roles: () => roles,
    groupsOf,
    findGroup: (groupName) => groups.find((group) => group.groupName.toLowerCase() === groupName.toLowerCase()),
    addGroup(groupName, members, groupCreatedAt) {
      const arn = `arn:aws:iam::${accountId}:group/${groupName}`;
      const group: Group = { groupName, groupId: newGroupId(), arn, members: new Set(members), createdAt: groupCreatedAt, attached: new Set() };
      groups.push(group);
      return group;
    },
    findRole: (roleName) => roles.find((role) => role.roleName.toLowerCase() === roleName.toLowerCase()),
    addRole(roleName, roleCreatedAt) {
      const role: Role = { roleName, roleId: newRoleId(), arn: `arn:aws:iam::${accountId}:role/${roleName}`, createdAt: roleCreatedAt, attached: new Set() };
      roles.push(role);
      return role;
    },
  };
}
