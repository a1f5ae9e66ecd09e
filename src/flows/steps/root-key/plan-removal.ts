import { keyLastUsed, listRootKeys } from '../../../aws/identities/root-keys.js';
import type { Context } from '../../../context.js';
import { Failure, unlessFailed } from '../../../core/failures/failure.js';
import type { KeyPlan } from '../../../core/root-keys/key-removal.js';
import { lastFour, type RootKey } from '../../../core/root-keys/root-key.js';
import { isoTime } from '../../../core/text/instant.js';
import type { RootSigner } from './sign-in-for-removal.js';

/**
 * Which keys are to be deleted, and how: the one that was named; else all of a member account; else the one that was
 * found in the credentials; else, for a session, the only one there is.
 * @throws Failure `usage` for a key that is not there, `missing-input` where it has to be said which
 */
export async function planRemoval({ accessKeyId }: { accessKeyId: string | undefined }, signer: RootSigner, context: Context): Promise<KeyPlan[]> {
  const keys = await context.ui.during('Asking AWS for the root user’s access keys', () => listRootKeys(signer.clients));
  const chosen = accessKeyId === undefined ? await chooseKeys(keys, signer, context) : [named(keys, accessKeyId, signer)];
  return Promise.all(chosen.map(async (key) => ({ key, lastUsed: await unlessFailed(keyLastUsed(signer.clients, key.accessKeyId), null, 'access-denied'), way: wayFor(key, signer) })));
}

function named(keys: readonly RootKey[], accessKeyId: string, { identity }: RootSigner): RootKey {
  const key = keys.find((each) => each.accessKeyId === accessKeyId);
  if (key !== undefined) return key;
  throw new Failure('usage', `the root user of account ${identity.account} has no access key \`${accessKeyId}\``, {
    hints: [keys.length === 0 ? 'it has none at all: nothing is left to delete' : `it has ${keys.map((each) => `\`${each.accessKeyId}\``).join(' and ')}`],
  });
}

async function chooseKeys(keys: readonly RootKey[], { way, found }: RootSigner, { ui }: Context): Promise<readonly RootKey[]> {
  if (way === 'assumed-root') return keys;
  const { credentials } = found;
  if (credentials.keyKind === 'long-term') {
    // IAM lists a key that is new only after some seconds, and this one has just signed.
    return [keys.find(({ accessKeyId }) => accessKeyId === credentials.accessKeyId) ?? { accessKeyId: credentials.accessKeyId, status: 'Active', createdAt: null }];
  }
  if (keys.length < 2) return keys;
  if (!ui.canAsk) {
    throw new Failure('missing-input', `the root user has ${keys.length} access keys, and it has to be said which one to delete`, {
      hints: keys.map(({ accessKeyId, status }) => `the ${status.toLowerCase()} one: \`s3-mfa-delete root-key delete ${accessKeyId}\``),
    });
  }
  return [await ui.select('Which root access key?', keys.map((key) => ({ value: key, name: inWords(key) })))];
}

function inWords({ accessKeyId, status, createdAt }: RootKey): string {
  return `…${lastFour(accessKeyId)}, ${status.toLowerCase()}, created ${isoTime(createdAt)?.slice(0, 10) ?? 'at an unknown time'}`;
}

function wayFor({ accessKeyId }: RootKey, { way, clients }: RootSigner): KeyPlan['way'] {
  return clients.credentials.accessKeyId === accessKeyId ? 'itself' : way;
}
