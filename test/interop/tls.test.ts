import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { temporaryHome } from '../support/temporary-home.js';
import { newDevice } from './device.js';
import { type GatewayRun, gateway, newBucket, runOnGateway, versioningOf } from './gateway.js';

const { caFile, tlsEndpoint: endpoint, owner } = gateway;

/** Each documented way of trusting a company's own CA (docs of the AWS CLI and of Node). */
const ways: [string, () => { flags: string[]; run: GatewayRun }][] = [
  ['--ca-bundle', () => ({ flags: ['--ca-bundle', caFile], run: {} })],
  ['AWS_CA_BUNDLE', () => ({ flags: [], run: { env: { AWS_CA_BUNDLE: caFile } } })],
  ['NODE_EXTRA_CA_CERTS', () => ({ flags: [], run: { env: { NODE_EXTRA_CA_CERTS: caFile } } })],
  ['the ca_bundle of a profile', () => ({ flags: ['--profile', 'ceph'], run: { home: homeWithProfile(), env: withoutKey } })],
];
const withoutKey = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };

describe('a server whose certificate comes from a CA of its own', () => {
  it.each(ways)('is reached over https with %s, and the code goes there as well', async (_name, way) => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);
    const { flags, run } = way();

    const enabled = await runOnGateway(['enable', bucket, '--yes', ...flags, ...device.process.args], {
      ...run,
      endpoint,
      env: { ...run.env, ...device.process.env },
    });

    expect(enabled).toMatchObject({ exitCode: 0 });
    expect(await versioningOf(bucket)).toEqual({ status: 'Enabled', mfaDelete: 'Enabled' });
  });

  it.each(['enable', 'verify'])('is refused by %s before anything is sent where nothing trusts that CA', async (command) => {
    const [bucket, device] = await Promise.all([newBucket(), newDevice()]);
    const flags = command === 'enable' ? ['--yes', ...device.process.args] : [];

    const run = await runOnGateway([command, bucket, '--json', ...flags], { endpoint, env: device.process.env });

    expect(JSON.parse(run.stdout)).toMatchObject({
      command,
      error: { kind: 'untrusted-certificate', hints: [expect.stringContaining('--ca-bundle')], aws: null },
    });
    expect(run.exitCode).toBe(3);
    expect(await device.process.asked()).toEqual([]);
  });

  it('is refused where another CA is trusted', async () => {
    const bucket = await newBucket();

    const run = await runOnGateway(['verify', bucket, '--json', '--ca-bundle', anotherCa()], { endpoint });

    expect(JSON.parse(run.stdout)).toMatchObject({ error: { kind: 'untrusted-certificate' } });
    expect(run.exitCode).toBe(3);
  });
});

/** A home directory whose profile `ceph` has the owner's key and trusts the CA. */
function homeWithProfile(): string {
  const home = temporaryHome();
  mkdirSync(path.join(home, '.aws'));
  writeFileSync(path.join(home, '.aws', 'config'), `[profile ceph]\nca_bundle = ${caFile}\n`);
  const key = `aws_access_key_id = ${owner.accessKeyId}\naws_secret_access_key = ${owner.secretAccessKey}\n`;
  writeFileSync(path.join(home, '.aws', 'credentials'), `[ceph]\n${key}`, { mode: 0o600 });
  return home;
}

/** One of the CAs that Node itself trusts: valid, and not the one that signed this server's certificate. */
function anotherCa(): string {
  const file = path.join(temporaryHome(), 'another-ca.pem');
  writeFileSync(file, rootCertificates[0] ?? '');
  return file;
}
