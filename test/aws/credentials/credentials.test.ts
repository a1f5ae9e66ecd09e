import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { pastedCredentials, practiceCredentials, resolveCredentials } from '../../../src/aws/credentials/credentials.js';
import { keyKindOf } from '../../../src/aws/credentials/key-kind.js';
import type { ConnectionSettings } from '../../../src/aws/connection/settings.js';
import { queryError, serve, xml } from '../support/canned-server.js';
import { settingsWith, sharedFiles, temporaryDirectory } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const credentials = [
  '[default]\naws_access_key_id = AKIADEFAULT0000000\naws_secret_access_key = default-secret',
  '[root]\naws_access_key_id = AKIAROOT0000000000\naws_secret_access_key = root-secret',
  '[session]\naws_access_key_id = ASIASESSION0000000\naws_secret_access_key = session-secret\naws_session_token = session-token',
  '[half]\naws_access_key_id = AKIAHALF0000000000',
].join('\n');
const keyVariables = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT000', AWS_SECRET_ACCESS_KEY: 'environment-secret' };

/** Settings with these files and variables. The SDK reads some files by itself, so they are in the real environment too. */
function settings(wanted: { config?: string; env?: Record<string, string>; profile?: string } & Partial<ConnectionSettings> = {}): ConnectionSettings {
  const { config, env, ...rest } = wanted;
  const files = sharedFiles({ credentials, ...(config !== undefined && { config }) });
  for (const [name, value] of Object.entries({ ...files, ...env })) vi.stubEnv(name, value);
  return settingsWith({ ...rest, env: { ...files, ...env } });
}

describe('credentials are taken in the order of the AWS CLI', () => {
  test.each([
    ['--profile before key variables', { profile: 'root', env: keyVariables }, 'AKIAROOT0000000000', { from: 'profile', profile: 'root', how: 'static' }],
    ['key variables before AWS_PROFILE', { env: { ...keyVariables, AWS_PROFILE: 'root' } }, 'AKIAENVIRONMENT000', { from: 'environment' }],
    ['AWS_PROFILE before default', { env: { AWS_PROFILE: 'root' } }, 'AKIAROOT0000000000', { from: 'profile', profile: 'root', how: 'static' }],
    ['default at last', {}, 'AKIADEFAULT0000000', { from: 'profile', profile: 'default', how: 'static' }],
  ])('%s', async (_name, wanted, accessKeyId, source) => {
    expect(await resolveCredentials(settings(wanted))).toMatchObject({ accessKeyId, source, keyKind: 'long-term', sessionToken: null, expiresAt: null, refresh: null });
  });

  test('even with key variables a profile that was asked for has to exist', async () => {
    expect(await failureOf(resolveCredentials(settings({ env: { ...keyVariables, AWS_PROFILE: 'nobody' } })))).toMatchObject({ kind: 'unknown-profile' });
  });
});

