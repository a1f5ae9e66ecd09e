import pLimit from 'p-limit';
import type { Clients } from '../aws/connection/clients.js';
import { type HeldKey, heldKeys, ownerOf } from '../aws/credentials/held-keys.js';
import { rootMfaDevices } from '../aws/identities/mfa-devices.js';
import { keyLastUsed, listRootKeys, rootKeyFacts } from '../aws/identities/root-keys.js';
import type { Context } from '../context.js';
import { Failure, isFailure, unlessFailed } from '../core/failures/failure.js';
import type { HeldKeyFinding, ListedKey, RootKeyStatus } from '../core/root-keys/root-key-status.js';
import type { Identity } from '../core/signers/identity.js';
import type { CommandResult } from './command-result.js';
import { rootKeyStatusResult } from './steps/root-key/root-key-status-result.js';
import { readOnlyConnection } from './steps/sign-in/read-only-connection.js';

/** Requests in flight at most, when the owners of many keys are asked for. */
const AT_ONCE = 8;

/**
 * `root-key status`: does the account have root access keys, and does this machine hold any?
 * @throws Failure
 */
export async function rootKeyStatus(context: Context): Promise<CommandResult> {
  const { clients, identity: asked } = await readOnlyConnection(context);
  try {
    const identity = await asked;
    if (identity === null) {
      throw new Failure('unexpected-answer', 'this endpoint has no STS, and so no root user to ask about', { hints: ['root access keys are AWS’s: leave out `--endpoint-url`'] });
    }
    const [account, held] = await context.ui.during('Asking AWS about root access keys', () => Promise.all([statusOf(clients, identity), heldBy(context)]));
    return rootKeyStatusResult({ ...account, held }, identity);
  } finally {
    clients.close();
  }
}

async function statusOf(clients: Clients, identity: Identity): Promise<Omit<RootKeyStatus, 'held'>> {
  const [facts, devices, keys] = await Promise.all([
    rootKeyFacts(clients),
    unlessDenied(rootMfaDevices(clients, identity)),
    identity.isRoot ? unlessDenied(listedKeys(clients)) : null,
  ]);
  return { keysPresent: facts.rootKeysPresent, rootMfaEnabled: facts.rootMfaEnabled, devices, keys };
}

async function listedKeys(clients: Clients): Promise<ListedKey[]> {
  const keys = await listRootKeys(clients);
  return Promise.all(keys.map(async (key) => ({ ...key, lastUsed: await unlessDenied(keyLastUsed(clients, key.accessKeyId)) })));
}

async function heldBy(context: Context): Promise<HeldKeyFinding[]> {
  const limit = pLimit(AT_ONCE);
  const held = await heldKeys(context.connection);
  return Promise.all(held.map((key) => limit(() => findingOf(key, context))));
}

/** One key that cannot be asked about must not hide the others. */
async function findingOf(key: HeldKey, { interruption }: Context): Promise<HeldKeyFinding> {
  const { places, credentials } = key;
  const about = { accessKeyId: credentials.accessKeyId, places };
  try {
    const owner = await ownerOf(key);
    if (owner === null) return { ...about, owner: { kind: 'unknown', why: 'no-sts' } };
    return { ...about, owner: { kind: owner.isRoot ? 'root' : 'user', account: owner.account, arn: owner.arn } };
  } catch (error) {
    if (interruption.aborted || !isFailure(error)) throw error;
    // A secret that does not belong to its key signs as little as a deleted one.
    if (error.kind === 'unknown-access-key' || error.kind === 'wrong-secret-key') return { ...about, owner: { kind: 'refused' } };
    return { ...about, owner: { kind: 'unknown', why: error.kind } };
  }
}

function unlessDenied<T>(asked: Promise<T>): Promise<T | null> {
  return unlessFailed(asked, null, 'access-denied');
}
