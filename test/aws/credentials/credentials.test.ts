import { afterEach, describe, expect, test, vi } from 'vitest';
import { pastedCredentials, practiceCredentials, resolveCredentials } from '../../../src/aws/credentials/credentials.js';
import { keyKindOf } from '../../../src/aws/credentials/key-kind.js';
import { serve } from '../support/canned-server.js';
import { settingsWith } from '../support/connection.js';
import { failureOf } from '../support/failing.js';
import { settings } from '../support/profiles.js';

afterEach(() => {
  vi.unstubAllEnvs();
  vi.useRealTimers();
});

const keyVariables = { AWS_ACCESS_KEY_ID: 'AKIAENVIRONMENT000', AWS_SECRET_ACCESS_KEY: 'environment-secret' };

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

test('looking for credentials ends at once when it is interrupted', async () => {
  const interruption = new AbortController();
  const { url } = await serve(() => interruption.abort(new Error('Ctrl-C')));
  const wanted = settings({ profile: 'role', config: '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = root\n', endpointUrl: url, interruption: interruption.signal });
  await expect(resolveCredentials(wanted)).rejects.toThrow('Ctrl-C');
});
