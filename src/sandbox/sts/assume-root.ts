import { checkAllowed } from '../iam/access.js';
import type { AccountState } from '../people/account-state.js';
import { isGranted } from '../people/grants.js';
import type { Person } from '../people/people.js';
import { notModelled, PracticeError } from '../types.js';
import { unverifiedHeaders } from '../unverified.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation } from '../wire/query-protocol.js';
import { sessionCredentials } from './session-credentials.js';

const MAX_SECONDS = 900;
const TASKS = 'arn:aws:iam::aws:policy/root-task/';

/** The actions of AWS's managed task policies. AWS: "AWS managed policies for IAM", by way of two public copies (likely). */
const tasks: Readonly<Record<string, readonly string[]>> = {
  IAMAuditRootUserCredentials: ['GetAccessKeyLastUsed', 'GetLoginProfile', 'GetUser', 'ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates'],
  IAMDeleteRootUserCredentials: [
    ...['DeactivateMFADevice', 'DeleteAccessKey', 'DeleteLoginProfile', 'DeleteSigningCertificate', 'DeleteVirtualMFADevice'],
    ...['GetAccessKeyLastUsed', 'GetLoginProfile', 'GetUser', 'ListAccessKeys', 'ListMFADevices', 'ListSigningCertificates'],
  ],
};

const rules = [
  rule('TargetPrincipal', { kind: 'required' }, { kind: 'length', min: 12, max: 2048 }),
  rule('TaskPolicyArn.arn', { kind: 'required' }, { kind: 'length', min: 20, max: 2048 }),
  rule('DurationSeconds', { kind: 'range', min: 0, max: MAX_SECONDS }),
];

/**
 * AssumeRoot: a short session as the root user of a member account, limited to one task. Only principals of the
 * management account with the right to it, never its root user.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoot.html
 * @param members the member accounts of the organization
 */
export function assumeRoot(members: readonly AccountState[]): QueryOperation {
  return {
    parameters: ['TargetPrincipal', 'TaskPolicyArn.arn', 'DurationSeconds'],
    run(call, parameters) {
      checkParameters(parameters, rules);
      const target = parameters.get('TargetPrincipal') ?? '';
      const account = /^arn:aws:iam::(\d{12}):root$/.exec(target)?.[1] ?? target;
      const arn = `arn:aws:iam::${account}:root`;
      const member = members.find(({ accountId }) => accountId === account);
      // AWS: "You cannot use root user credentials to make this call"; what it answers is not verified.
      if (call.signer.principal.kind === 'root' || member === undefined) throw refused(call.signer.principal.arn, arn);
      checkAllowed(call, 'sts:AssumeRoot', arn);
      const seconds = Number(parameters.get('DurationSeconds') || MAX_SECONDS);
      const task = taskNamed(parameters.get('TaskPolicyArn.arn') ?? '');
      const key = member.keys.openSession(limited(member.people.root, task), seconds * 1000, null, { task });
      return { Credentials: sessionCredentials(key) };
    },
  };
}

function taskNamed(policyArn: string): string {
  const name = policyArn.startsWith(TASKS) ? policyArn.slice(TASKS.length) : '';
  if (name in tasks) return name;
  throw notModelled(`the task policy ${policyArn} of sts:AssumeRoot`);
}

function limited(root: Person, task: string): Person {
  const grants = [{ actions: (tasks[task] ?? []).map((name) => `iam:${name}`), resources: ['*'] }];
  return { ...root, allows: (action, resource) => isGranted(grants, action, resource) };
}

function refused(principal: string, arn: string): PracticeError {
  return new PracticeError(403, 'AccessDenied', `User: ${principal} is not authorized to perform: sts:AssumeRoot on resource: ${arn}`, {}, unverifiedHeaders);
}
