import { newUserId } from './credential-ids.js';
import { type Grant, isGranted } from './grants.js';
import type { Principal } from './types.js';

/** The root user or an IAM user. Times in ms since the epoch. */
export type Person = Principal & {
  readonly createdAt: number;
  /** `null` where the user never signed in to the console. */
  readonly passwordLastUsedAt: number | null;
};

/** Who belongs to the account. */
export type People = {
  readonly root: Person;
  /** IAM users, in alphabetical order as AWS lists them. */
  users(): readonly Person[];
  /** The IAM user of that name; user names ignore case. */
  find(userName: string): Person | undefined;
  add(userName: string, grants: readonly Grant[], createdAt: number): Person;
};

/**
 * Founds an account that has its root user and nobody else.
 * @param accountId twelve digits
 * @param createdAt ms since the epoch
 */
export function makePeople(accountId: string, createdAt: number): People {
  const users: Person[] = [];
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
      const user: Person = {
        kind: 'user',
        accountId,
        arn: `arn:aws:iam::${accountId}:user/${userName}`,
        userId: newUserId(),
        userName,
        createdAt: userCreatedAt,
        passwordLastUsedAt: null,
        allows: (action, resource) => isGranted(grants, action, resource),
      };
      users.push(user);
      users.sort((a, b) => (a.arn < b.arn ? -1 : 1));
      return user;
    },
  };
}
