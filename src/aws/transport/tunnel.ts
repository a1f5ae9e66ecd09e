import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { watchHandshake } from './handshakes.js';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

type PoolName = Parameters<HttpsProxyAgent<string>['getName']>[0];

/**
 * Tunnels https through a proxy. The library uses the certificates it is given for the connection to the proxy only;
 * this one uses them for the endpoint behind it as well. And it keeps tunnels for the next request, where the library
 * loses them.
 */
export class TunnelAgent extends HttpsProxyAgent<string> {
  readonly #trust: { secureContext?: SecureContext };

  /**
   * @param proxy where the tunnel starts; may hold a user and a password
   * @param options whether connections are kept, how many at most and, where a CA bundle is in use, what to trust
   */
  constructor(proxy: URL, options: { keepAlive: boolean; maxSockets?: number; secureContext?: SecureContext }) {
    super(proxy, options);
    this.#trust = options.secureContext ? { secureContext: options.secureContext } : {};
  }

  /** Called by Node for each connection. */
  override async connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    return watchHandshake(await super.connect(request, { ...options, ...this.#trust } as ConnectOptions));
  }

  /** Called by Node for the pool that a connection belongs to. */
  override getName(options?: PoolName): string {
    // The library tells https by the call stack, which is another when a connection comes back: it would never be found again.
    return super.getName({ ...options, secureEndpoint: true } as PoolName);
  }
}
