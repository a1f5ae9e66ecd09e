import { documentInForce, type ManagedPolicy } from './managed-policies.js';

/** Whatever managed policies can be attached to. */
export type PolicyHolder = {
  /** `arn:aws:iam::111122223333:group/operators` */
  readonly arn: string;
  readonly attached: Set<ManagedPolicy>;
};

/** A group of IAM users. `createdAt` in ms since the epoch. */
export type Group = PolicyHolder & { readonly groupName: string; readonly groupId: string; readonly createdAt: number; readonly members: ReadonlySet<string> };

/** A role. Nobody can assume it here: it is there to attach policies to. `createdAt` in ms since the epoch. */
export type Role = PolicyHolder & { readonly roleName: string; readonly roleId: string; readonly createdAt: number };

/** The documents in force of a holder and of the groups it is in. */
export function documentsOf(holders: readonly PolicyHolder[]): string[] {
  return holders.flatMap(({ attached }) => [...attached].map(documentInForce));
}
