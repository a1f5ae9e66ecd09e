import type { AccountState } from '../people/account-state.js';
import type { QueryOperation, QueryOperations } from '../wire/query-protocol.js';
import { assumeRole } from './assume-role.js';
import { assumeRoot } from './assume-root.js';
import { getSessionToken } from './get-session-token.js';

/** Names of the STS operations that the practice account knows, in AWS's spelling. */
export const stsOperationNames = ['AssumeRole', 'AssumeRoot', 'GetCallerIdentity', 'GetSessionToken'] as const;

/** The STS operations that the practice account knows. @param members the member accounts of its organization */
export function stsOperations(state: AccountState, members: readonly AccountState[] = []): QueryOperations {
  const operations: Record<(typeof stsOperationNames)[number], QueryOperation> = {
    AssumeRole: assumeRole([state, ...members]),
    AssumeRoot: assumeRoot(members),
    GetCallerIdentity: getCallerIdentity,
    GetSessionToken: getSessionToken(state),
  };
  return operations;
}

/**
 * GetCallerIdentity: needs no rights and cannot be denied. A root session shows the same Arn as root's own key.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
const getCallerIdentity: QueryOperation = {
  parameters: [],
  run: ({ signer }) => ({
    Arn: signer.principal.arn,
    UserId: signer.principal.userId,
    Account: signer.principal.accountId,
  }),
};
