import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
  GetGroupCommand,
  GetRoleCommand,
  GetUserCommand,
  type IAMClient,
  paginateListAttachedGroupPolicies,
  paginateListAttachedRolePolicies,
  paginateListAttachedUserPolicies,
  paginateListGroupsForUser,
} from '@aws-sdk/client-iam';
import type { PolicyTarget } from '../../core/require-mfa/target.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';

type Sending = { abortSignal: AbortSignal };
type Answer = { $metadata: { requestId?: string | undefined } };

/** IAM has the same operations three times over. */
const operations = {
  user: {
    suffix: 'User',
    attach: (iam: IAMClient, UserName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }), options),
    detach: (iam: IAMClient, UserName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn }), options),
    arn: async (iam: IAMClient, UserName: string, options: Sending) => (await iam.send(new GetUserCommand({ UserName }), options)).User?.Arn,
    list: (client: IAMClient, UserName: string, options: Sending) => paginateListAttachedUserPolicies({ client }, { UserName }, options),
  },
  group: {
    suffix: 'Group',
    attach: (iam: IAMClient, GroupName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }), options),
    detach: (iam: IAMClient, GroupName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }), options),
    // Its members come along; one is the least that can be asked for.
    arn: async (iam: IAMClient, GroupName: string, options: Sending) => (await iam.send(new GetGroupCommand({ GroupName, MaxItems: 1 }), options)).Group?.Arn,
    list: (client: IAMClient, GroupName: string, options: Sending) => paginateListAttachedGroupPolicies({ client }, { GroupName }, options),
  },
  role: {
    suffix: 'Role',
    attach: (iam: IAMClient, RoleName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }), options),
    detach: (iam: IAMClient, RoleName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }), options),
    arn: async (iam: IAMClient, RoleName: string, options: Sending) => (await iam.send(new GetRoleCommand({ RoleName }), options)).Role?.Arn,
    list: (client: IAMClient, RoleName: string, options: Sending) => paginateListAttachedRolePolicies({ client }, { RoleName }, options),
  },
} as const;

/**
 * Is the managed policy attached to this user, group or role?
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedUserPolicies.html
 * @throws Failure `identity-not-found`, and others
 */
export function isAttached(clients: Clients, { kind, name }: PolicyTarget, policyArn: string): Promise<boolean> {
  const { suffix, list } = operations[kind];
  return ask(clients, { action: `iam:ListAttached${suffix}Policies` }, async (options) => {
    for await (const page of list(await clients.iam(), name, options)) {
      if (page.AttachedPolicies?.some(({ PolicyArn }) => PolicyArn === policyArn) === true) return true;
    }
    return false;
  });
}

/** Attaches; also where it is attached already. https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachUserPolicy.html @throws Failure */
export function attachTo(clients: Clients, target: PolicyTarget, policyArn: string): Promise<{ requestId: string | null }> {
  return change(clients, target, policyArn, 'attach', 'Attach');
}

/** Detaches. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachUserPolicy.html @throws Failure */
export function detachFrom(clients: Clients, target: PolicyTarget, policyArn: string): Promise<{ requestId: string | null }> {
  return change(clients, target, policyArn, 'detach', 'Detach');
}

/**
 * The ARN of a user, group or role, with its path: names are unique whatever their paths.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-friendly-names
 * @throws Failure `identity-not-found`, and others
 */
export async function arnOf(clients: Clients, { kind, name }: PolicyTarget): Promise<string> {
  const iam = await clients.iam();
  const { suffix, arn } = operations[kind];
  return (await ask(clients, { action: `iam:Get${suffix}` }, (options) => arn(iam, name, options))) ?? '';
}

/** The groups of a user. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListGroupsForUser.html @throws Failure */
export function groupsOf(clients: Clients, userName: string): Promise<string[]> {
  return ask(clients, { action: 'iam:ListGroupsForUser' }, async (options) => {
    const found: string[] = [];
    for await (const page of paginateListGroupsForUser({ client: await clients.iam() }, { UserName: userName }, options)) {
      for (const { GroupName } of page.Groups ?? []) if (GroupName) found.push(GroupName);
    }
    return found;
  });
}

async function change(clients: Clients, { kind, name }: PolicyTarget, policyArn: string, what: 'attach' | 'detach', verb: string): Promise<{ requestId: string | null }> {
  const iam = await clients.iam();
  const { suffix, [what]: send } = operations[kind];
  const { $metadata } = await ask(clients, { action: `iam:${verb}${suffix}Policy` }, (options) => send(iam, name, policyArn, options));
  return { requestId: $metadata.requestId ?? null };
}
