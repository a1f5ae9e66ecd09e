import {
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetAccountSummaryCommand,
  paginateListAccessKeys,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import { Failure, isFailure } from '../../core/failures/failure.js';
import type { KeyUse, RootKey } from '../../core/root-keys/root-key.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import { ephemeralCredentials, type SigningCredentials } from '../credentials/credentials.js';
import { whoAmI } from './identity.js';

/** What the account says about its root user, to anybody permitted; `null` where it may not be read. */
type RootKeyFacts = { rootKeysPresent: boolean | null; rootMfaEnabled: boolean | null };

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

/**
 * When a key was last used, by what IAM knows: it is hours behind at times.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccessKeyLastUsed.html
 * @returns `null` where it was never used
 * @throws Failure
 */
export async function keyLastUsed(clients: Clients, accessKeyId: string): Promise<KeyUse | null> {
  const iam = await clients.iam();
  const about = { action: 'iam:GetAccessKeyLastUsed' };
  const { AccessKeyLastUsed } = await ask(clients, about, (options) => iam.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: accessKeyId }), options));
  const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed ?? {};
  if (LastUsedDate === undefined) return null;
  return { at: LastUsedDate.getTime(), service: known(ServiceName), region: known(Region) };
}

/**
 * Makes an access key of whoever signs: to be called as the root user. Never retried, because a second one would be
 * made where only the answer was lost; then the key shows in {@link listRootKeys}. IAM is eventually consistent: the
 * key is refused for some seconds.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html
 * @returns the key with its secret, which is concealed from everything printed later
 * @throws Failure; its `aws.code` is `LimitExceeded` where there are two already
 */
export async function createRootKey(clients: Clients): Promise<{ key: RootKey; credentials: SigningCredentials }> {
  const iam = await clients.iamForOneChange();
  const { AccessKey } = await ask(clients, { action: 'iam:CreateAccessKey' }, (options) => iam.send(new CreateAccessKeyCommand({}), options));
  const { AccessKeyId: accessKeyId, SecretAccessKey: secret, CreateDate } = AccessKey ?? {};
  if (!accessKeyId || !secret) throw new Failure('unexpected-answer', 'iam:CreateAccessKey was answered without a key', { hints: ['see the keys there are: `s3-mfa-delete root-key status`'] });
  const key: RootKey = { accessKeyId, status: 'Active', createdAt: CreateDate?.getTime() ?? null };
  return { key, credentials: ephemeralCredentials(accessKeyId, secret, clients.settings) };
}

/**
 * Makes a key of whoever signs inactive. A key that is inactive can sign nothing, not even its own deletion.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccessKey.html
 * @throws Failure; its `aws.code` is `NoSuchEntity` where there is no such key
 */
export async function deactivateRootKey(clients: Clients, accessKeyId: string): Promise<void> {
  const iam = await clients.iam();
  await ask(clients, { action: 'iam:UpdateAccessKey' }, (options) =>
    iam.send(new UpdateAccessKeyCommand({ AccessKeyId: accessKeyId, Status: 'Inactive' }), options),
  );
}

/**
 * Deletes a key of whoever signs, for good; it may be the one that signs. Never retried: after a lost answer a key that
 * deleted itself could not sign the second request, so that the refusal would hide the success.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteAccessKey.html
 * @returns `absent` where there was no such key any more
 * @throws Failure
 */
export async function deleteRootKey(clients: Clients, accessKeyId: string): Promise<'deleted' | 'absent'> {
  const iam = await clients.iamForOneChange();
  try {
    await ask(clients, { action: 'iam:DeleteAccessKey' }, (options) => iam.send(new DeleteAccessKeyCommand({ AccessKeyId: accessKeyId }), options));
    return 'deleted';
  } catch (error) {
    if (isFailure(error) && error.aws?.code === 'NoSuchEntity') return 'absent';
    throw error;
  }
}

/**
 * Does the key of these clients still sign? Asked once; IAM is eventually consistent, so one `false` proves little.
 * Needs no permission, and nothing can deny it.
 * @throws Failure for everything but a key that STS does not know
 */
export async function stillSigns(clients: Clients): Promise<boolean> {
  try {
    await whoAmI(clients);
    return true;
  } catch (error) {
    if (isFailure(error, 'unknown-access-key')) return false;
    throw error;
  }
}

/** IAM says `N/A` for what it does not know. */
function known(text: string | undefined): string | null {
  return text === undefined || text === '' || text === 'N/A' ? null : text;
}

function flag(value: number | undefined): boolean | null {
  return value === undefined ? null : value > 0;
}
