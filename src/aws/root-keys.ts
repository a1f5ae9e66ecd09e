import { GetAccountSummaryCommand, paginateListAccessKeys } from '@aws-sdk/client-iam';
import { isFailure } from '../core/failure.js';
import type { Clients } from './clients.js';
import { ask } from './request.js';

/** What the account says about its root user, to anybody permitted; `null` where it may not be read. */
export type RootKeyFacts = { rootKeysPresent: boolean | null; rootMfaEnabled: boolean | null };

/** One access key of the root user. `createdAt` in ms since the epoch. */
export type RootKey = { accessKeyId: string; status: 'Active' | 'Inactive'; createdAt: number | null };

/**
 * Whether the root user has access keys and MFA. Passkeys count as MFA here, though they make no codes.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 * @throws Failure, but not `access-denied`
 */
export async function rootKeyFacts(clients: Clients): Promise<RootKeyFacts> {
  const iam = await clients.iam();
  try {
    const { SummaryMap } = await ask(clients, { action: 'iam:GetAccountSummary' }, (options) => iam.send(new GetAccountSummaryCommand({}), options));
    return { rootKeysPresent: flag(SummaryMap?.AccountAccessKeysPresent), rootMfaEnabled: flag(SummaryMap?.AccountMFAEnabled) };
  } catch (error) {
    if (isFailure(error, 'access-denied')) return { rootKeysPresent: null, rootMfaEnabled: null };
    throw error;
  }
}

/**
 * The signer's own access keys: to be called as the root user. IAM shows a new key only after some seconds.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAccessKeys.html
 * @throws Failure
 */
export function listRootKeys(clients: Clients): Promise<RootKey[]> {
  return ask(clients, { action: 'iam:ListAccessKeys' }, async (options) => {
    const found: RootKey[] = [];
    for await (const page of paginateListAccessKeys({ client: await clients.iam() }, {}, options)) {
      for (const { AccessKeyId, Status, CreateDate } of page.AccessKeyMetadata ?? []) {
        if (AccessKeyId) found.push({ accessKeyId: AccessKeyId, status: Status === 'Active' ? 'Active' : 'Inactive', createdAt: CreateDate?.getTime() ?? null });
      }
    }
    return found;
  });
}

function flag(value: number | undefined): boolean | null {
  return value === undefined ? null : value > 0;
}
