import type { Clients } from '../../../aws/connection/clients.js';
import { keyLastUsed, listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure, unlessFailed } from '../../../core/failures/failure.js';
import { KEYS_AT_MOST, noRoomForAnother, type UsedKey } from '../../../core/root-keys/ephemeral-key.js';
import type { RootKey } from '../../../core/root-keys/root-key.js';
import { useTheRootKey } from '../../../core/signers/session-words.js';
import { deleteKeyCommand } from './delete-key-command.js';

/**
 * Looks whether a session may see the root user's keys and has room for one more: before anything is asked.
 * @returns the keys there are
 * @throws Failure `session-credentials` where IAM is closed to the session, `root-key-limit`
 */
export async function checkRoomForKey(clients: Clients, context: Context): Promise<RootKey[]> {
  const keys = await visibleKeys(clients);
  if (keys instanceof Failure) {
    throw new Failure('session-credentials', 'IAM is closed to this root session, so it cannot make a root access key', {
      hints: ['a session of `aws sts get-session-token` opens IAM only if it was made with an MFA code', useTheRootKey],
      aws: keys.aws,
      cause: keys,
    });
  }
  if (keys.length >= KEYS_AT_MOST) throw await noRoom(keys, clients, context);
  return keys;
}

/** The keys, or the refusal of a session that IAM is closed to: it says then that it does not know the session. */
export async function visibleKeys(clients: Clients): Promise<RootKey[] | Failure> {
  try {
    return await listRootKeys(clients);
  } catch (error) {
    if (isFailure(error, 'unknown-access-key', 'access-denied')) return error;
    throw error;
  }
}

/** Says which key could go, by when each was last used. */
export async function noRoom(keys: readonly RootKey[], clients: Clients, context: Context): Promise<Failure> {
  const used = await Promise.all(
    keys.map(async (key): Promise<UsedKey> => ({ key, use: await unlessFailed(keyLastUsed(clients, key.accessKeyId), undefined) })),
  );
  return noRoomForAnother(used, (accessKeyId) => deleteKeyCommand(accessKeyId, clients, context));
}
