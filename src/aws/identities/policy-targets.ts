import {
  AttachGroupPolicyCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  DetachGroupPolicyCommand,
  DetachRolePolicyCommand,
  DetachUserPolicyCommand,
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
    list: (client: IAMClient, UserName: string, options: Sending) => paginateListAttachedUserPolicies({ client }, { UserName }, options),
  },
  group: {
    suffix: 'Group',
    attach: (iam: IAMClient, GroupName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }), options),
    detach: (iam: IAMClient, GroupName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new DetachGroupPolicyCommand({ GroupName, PolicyArn }), options),
    list: (client: IAMClient, GroupName: string, options: Sending) => paginateListAttachedGroupPolicies({ client }, { GroupName }, options),
  },
  role: {
    suffix: 'Role',
    attach: (iam: IAMClient, RoleName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }), options),
    detach: (iam: IAMClient, RoleName: string, PolicyArn: string, options: Sending): Promise<Answer> => iam.send(new DetachRolePolicyCommand({ RoleName, PolicyArn }), options),
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

/** The ARN of a user, with its path. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetUser.html @throws Failure `identity-not-found`, and others */
export async function userArn(clients: Clients, userName: string): Promise<string> {
  const iam = await clients.iam();
  const { User } = await ask(clients, { action: 'iam:GetUser' }, (options) => iam.send(new GetUserCommand({ UserName: userName }), options));
  return User?.Arn ?? '';
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
