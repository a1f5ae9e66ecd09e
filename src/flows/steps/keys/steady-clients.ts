import { setMaxListeners } from 'node:events';
import { type Clients, connect } from '../../../aws/connection/clients.js';
import type { ConnectionSettings } from '../../../aws/connection/settings.js';
import type { SigningCredentials } from '../../../aws/credentials/credentials.js';

/**
 * Clients whose requests go on after Ctrl-C, so that what was sent can still be read back, and undone. The caller
 * closes them.
 */
export function steadyClientsOf(credentials: SigningCredentials, settings: ConnectionSettings): Promise<Clients> {
  const never = new AbortController().signal;
  // Every request in flight listens; Node would warn from the eleventh on.
  setMaxListeners(0, never);
  return connect({ ...settings, interruption: never }, credentials);
}
