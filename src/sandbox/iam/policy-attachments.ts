import type { AccountState } from '../people/account-state.js';
import type { ManagedPolicy } from '../people/managed-policies.js';
import type { People } from '../people/people.js';
import type { PolicyHolder } from '../people/policy-holders.js';
import { type OperationCall, PracticeError } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { checkAllowed, noSuchEntity } from './access.js';
import { pageOf, pageParameters } from './paging.js';
import { instant } from './presentation.js';

/** AWS: IAM quotas, "Managed policies attached to an IAM user" (group, role; verified). */
const MOST_ATTACHED = 10;

type HolderKind = 'User' | 'Group' | 'Role';
type Finder = (people: People, name: string) => PolicyHolder | undefined;

const finders: Readonly<Record<HolderKind, Finder>> = {
  User: (people, name) => people.find(name),
  Group: (people, name) => people.findGroup(name),
  Role: (people, name) => people.findRole(name),
};

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
      const page = pageOf(groups, parameters, ({ groupName, groupId, arn, createdAt }) => ({
        Path: '/',
        GroupName: groupName,
        GroupId: groupId,
        Arn: arn,
        CreateDate: instant(createdAt),
      }));
      return { Groups: { member: page.member }, ...page.state };
    },
  };
}

function holderNamed(kind: HolderKind, people: People, call: OperationCall, action: string, parameters: ReadonlyMap<string, string>): PolicyHolder {
  checkParameters(parameters, [rule(`${kind}Name`, { kind: 'required' })]);
  const name = parameters.get(`${kind}Name`) ?? '';
  const holder = finders[kind](people, name);
  const noun = kind.toLowerCase();
  // Rights come first: who may not look does not learn what exists.
  checkAllowed(call, action, holder?.arn ?? `arn:aws:iam::${people.root.accountId}:${noun}/${name}`, `${noun} ${name}`);
  if (holder === undefined) throw noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
  return holder;
}
