import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect as connectTo, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readVersioning } from '../../../src/aws/buckets/bucket-versioning.js';
import { proxyFor } from '../../../src/aws/transport/proxies.js';
import { listen, serve, xml } from '../support/canned-server.js';
import { serveTls } from '../support/certificates.js';
import { clientsOf, settingsWith, sharedFiles, temporaryDirectory } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const versioning = xml(200, '<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>');
afterEach(() => {
  vi.unstubAllEnvs();
});

const enabled = { versioning: 'Enabled', mfaDelete: 'Disabled' };

describe('a CA bundle makes a private certificate trusted, named by', () => {
  test('--ca-bundle', async () => {
    const { url, certificate } = await serveTls(versioning);
    expect(await readVersioning(await clientsOf(url, { caBundle: certificate }), 'ledger', null)).toEqual(enabled);
  });

  test('AWS_CA_BUNDLE', async () => {
    const { url, certificate } = await serveTls(versioning);
    expect(await readVersioning(await clientsOf(url, { env: { AWS_CA_BUNDLE: certificate } }), 'ledger', null)).toEqual(enabled);
  });

  test('the profile’s ca_bundle', async () => {
    const { url, certificate } = await serveTls(versioning);
    const env = sharedFiles({ config: `[profile work]\nca_bundle = ${certificate}\n` });
    expect(await readVersioning(await clientsOf(url, { env, profile: 'work' }), 'ledger', null)).toEqual(enabled);
  });

  test('NODE_EXTRA_CA_CERTS, which another bundle does not take away', async () => {
    const [wanted, other] = [await serveTls(versioning), await serveTls(versioning)];
    const clients = await clientsOf(wanted.url, { caBundle: other.certificate, env: { NODE_EXTRA_CA_CERTS: wanted.certificate } });
    expect(await readVersioning(clients, 'ledger', null)).toEqual(enabled);
  });
});

describe('a CA bundle that cannot be used', () => {
  test('because it is missing is named', async () => {
    const failure = await failureOf(readVersioning(await clientsOf('https://127.0.0.1:1', { caBundle: '/nonexistent/ca.pem' }), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'config-file', exitCode: 2, message: 'the CA bundle /nonexistent/ca.pem cannot be read (ENOENT)' });
  });

  test('because it holds no certificate is named', async () => {
    const file = path.join(temporaryDirectory(), 'ca.pem');
    writeFileSync(file, 'not a certificate');
    const failure = await failureOf(readVersioning(await clientsOf('https://127.0.0.1:1', { caBundle: file }), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'config-file', message: expect.stringContaining('holds no PEM certificate') });
  });

  test('is no obstacle to an http endpoint', async () => {
    const { url } = await serve(versioning);
    expect(await readVersioning(await clientsOf(url, { caBundle: '/nonexistent/ca.pem' }), 'ledger', null)).toEqual(enabled);
  });
});

