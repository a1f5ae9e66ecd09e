import { getProxyForUrl } from 'proxy-from-env';
import { Failure } from '../../core/failures/failure.js';
import { isLoopback } from '../connection/endpoints.js';
import type { ConnectionSettings } from '../connection/settings.js';

/**
 * The proxy for requests to a host, from HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY (either case).
 * Loopback is never proxied: an MFA code may go to it over http, but not on to another machine.
 * @returns `null` where the connection is direct
 * @throws Failure `network` when the proxy is not an http or https one
 */
export function proxyFor(target: URL, { env, conceal }: Pick<ConnectionSettings, 'env' | 'conceal'>): URL | null {
  if (isLoopback(target.hostname) || isExempt(target.hostname, env.no_proxy || env.NO_PROXY || '')) return null;
  const text = getProxyForUrl(target);
  if (text === '') return null;
  const proxy = URL.canParse(text) ? new URL(text) : null;
  if (proxy === null || !/^https?:$/.test(proxy.protocol)) {
    throw new Failure('network', `the proxy for ${target.hostname} is not an http:// or https:// one`, {
      hints: ['look at HTTPS_PROXY, HTTP_PROXY and ALL_PROXY; NO_PROXY exempts hosts'],
    });
  }
  conceal(proxy.password || undefined);
  return proxy;
}

/** `example.com` exempts its subdomains as well, as for the AWS CLI and curl; the library wants a dot in front for that. */
function isExempt(hostname: string, noProxy: string): boolean {
  const names = noProxy.toLowerCase().split(/[,\s]+/).filter((name) => /^[^.*:]/.test(name));
  return names.some((name) => hostname === name || hostname.endsWith(`.${name}`));
}
