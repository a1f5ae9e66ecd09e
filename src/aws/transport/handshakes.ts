import { Agent } from 'node:https';
import type { Duplex } from 'node:stream';

/** Errors of connections whose handshake was not complete. */
const early = new WeakSet<Error>();

/**
 * Takes note of what goes wrong on a TLS connection before its handshake is complete. Until then Node encrypts nothing, so
 * nothing of a request has gone out; the same error codes may come later, when all of it has.
 * https://nodejs.org/api/tls.html#event-secureconnect
 * @param socket a connection that is being made
 */
export function watchHandshake<S extends Duplex>(socket: S): S {
  const note = (error: Error): void => void early.add(error);
  socket.prependListener('error', note);
  socket.once('secureConnect', () => socket.off('error', note));
  return socket;
}

/** Did this end a connection before its handshake was complete? Known of the connections that carry codes. */
export function cameBeforeHandshake(error: unknown): boolean {
  return error instanceof Error && early.has(error);
}

/** Makes connections that are watched. */
export class WatchedAgent extends Agent {
  /** Called by Node for each connection. */
  override createConnection(...options: Parameters<Agent['createConnection']>): ReturnType<Agent['createConnection']> {
    const socket = super.createConnection(...options);
    return socket && watchHandshake(socket);
  }
}
