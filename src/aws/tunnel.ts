import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import type { SecureContext } from 'node:tls';
import { HttpsProxyAgent } from 'https-proxy-agent';

type ConnectOptions = Parameters<HttpsProxyAgent<string>['connect']>[1];

/**
 * Tunnels https through a proxy. The library uses the certificates it is given for the connection to the proxy only;
 * this one uses them for the endpoint behind it as well.
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
  override connect(request: ClientRequest, options: ConnectOptions): Promise<Socket> {
    return super.connect(request, { ...options, ...this.#trust } as ConnectOptions);
  }
}
