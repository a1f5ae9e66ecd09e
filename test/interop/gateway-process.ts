import { execFile } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseEnv, promisify } from 'node:util';
import type { TestProject } from 'vitest/node';
import type { GatewayAccess, GatewayUser } from './gateway.js';

const run = promisify(execFile);
const script = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Starts a throw-away gateway on free ports, tells the tests where it is, and stops it when they are done. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = process.env.GATEWAY_DIRECTORY ?? (await mkdtemp(path.join(tmpdir(), 'rgw-')));
  const [port, tlsPort] = await Promise.all([freePort(), freePort()]);
  const stop = async () => {
    await run(script('stop-rgw.sh'), [directory], { env: { ...process.env, PURGE: '1' } });
  };
  // A failed start stops what it had started, and leaves its logs.
  await run(script('start-rgw.sh'), [directory], {
    env: { ...process.env, RGW_PORT: String(port), RGW_TLS_PORT: String(tlsPort) },
  });
  project.provide('gateway', await readAccess(path.join(directory, 'rgw.env')));
  return stop;
}

/** What start-rgw.sh wrote: shell assignments. */
async function readAccess(file: string): Promise<GatewayAccess> {
  const settings = parseEnv(await readFile(file, 'utf8'));
  const setting = (name: string): string => {
    const value = settings[name];
    if (value === undefined) throw new Error(`${file} has no ${name}`);
    return value;
  };
  const user = (name: string): GatewayUser => ({
    uid: setting(`RGW_${name}_UID`),
    accessKeyId: setting(`RGW_${name}_ACCESS_KEY`),
    secretAccessKey: setting(`RGW_${name}_SECRET_KEY`),
  });
  return {
    endpoint: setting('RGW_ENDPOINT'),
    tlsEndpoint: setting('RGW_TLS_ENDPOINT'),
    caFile: setting('RGW_CA_FILE'),
    region: setting('RGW_REGION'),
    cephConfiguration: setting('RGW_CEPH_CONF'),
    owner: user('OWNER'),
    other: user('OTHER'),
  };
}

/** A port of 127.0.0.1 that nothing listens on now. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))));
    });
  });
}
