import type { AccountState } from '../people/account-state.js';
import type { ManagedPolicy } from '../people/managed-policies.js';
import { notModelled, PracticeError } from '../types.js';
import { checkParameters, rule } from '../wire/constraints.js';
import type { QueryOperation, QueryResult } from '../wire/query-protocol.js';
import { checkAllowed, noSuchEntity } from './access.js';
import { holdersOf } from './policy-attachments.js';
import { checkPolicyDocument } from './policy-document.js';
import { instant } from './presentation.js';

const arnRule = rule('PolicyArn', { kind: 'required' }, { kind: 'length', min: 20, max: 2048 });
const nameRule = rule('PolicyName', { kind: 'required' }, { kind: 'length', min: 1, max: 128 }, { kind: 'pattern', pattern: '[\\w+=,.@-]+' });

/** CreatePolicy; paths and tags are not modelled. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html */
export function createPolicy({ accountId, policies, people }: AccountState): QueryOperation {
  return {
    parameters: ['PolicyName', 'PolicyDocument', 'Description'],
    run(call, parameters) {
      const name = parameters.get('PolicyName') ?? '';
      const arn = `arn:aws:iam::${accountId}:policy/${name}`;
      checkAllowed(call, 'iam:CreatePolicy', arn, `policy ${name}`);
      checkParameters(parameters, [nameRule, rule('PolicyDocument', { kind: 'required' })]);
      const document = parameters.get('PolicyDocument') ?? '';
      checkPolicyDocument(document);
      if (policies.find(arn) !== undefined) {
        // Public captures (verified).
        throw new PracticeError(409, 'EntityAlreadyExists', `A policy called ${name} already exists. Duplicate names are not allowed.`);
      }
      const policy = policies.create(name, document, parameters.get('Description') ?? null);
      // AWS: "Description … returned only by GetPolicy" (verified).
      return { Policy: { ...describePolicy(policy, holdersOf(people, policy).length), Description: undefined } };
    },
  };
}

/** GetPolicy. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export function getPolicy(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn'],
    run(call, parameters) {
      const policy = policyNamed(state, call, 'iam:GetPolicy', parameters);
      return { Policy: describePolicy(policy, holdersOf(state.people, policy).length) };
    },
  };
}

/**
 * DeletePolicy: not while it is attached or has older versions.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html
 */
export function deletePolicy(state: AccountState): QueryOperation {
  return {
    parameters: ['PolicyArn'],
    run(call, parameters) {
      const policy = ownPolicyNamed(state, call, 'iam:DeletePolicy', parameters);
      if (holdersOf(state.people, policy).length > 0) throw conflict('Cannot delete a policy attached to entities.');
      if (policy.versions.length > 1) {
        throw conflict("This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.");
      }
      state.policies.remove(policy.arn);
      return null;
    },
  };
}

/** DeleteConflict, 409; its texts are from public captures (verified, "attached to entities" likely). */
export function conflict(message: string): PracticeError {
  return new PracticeError(409, 'DeleteConflict', message);
}

/**
 * The policy that a call names.
 * @throws PracticeError 403 AccessDenied, 400 ValidationError, 404 NoSuchEntity (its text is likely: public captures)
 */
export function policyNamed(
  { policies }: AccountState,
  call: Parameters<QueryOperation['run']>[0],
  action: string,
  parameters: ReadonlyMap<string, string>,
): ManagedPolicy {
  const arn = parameters.get('PolicyArn') ?? '';
  checkAllowed(call, action, arn, `policy ${arn}`);
  checkParameters(parameters, [arnRule]);
  const policy = policies.find(arn);
  if (policy === undefined) throw noSuchEntity(`Policy ${arn} was not found.`);
  return policy;
}

/** The same for what changes the policy itself. How AWS refuses that for its own policies is not modelled. */
export function ownPolicyNamed(...parts: Parameters<typeof policyNamed>): ManagedPolicy {
  const policy = policyNamed(...parts);
  if (policy.ofAws) throw notModelled('changes of AWS managed policies');
  return policy;
}

function describePolicy(policy: ManagedPolicy, attachmentCount: number): QueryResult {
  return {
    PolicyName: policy.name,
    PolicyId: policy.policyId,
    Arn: policy.arn,
    Path: '/',
    DefaultVersionId: policy.defaultVersionId,
    AttachmentCount: attachmentCount,
    PermissionsBoundaryUsageCount: 0,
    IsAttachable: true,
    Description: policy.description ?? undefined,
    CreateDate: instant(policy.createdAt),
    UpdateDate: instant(policy.updatedAt),
  };
}