describe('a proxy', () => {
  /** A CONNECT proxy; whatever host is asked for, it leads to `port`. */
  async function proxyTo(port: number, status = 200): Promise<{ url: string; asked: { target: string; authorization: string | undefined }[] }> {
    const asked: { target: string; authorization: string | undefined }[] = [];
    const server: Server = createServer().on('connect', (request, client: Socket) => {
      asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
      if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
      const target = connectTo(port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection established\r\n\r\n');
        target.pipe(client).pipe(target);
      });
      for (const socket of [target, client]) socket.on('error', () => socket.destroy());
      return undefined;
    });
    return { url: `http://127.0.0.1:${await listen(server)}`, asked };
  }

  function useProxy(url: string): { HTTPS_PROXY: string } {
    vi.stubEnv('HTTPS_PROXY', url);
    return { HTTPS_PROXY: url };
  }

  test('is tunnelled through, with the CA bundle trusted for the endpoint behind it', async () => {
    const { port, certificate } = await serveTls(versioning);
    const { url, asked } = await proxyTo(port);
    const clients = await clientsOf(`https://storage.test:${port}`, { caBundle: certificate, env: useProxy(url) });
    expect(await readVersioning(clients, 'ledger', null)).toEqual(enabled);
    expect(asked[0]?.target).toBe(`storage.test:${port}`);
  });

  test('is asked for one tunnel, which later reads use again', async () => {
    const { port, certificate } = await serveTls(versioning);
    const { url, asked } = await proxyTo(port);
    const clients = await clientsOf(`https://storage.test:${port}`, { caBundle: certificate, env: useProxy(url) });
    for (const bucket of ['ledger', 'payments', 'ledger']) await readVersioning(clients, bucket, null);
    expect(asked).toHaveLength(1);
  });

  test('that wants a password is told apart from AWS', async () => {
    const { url } = await proxyTo(0, 407);
    const failure = await failureOf(readVersioning(await clientsOf('https://storage.test', { env: useProxy(url) }), 'ledger', null));
    expect(failure).toMatchObject({ kind: 'network', message: 'the proxy wants a user name and a password' });
  });

  test('gets the password of its URL, which is concealed', async () => {
    const { url, asked } = await proxyTo(0, 403);
    const concealed: (string | undefined)[] = [];
    const env = useProxy(url.replace('//', '//me:pass-word@'));
    await failureOf(readVersioning(await clientsOf('https://storage.test', { env, conceal: (secret) => concealed.push(secret) }), 'ledger', null));
    expect(asked[0]?.authorization).toBe(`Basic ${Buffer.from('me:pass-word').toString('base64')}`);
    expect(concealed).toContain('pass-word');
  });

  test('that is not there is reported as the network’s fault', async () => {
    const clients = await clientsOf('https://storage.test', { env: useProxy('http://127.0.0.1:1') });
    expect(await failureOf(readVersioning(clients, 'ledger', null))).toMatchObject({ kind: 'network' });
  });
});

describe('which requests go through a proxy', () => {
  function proxied(target: string, variables: Record<string, string>): string | null {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    return proxyFor(new URL(target), settingsWith({ env: variables }))?.href ?? null;
  }
  const HTTPS_PROXY = 'http://proxy.example:3128';

  test.each([
    ['https ones through HTTPS_PROXY', 'https://s3.amazonaws.com', { HTTPS_PROXY }, 'http://proxy.example:3128/'],
    ['https ones through https_proxy', 'https://s3.amazonaws.com', { https_proxy: HTTPS_PROXY }, 'http://proxy.example:3128/'],
    ['https ones through ALL_PROXY', 'https://s3.amazonaws.com', { ALL_PROXY: HTTPS_PROXY }, 'http://proxy.example:3128/'],
    ['http ones not through HTTPS_PROXY', 'http://storage.example', { HTTPS_PROXY }, null],
    ['http ones through HTTP_PROXY', 'http://storage.example', { HTTP_PROXY: HTTPS_PROXY }, 'http://proxy.example:3128/'],
    ['none to hosts of NO_PROXY', 'https://s3.amazonaws.com', { HTTPS_PROXY, NO_PROXY: 's3.amazonaws.com' }, null],
    ['none to subdomains of NO_PROXY, as with the AWS CLI and curl', 'https://b.s3.amazonaws.com', { HTTPS_PROXY, NO_PROXY: 'example.com, amazonaws.com' }, null],
    ['none to subdomains of NO_PROXY with a dot', 'https://b.s3.amazonaws.com', { HTTPS_PROXY, no_proxy: '.amazonaws.com' }, null],
    ['but those to hosts that merely end alike', 'https://notamazonaws.com', { HTTPS_PROXY, NO_PROXY: 'amazonaws.com' }, 'http://proxy.example:3128/'],
    ['none to loopback, whatever is set', 'http://127.0.0.1:4566', { HTTP_PROXY: HTTPS_PROXY }, null],
    ['none to localhost', 'https://localhost:8443', { HTTPS_PROXY }, null],
    ['none to IPv6 loopback', 'http://[::1]:4566', { ALL_PROXY: HTTPS_PROXY }, null],
  ])('%s', (_name, target, variables, expected) => {
    expect(proxied(target, variables)).toBe(expected);
  });

  test('a SOCKS proxy is refused by name instead of being ignored', () => {
    expect(() => proxied('https://s3.amazonaws.com', { ALL_PROXY: 'socks5://user:pass@proxy.example' })).toThrow(/not an http:\/\/ or https:\/\/ one$/);
  });
});
