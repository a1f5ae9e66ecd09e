import { describe, expect, it } from 'vitest';
import { startConnectProxy } from './connect-proxy.js';
import { newDevice } from './device.js';
import { gateway, newBucket, runOnGateway, versioningOf } from './gateway.js';

const { port } = new URL(gateway.tlsEndpoint);
/** Loopback is never proxied, so the server is addressed by another name. */
const host = `rgw.test:${port}`;
const trust = { AWS_CA_BUNDLE: gateway.caFile };
const knowsHost = `--import=${new URL('company-dns.mjs', import.meta.url).href}`;

describe('through an HTTP proxy', () => {
  it.each(['HTTPS_PROXY', 'https_proxy'])('named by %s every connection goes, the one with the code as well', async (variable) => {
    const [proxy, bucket, device] = await Promise.all([startConnectProxy(), newBucket(), newDevice()]);

    // The name server does not know the host: only the proxy can lead there.
    const run = await runOnGateway(['enable', bucket, '--yes', ...device.process.args], {
      endpoint: `https://${host}`,
      env: { ...trust, ...device.process.env, [variable]: proxy.url },
    });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
    // A code never travels on a connection that was used before, so it adds at least one tunnel to those of the reads.
    expect(proxy.tunnels.length).toBeGreaterThanOrEqual(2);
    expect(new Set(proxy.tunnels)).toEqual(new Set([host]));
  });

  it('a tunnel is kept for the next read', async () => {
    const [proxy, ...buckets] = await Promise.all([startConnectProxy(), newBucket(), newBucket(), newBucket()]);

    const run = await runOnGateway(['verify', ...buckets, '--fail-on', 'none'], {
      endpoint: `https://${host}`,
      env: { ...trust, HTTPS_PROXY: proxy.url },
    });

    expect(run).toMatchObject({ exitCode: 0 });
    // At first at most one for each bucket and one for the question who signs; everything after that goes through those.
    expect(proxy.tunnels.length).toBeGreaterThan(0);
    expect(proxy.tunnels.length).toBeLessThanOrEqual(buckets.length + 1);
  });

  it('the endpoint’s certificate is judged, not the proxy’s word', async () => {
    const [proxy, bucket] = await Promise.all([startConnectProxy(), newBucket()]);

    const run = await runOnGateway(['verify', bucket, '--json'], { endpoint: `https://${host}`, env: { HTTPS_PROXY: proxy.url } });

    expect(JSON.parse(run.stdout)).toMatchObject({ error: { kind: 'untrusted-certificate' } });
    expect(run.exitCode).toBe(3);
    expect(proxy.tunnels.length).toBeGreaterThan(0);
  });

  it.each(['rgw.test', '.test', `example.com,${host}`])('nothing goes where NO_PROXY is %s', async (exempt) => {
    const [proxy, bucket] = await Promise.all([startConnectProxy(), newBucket()]);

    const run = await runOnGateway(['verify', bucket, '--fail-on', 'none'], {
      endpoint: `https://${host}`,
      env: { ...trust, HTTPS_PROXY: proxy.url, NO_PROXY: exempt, NODE_OPTIONS: knowsHost },
    });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(proxy.tunnels).toEqual([]);
  });

  it('nothing goes to an endpoint on this machine, whatever the variables say', async () => {
    const [proxy, bucket] = await Promise.all([startConnectProxy(), newBucket()]);

    const run = await runOnGateway(['verify', bucket, '--fail-on', 'none'], {
      endpoint: gateway.tlsEndpoint,
      env: { ...trust, HTTPS_PROXY: proxy.url, ALL_PROXY: proxy.url },
    });

    expect(run).toMatchObject({ exitCode: 0 });
    expect(proxy.tunnels).toEqual([]);
  });
});
