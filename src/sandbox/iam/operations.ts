import type { AccountState } from '../people/account-state.js';
import { PracticeError } from '../types.js';
import type { QueryOperation, QueryOperations } from '../wire/query-protocol.js';
import { createAccessKey, deleteAccessKey, getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './access-keys.js';
import { getAccountSummary, getUser } from './account.js';
import { getGroup, getRole } from './groups-and-roles.js';
import { listMfaDevices, listVirtualMfaDevices } from './mfa-devices.js';
import { createPolicy, deletePolicy, getPolicy } from './policies.js';
import { attachPolicy, detachPolicy, listAttachedPolicies, listGroupsForUser } from './policy-attachments.js';
import { createPolicyVersion, deletePolicyVersion, getPolicyVersion, listPolicyVersions, setDefaultPolicyVersion } from './policy-versions.js';
import { simulatePrincipalPolicy } from './simulate-principal-policy.js';

const makers: Readonly<Record<string, (state: AccountState) => QueryOperation>> = {
  AttachGroupPolicy: attachPolicy('Group'),
  AttachRolePolicy: attachPolicy('Role'),
  AttachUserPolicy: attachPolicy('User'),
  CreateAccessKey: createAccessKey,
  CreatePolicy: createPolicy,
  CreatePolicyVersion: createPolicyVersion,
  DeleteAccessKey: deleteAccessKey,
  DeletePolicy: deletePolicy,
  DeletePolicyVersion: deletePolicyVersion,
  DetachGroupPolicy: detachPolicy('Group'),
  DetachRolePolicy: detachPolicy('Role'),
  DetachUserPolicy: detachPolicy('User'),
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountSummary: getAccountSummary,
  GetGroup: getGroup,
  GetPolicy: getPolicy,
  GetPolicyVersion: getPolicyVersion,
  GetRole: getRole,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListAttachedGroupPolicies: listAttachedPolicies('Group'),
  ListAttachedRolePolicies: listAttachedPolicies('Role'),
  ListAttachedUserPolicies: listAttachedPolicies('User'),
  ListGroupsForUser: listGroupsForUser,
  ListMFADevices: listMfaDevices,
  ListPolicyVersions: listPolicyVersions,
  ListVirtualMFADevices: listVirtualMfaDevices,
  SetDefaultPolicyVersion: setDefaultPolicyVersion,
  SimulatePrincipalPolicy: simulatePrincipalPolicy,
  UpdateAccessKey: updateAccessKey,
};

/** Their names, in AWS's spelling. */
export const iamOperationNames: readonly string[] = Object.keys(makers);

/** The IAM operations that the practice account knows. */
export function iamOperations(state: AccountState): QueryOperations {
  return Object.fromEntries(Object.entries(makers).map(([name, make]) => [name, closedToPlainSessions(make(state))]));
}

/**
 * AWS: GetSessionToken, "You cannot call any IAM API operations unless MFA authentication information is included in
 * the request." IAM then answers as if it did not know the key (likely: many public captures).
 */
function closedToPlainSessions(operation: QueryOperation): QueryOperation {
  return {
    ...operation,
    run(call, parameters) {
      const { session } = call.signer.key;
      if (session !== null && session.mfaAuthenticatedAt === null && session.task === undefined) {
        throw new PracticeError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
      }
      return operation.run(call, parameters);
    },
  };
}
