import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { resolveCredentials } from '../../../src/aws/credentials/credentials.js';
import { queryError, serve, xml } from '../support/canned-server.js';
import { temporaryDirectory } from '../support/connection.js';
import { failureOf } from '../support/failing.js';
import { settings } from '../support/profiles.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

describe('credential_process', () => {
  /** A command that prints these keys. */
  const printing = (document: unknown) => {
    const script = path.join(temporaryDirectory(), 'keys.cjs');
    writeFileSync(script, `console.log(${JSON.stringify(JSON.stringify(document))})`);
    return `[profile process]\ncredential_process = "${process.execPath}" "${script}"\n`;
  };

  test('gives keys, and gives them again when they run out', async () => {
    const config = printing({ Version: 1, AccessKeyId: 'ASIAPROCESS0000000', SecretAccessKey: 's3cret', SessionToken: 'token', Expiration: '2099-01-01T00:00:00Z' });
    const found = await resolveCredentials(settings({ profile: 'process', config }));
    expect(found).toMatchObject({ accessKeyId: 'ASIAPROCESS0000000', keyKind: 'temporary', source: { from: 'profile', profile: 'process', how: 'process' } });
    expect(found.expiresAt).toBe(Date.parse('2099-01-01T00:00:00Z'));
    expect(await found.refresh?.()).toMatchObject({ accessKeyId: 'ASIAPROCESS0000000' });
  });

  test.each([
    ['prints expired keys', { Version: 1, AccessKeyId: 'A', SecretAccessKey: 'b', Expiration: '2001-01-01T00:00:00Z' }, 'expired-credentials', /expired/],
    ['prints another version', { Version: 2 }, 'no-credentials', /did not return Version 1$/],
  ] as const)('that %s is reported', async (_name, document, kind, message) => {
    const failure = await failureOf(resolveCredentials(settings({ profile: 'process', config: printing(document) })));
    expect(failure).toMatchObject({ kind, exitCode: 4, message: expect.stringMatching(message) });
  });

  test('that fails is reported without its command line and output, which may hold secrets', async () => {
    const config = `[profile process]\ncredential_process = echo hunter2 >&2; exit 3 # --password hunter2\n`;
    const failure = await failureOf(resolveCredentials(settings({ profile: 'process', config })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: 'the credential_process of profile `process` failed' });
    expect(JSON.stringify([failure.message, failure.hints, String(failure.cause)])).not.toContain('hunter2');
  });
});

describe('IAM Identity Center', () => {
  const profile = '[profile corp]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin\n';

  test('without a session says how to sign in', async () => {
    const home = temporaryDirectory();
    const config = `${profile}[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n`;
    const failure = await failureOf(resolveCredentials(settings({ profile: 'corp', config, env: { HOME: home } })));
    expect(failure).toMatchObject({ kind: 'expired-credentials', exitCode: 4, hints: ['sign in again: `aws sso login --profile corp`'] });
  });

  test('that cannot be reached is the network’s fault, not the session’s', async () => {
    const home = temporaryDirectory();
    const cache = path.join(home, '.aws', 'sso', 'cache');
    mkdirSync(cache, { recursive: true });
    const token = { accessToken: 'token', expiresAt: '2099-01-01T00:00:00Z' };
    writeFileSync(path.join(cache, `${createHash('sha1').update('corp').digest('hex')}.json`), JSON.stringify(token));
    const config = `${profile}[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1\n`;
    const env = { HOME: home, HTTPS_PROXY: 'http://127.0.0.1:1' };
    const failure = await failureOf(resolveCredentials(settings({ profile: 'corp', config, env })));
    expect(failure).toMatchObject({ kind: 'network', exitCode: 3, message: expect.stringContaining('ECONNREFUSED') });
  });

  test('with a session section that is not there is a broken file', async () => {
    const failure = await failureOf(resolveCredentials(settings({ profile: 'corp', config: profile })));
    expect(failure).toMatchObject({ kind: 'config-file', exitCode: 2 });
  });
});

test('aws login without a session says how to sign in', async () => {
  const env = { AWS_LOGIN_CACHE_DIRECTORY: temporaryDirectory() };
  const config = '[profile me]\nlogin_session = arn:aws:iam::111122223333:root\n';
  const failure = await failureOf(resolveCredentials(settings({ profile: 'me', config, env })));
  expect(failure).toMatchObject({ kind: 'expired-credentials', hints: ['sign in again: `aws login --profile me`'] });
});

describe('a role', () => {
  const role = '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = root\n';
  const assumed = (action: string) =>
    xml(
      200,
      `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials><AccessKeyId>ASIAROLE0000000000</AccessKeyId><SecretAccessKey>role-secret</SecretAccessKey><SessionToken>role-token</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></${action}Result></${action}Response>`,
    );

  test('is assumed at the endpoint of the run, with the keys of its source profile', async () => {
    const { url, seen } = await serve(assumed('AssumeRole'));
    const found = await resolveCredentials(settings({ profile: 'role', config: role, endpointUrl: url }));
    expect(found).toMatchObject({ accessKeyId: 'ASIAROLE0000000000', sessionToken: 'role-token', source: { from: 'profile', profile: 'role', how: 'role' } });
    expect(seen[0]?.headers.authorization).toContain('AKIAROOT0000000000');
    expect(seen[0]?.body).toContain('Action=AssumeRole');
  });

  test('that may not be assumed is reported with what AWS said', async () => {
    const { url } = await serve(queryError(403, 'AccessDenied', 'User is not authorized to perform: sts:AssumeRole'));
    const failure = await failureOf(resolveCredentials(settings({ profile: 'role', config: role, endpointUrl: url })));
    expect(failure).toMatchObject({ kind: 'access-denied', message: expect.stringContaining('denied sts:AssumeRole') });
  });

  test('that wants an MFA code points to the AWS CLI, which can ask for one', async () => {
    const config = `${role}mfa_serial = arn:aws:iam::111122223333:mfa/me\n`;
    const failure = await failureOf(resolveCredentials(settings({ profile: 'role', config })));
    expect(failure).toMatchObject({ kind: 'no-credentials', hints: [expect.stringContaining('aws configure export-credentials --profile role')] });
  });

  test('whose source is missing is reported by name', async () => {
    const config = '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/reader\nsource_profile = nobody\n';
    const failure = await failureOf(resolveCredentials(settings({ profile: 'role', config })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: expect.stringContaining('profile `role` could not assume its role') });
  });

  test('is assumed with a web identity that the environment describes', async () => {
    const token = path.join(temporaryDirectory(), 'token');
    writeFileSync(token, 'web-token');
    const { url, seen } = await serve(assumed('AssumeRoleWithWebIdentity'));
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: token, AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/ci' };
    expect(await resolveCredentials(settings({ env, endpointUrl: url }))).toMatchObject({ accessKeyId: 'ASIAROLE0000000000', source: { from: 'environment' } });
    expect(seen[0]?.body).toContain('WebIdentityToken=web-token');
  });

  test('whose token file is missing is reported', async () => {
    const env = { AWS_WEB_IDENTITY_TOKEN_FILE: '/nonexistent/token', AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/ci' };
    expect(await failureOf(resolveCredentials(settings({ env })))).toMatchObject({ kind: 'config-file' });
  });
});