describe('key variables', () => {
  test('with a session token are temporary, also with the token’s old name', async () => {
    const found = await resolveCredentials(settings({ env: { ...keyVariables, AWS_SECURITY_TOKEN: 'old-token' } }));
    expect(found).toMatchObject({ keyKind: 'temporary', sessionToken: 'old-token' });
  });

  test('without a secret are an error, not skipped', async () => {
    const failure = await failureOf(resolveCredentials(settings({ env: { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT000' } })));
    expect(failure).toMatchObject({ kind: 'no-credentials', exitCode: 4, message: 'the environment has AWS_ACCESS_KEY_ID without AWS_SECRET_ACCESS_KEY' });
  });

  test('that have expired are refused', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-01-01T12:00:00Z') });
    const failure = await failureOf(resolveCredentials(settings({ env: { ...keyVariables, AWS_CREDENTIAL_EXPIRATION: '2026-01-01T11:59:59Z' } })));
    expect(failure).toMatchObject({ kind: 'expired-credentials', exitCode: 4, message: 'these credentials expired at 2026-01-01T11:59:59.000Z' });
  });
});

test('secrets and session tokens are concealed as soon as they are known', async () => {
  const concealed: (string | undefined)[] = [];
  await resolveCredentials(settings({ profile: 'session', conceal: (secret) => concealed.push(secret) }));
  pastedCredentials('AKIAPASTED00000000', 'pasted-secret', settingsWith({ conceal: (secret) => concealed.push(secret) }));
  expect(concealed).toEqual(expect.arrayContaining(['session-secret', 'session-token', 'pasted-secret']));
});

test('pasted and practice keys are known as such', () => {
  expect(pastedCredentials('AKIAPASTED00000000', 's', settingsWith())).toMatchObject({ source: { from: 'pasted' }, keyKind: 'long-term' });
  expect(practiceCredentials('AKIAPRACTICE000000', 's', settingsWith())).toMatchObject({ source: { from: 'practice' } });
});

test.each([
  ['AKIAIOSFODNN7EXAMPLE', null, 'long-term'],
  ['ASIAIOSFODNN7EXAMPLE', null, 'temporary'],
  ['AKIAIOSFODNN7EXAMPLE', 'token', 'temporary'],
  ['owner', undefined, 'long-term'],
] as const)('key %s with session token %s is %s', (accessKeyId, sessionToken, kind) => {
  expect(keyKindOf(accessKeyId, sessionToken)).toBe(kind);
});

describe('a profile with half a key', () => {
  test('is reported by name', async () => {
    const failure = await failureOf(resolveCredentials(settings({ profile: 'half' })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: 'profile `half` has aws_access_key_id without aws_secret_access_key' });
  });
});

describe('no credentials', () => {
  test('are reported with where was looked and what to do', async () => {
    const failure = await failureOf(resolveCredentials(settingsWith()));
    expect(failure).toMatchObject({ kind: 'no-credentials', exitCode: 4 });
    expect(failure.hints.join('\n')).toMatch(/--profile[\s\S]*--sandbox/);
  });

  test('of a profile that was asked for name it', async () => {
    const failure = await failureOf(resolveCredentials(settings({ profile: 'plain', config: '[profile plain]\nregion = eu-west-1\n' })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: 'profile `plain` has no credentials' });
  });
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

describe('a container’s endpoint', () => {
  test('gives credentials, as in CloudShell', async () => {
    const { url, seen } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ AccessKeyId: 'ASIACONTAINER00000', SecretAccessKey: 's3cret', Token: 'token', Expiration: '2099-01-01T00:00:00Z' }));
    });
    const env = { AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/role`, AWS_CONTAINER_AUTHORIZATION_TOKEN: 'bearer' };
    expect(await resolveCredentials(settingsWith({ env }))).toMatchObject({ accessKeyId: 'ASIACONTAINER00000', source: { from: 'container' }, keyKind: 'temporary' });
    expect(seen[0]?.headers.authorization).toBe('bearer');
  });

  test('that does not answer is reported', async () => {
    const { url } = await serve((_request, response) => response.writeHead(404).end());
    const failure = await failureOf(resolveCredentials(settingsWith({ env: { AWS_CONTAINER_CREDENTIALS_FULL_URI: url } })));
    expect(failure).toMatchObject({ kind: 'no-credentials', message: expect.stringContaining('container') });
  });
});

describe('an instance’s role', () => {
  const metadata = (settings: Record<string, string>) => {
    for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
    return settingsWith({ env: { ...settings, AWS_EC2_METADATA_DISABLED: 'false' } });
  };

  test('is the last place to look', async () => {
    const { url } = await serve(({ url: asked }, response) => {
      if (asked === '/latest/api/token') return response.end('metadata-token');
      if (asked.endsWith('/security-credentials/')) return response.end('role');
      return response.end(JSON.stringify({ AccessKeyId: 'ASIAINSTANCE000000', SecretAccessKey: 's3cret', Token: 'token', Expiration: '2099-01-01T00:00:00Z' }));
    });
    const found = await resolveCredentials(metadata({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url }));
    expect(found).toMatchObject({ accessKeyId: 'ASIAINSTANCE000000', source: { from: 'instance' } });
  });

  test('that is not there leaves no credentials', async () => {
    const { url } = await serve((_request, response) => response.writeHead(404).end());
    expect(await failureOf(resolveCredentials(metadata({ AWS_EC2_METADATA_SERVICE_ENDPOINT: url })))).toMatchObject({ kind: 'no-credentials' });
  });
});

test('looking for credentials ends at once when it is interrupted', async () => {
  const interruption = new AbortController();
  const { url } = await serve(() => interruption.abort(new Error('Ctrl-C')));
  const wanted = settings({ profile: 'role', config: '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = root\n', endpointUrl: url, interruption: interruption.signal });
  await expect(resolveCredentials(wanted)).rejects.toThrow('Ctrl-C');
});
