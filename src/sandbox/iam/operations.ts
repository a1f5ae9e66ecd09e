import type { AccountState } from '../account-state.js';
import type { QueryOperation, QueryOperations } from '../query-protocol.js';
import { PracticeError } from '../types.js';
import { createAccessKey, deleteAccessKey, getAccessKeyLastUsed, listAccessKeys, updateAccessKey } from './access-keys.js';
import { getAccountSummary, getUser } from './account.js';
import { listMfaDevices, listVirtualMfaDevices } from './mfa-devices.js';

const makers: Readonly<Record<string, (state: AccountState) => QueryOperation>> = {
  CreateAccessKey: createAccessKey,
  DeleteAccessKey: deleteAccessKey,
  GetAccessKeyLastUsed: getAccessKeyLastUsed,
  GetAccountSummary: getAccountSummary,
  GetUser: getUser,
  ListAccessKeys: listAccessKeys,
  ListMFADevices: listMfaDevices,
  ListVirtualMFADevices: listVirtualMfaDevices,
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
      if (session !== null && session.mfaAuthenticatedAt === null) {
        throw new PracticeError(403, 'InvalidClientTokenId', 'The security token included in the request is invalid.');
      }
      return operation.run(call, parameters);
    },
  };
}
