import { Agent as HttpAgent } from 'node:http';
import type { Agent as HttpsAgent } from 'node:https';
import type { SecureContext } from 'node:tls';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { silentLogger } from '../connection/quiet-sdk.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { trustedCertificates } from './ca-bundle.js';
import { WatchedAgent } from './handshakes.js';
import { proxyFor } from './proxies.js';

/** Takes the SDK's requests to the network. Several clients may share one. */
type Transport = Pick<NodeHttpHandler, 'handle' | 'destroy' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'>;

/** How long a transport waits (ms). */
type Patience = {
  /** From the socket's creation until it is connected. */
  connect: number;
  /** From the request until the answer's headers. */
  answer: number;
};

/** Kept connections (and how many), or one for each request. */
type Pool = { keepAlive: true; maxSockets: number } | { keepAlive: false };

const forReads: Patience = { connect: 10_000, answer: 60_000 };
const forOneCode: Patience = { connect: 10_000, answer: 30_000 };

/** Transport for requests without a code: connections are kept and shared, `settings.maxSockets` per host. */
export function sharedTransport(settings: ConnectionSettings): Transport {
  return transport(settings, forReads, { keepAlive: true, maxSockets: settings.maxSockets });
}

/**
 * Transport for one request with a code. Its connection is a fresh one: on a kept one that the server has meanwhile
 * closed, the answer would be lost and the code with it.
 */
export function freshTransport(settings: ConnectionSettings): Transport {
  return transport(settings, forOneCode, { keepAlive: false });
}

/** Which proxy applies depends on the host, and S3 has many hosts: so a handler is made for each way out, when needed. */
function transport(settings: ConnectionSettings, patience: Patience, pool: Pool): Transport {
  const handlers = new Map<string, Promise<NodeHttpHandler>>();
  const handlerFor = ({ protocol, hostname, port }: Parameters<NodeHttpHandler['handle']>[0]) => {
    const proxy = proxyFor(new URL(`${protocol}//${hostname}${port ? `:${port}` : ''}`), settings);
    const key = `${protocol} ${proxy?.href ?? ''}`;
    const known = handlers.get(key);
    if (known) return known;
    const made = makeHandler(settings, patience, pool, protocol, proxy);
    handlers.set(key, made);
    return made;
  };
  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, options) {
      return (await handlerFor(request)).handle(request, options);
    },
    destroy() {
      for (const made of handlers.values()) made.then((handler) => handler.destroy(), () => undefined);
    },
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };
}

async function makeHandler(
  settings: ConnectionSettings,
  patience: Patience,
  pool: Pool,
  protocol: string,
  proxy: URL | null,
): Promise<NodeHttpHandler> {
  const isTls = protocol === 'https:';
  // Plain http needs no certificates, so a bundle that cannot be read is no obstacle to it.
  const trust = isTls || proxy?.protocol === 'https:' ? await trustedCertificates(settings) : null;
  const agent = proxy === null ? directAgent(isTls, pool, trust) : await proxyAgent(isTls, pool, trust, proxy);
  return new NodeHttpHandler({
    ...(isTls ? { httpsAgent: agent as HttpsAgent } : { httpAgent: agent }),
    connectionTimeout: patience.connect,
    requestTimeout: patience.answer,
    socketTimeout: patience.answer,
    throwOnRequestTimeout: true,
    // Waiting for a free socket is what `maxSockets` is for, and the SDK's warning would go to the screen.
    logger: silentLogger,
  });
}

function directAgent(isTls: boolean, pool: Pool, trust: SecureContext | null): HttpAgent | WatchedAgent {
  return isTls ? new WatchedAgent({ ...pool, ...(trust && { secureContext: trust }) }) : new HttpAgent(pool);
}

async function proxyAgent(isTls: boolean, pool: Pool, trust: SecureContext | null, proxy: URL): Promise<HttpAgent> {
  const options = { ...pool, ...(trust && { secureContext: trust }) };
  if (isTls) return new (await import('./tunnel.js')).TunnelAgent(proxy, options);
  return new (await import('http-proxy-agent')).HttpProxyAgent(proxy, options);
}
