import type { AccountState } from '../people/account-state.js';
import type { ManagedPolicy } from '../people/managed-policies.js';
import type { People } from '../people/people.js';
import type { PolicyHolder } from '../people/policy-holders.js';
import { PracticeError } from '../types.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { noSuchEntity } from './access.js';
import { type HolderKind, holderNamed } from './holders.js';
import { pageOf, pageParameters } from './paging.js';
import { describeGroup } from './presentation.js';

/** AWS: IAM quotas, "Managed policies attached to an IAM user" (group, role; verified). */
const MOST_ATTACHED = 10;

/** Everybody that a policy is attached to. */
export function holdersOf(people: People, policy: ManagedPolicy): PolicyHolder[] {
  return [...people.users(), ...people.groups(), ...people.roles()].filter(({ attached }) => attached.has(policy));
}

/** AttachUserPolicy and kin: again is no error. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html */
export function attachPolicy(kind: HolderKind): (state: AccountState) => QueryOperation {
  return (state) => ({
    parameters: [`${kind}Name`, 'PolicyArn'],
    run(call, parameters) {
      const holder = holderNamed(kind, state.people, call, `iam:Attach${kind}Policy`, parameters);
      const arn = parameters.get('PolicyArn') ?? '';
      const policy = state.policies.find(arn);
      // Public captures (verified).
      if (policy === undefined) throw noSuchEntity(`Policy ${arn} does not exist or is not attachable.`);
      if (!holder.attached.has(policy) && holder.attached.size >= MOST_ATTACHED) {
        throw new PracticeError(409, 'LimitExceeded', `Cannot exceed quota for PoliciesPer${kind}: ${MOST_ATTACHED}`);
      }
      holder.attached.add(policy);
      return null;
    },
  });
}

/** DetachUserPolicy and kin. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html */
export function detachPolicy(kind: HolderKind): (state: AccountState) => QueryOperation {
  return (state) => ({
    parameters: [`${kind}Name`, 'PolicyArn'],
    run(call, parameters) {
      const holder = holderNamed(kind, state.people, call, `iam:Detach${kind}Policy`, parameters);
      const arn = parameters.get('PolicyArn') ?? '';
      const policy = state.policies.find(arn);
      // Public captures (likely).
      if (policy === undefined || !holder.attached.delete(policy)) throw noSuchEntity(`Policy ${arn} was not found.`);
      return null;
    },
  });
}

/** ListAttachedUserPolicies and kin. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html */
export function listAttachedPolicies(kind: HolderKind): (state: AccountState) => QueryOperation {
  return (state) => ({
    parameters: [`${kind}Name`, ...pageParameters],
    run(call, parameters) {
      const holder = holderNamed(kind, state.people, call, `iam:ListAttached${kind}Policies`, parameters);
      const page = pageOf([...holder.attached], parameters, ({ name, arn }) => ({ PolicyName: name, PolicyArn: arn }));
      return { AttachedPolicies: { member: page.member }, ...page.state };
    },
  });
}

/** ListGroupsForUser. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html */
export function listGroupsForUser(state: AccountState): QueryOperation {
  return {
    parameters: ['UserName', ...pageParameters],
    run(call, parameters) {
      holderNamed('User', state.people, call, 'iam:ListGroupsForUser', parameters);
      const groups = state.people.groupsOf(parameters.get('UserName') ?? '');
      const page = pageOf(groups, parameters, describeGroup);
      return { Groups: { member: page.member }, ...page.state };
    },
  };
}
