import { type Clients, connect } from '../../../aws/connection/clients.js';
import { heldKeys } from '../../../aws/credentials/held-keys.js';
import type { Context } from '../../../context.js';
import type { RootSigner } from './sign-in-for-removal.js';

/**
 * Clients of their own that sign with a key, to ask whether it still does; `null` where its secret is not on this machine.
 * @throws Failure `config-file`
 */
export async function clientsOfKey(accessKeyId: string, { found, clients }: RootSigner, { connection }: Context): Promise<Clients | null> {
  const ours = [found, clients].find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  if (ours !== undefined) return connect(ours.settings, ours.credentials);
  const held = (await heldKeys(connection)).find(({ credentials }) => credentials.accessKeyId === accessKeyId);
  return held === undefined ? null : connect(held.settings, held.credentials);
}
