import { describe, expect, test } from 'vitest';
import { checkProfileName, type ProfileContent, refuseTakenProfile, sessionIn, settingsOfSession } from '../../../src/core/session/session-profile.js';
import { helpfulFailure } from '../../support/helpful-failure.js';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const session = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'secret', sessionToken: 'token', expiresAt: NOON };
const none: ProfileContent = { settings: null, accessKeyIds: [] };
const content = (settings: Record<string, string>, ...more: string[]): ProfileContent => ({
  settings: new Map(Object.entries(settings)),
  accessKeyIds: [settings['aws_access_key_id'], ...more].filter((id) => id !== undefined),
});

describe('the name of the profile of a session', () => {
  test.each(['mfa', 'prod-mfa_2', 'a@b.c+d%e:f/g', 'x'.repeat(64)])('may be %s', (name) => {
    expect(() => checkProfileName('--to', name)).not.toThrow();
  });

  test.each(['', 'two words', 'a]b', '[a', 'a"b', 'a#b', 'naïve', 'a\n', 'x'.repeat(65)])('cannot be %j', (name) => {
    expect(() => checkProfileName('--to', name)).toThrow(helpfulFailure('usage', { message: expect.stringContaining(`--to \`${name}\``) }) as Error);
  });
});

describe('a profile that a session is to be written to', () => {
  const written = content({ aws_access_key_id: 'ASIAOLD', aws_secret_access_key: 's', aws_session_token: 't' });
  test.each<[string, ProfileContent, ProfileContent]>([
    ['is not there yet', none, none],
    ['holds a session', written, none],
    ['has other settings', content({ s3: '', region: 'eu-west-1' }), content({ region: 'eu-west-1', output: 'json', mfa_serial: 'arn' })],
  ])('is free where it %s', (_, credentials, config) => {
    expect(() => refuseTakenProfile('mfa', credentials, config)).not.toThrow();
  });

  const longTerm = content({ aws_access_key_id: 'AKIAEXAMPLE', aws_secret_access_key: 's' });
  test.each<[string, ProfileContent]>([
    ['a long-term key', longTerm],
    ['a key of which no section is known', { settings: null, accessKeyIds: ['ASIAEXAMPLE'] }],
    ['a key that no token goes with', content({ aws_access_key_id: 'ASIAEXAMPLE' })],
    ['a key with an empty token', content({ aws_access_key_id: 'ASIAEXAMPLE', aws_session_token: '' })],
    ['a long-term key beside the token of another', content({ aws_access_key_id: 'AKIAEXAMPLE', aws_session_token: 't' })],
    ['a long-term key in a section further up', content({ aws_access_key_id: 'ASIAEXAMPLE', aws_session_token: 't' }, 'AKIAEXAMPLE')],
  ])('is taken by %s, in either file', (_, taken) => {
    for (const [where, credentials, config] of [['credentials', taken, none], ['config', none, taken]] as const) {
      const refusal = helpfulFailure('profile-taken', { message: expect.stringMatching(new RegExp(`\`mfa\` in the ${where} file holds a long-term key`)) });
      expect(() => refuseTakenProfile('mfa', credentials, config)).toThrow(refusal as Error);
    }
  });

  test.each(['role_arn', 'credential_process', 'sso_session', 'sso_start_url', 'web_identity_token_file', 'login_session'])('is taken by %s', (key) => {
    for (const [where, credentials, config] of [['credentials', content({ [key]: 'x' }), written], ['config', written, content({ [key]: 'x' })]] as const) {
      const refusal = helpfulFailure('profile-taken', { message: expect.stringMatching(new RegExp(`the ${where} file gets its credentials by ${key}`)) });
      expect(() => refuseTakenProfile('mfa', credentials, config)).toThrow(refusal as Error);
    }
  });
});

describe('a session in a file', () => {
  const names = ['aws_access_key_id', 'aws_secret_access_key', 'aws_session_token', 'x_security_token_expires'];
  const settings = () => Object.entries(settingsOfSession(session)).filter((entry): entry is [string, string] => entry[1] !== null);

  test('is written with all that readers look at, without the old name of the token', () => {
    expect(settingsOfSession(session)).toEqual({
      aws_access_key_id: 'ASIAEXAMPLE',
      aws_secret_access_key: 'secret',
      aws_session_token: 'token',
      aws_security_token: null,
      x_security_token_expires: '2026-03-04T12:00:00.000Z',
    });
  });

  test('is read back while more than a minute of it is left', () => {
    expect(sessionIn(new Map(settings()), NOON - 60_001)).toEqual(session);
    expect(sessionIn(new Map(settings()), NOON - 60_000)).toBeNull();
    expect(sessionIn(new Map(settings()), NOON + 1)).toBeNull();
  });

  test.each(names)('is none without %s', (name) => {
    expect(sessionIn(new Map(settings().filter(([other]) => other !== name)), NOON - 3_600_000)).toBeNull();
    expect(sessionIn(new Map(settings().map(([other, value]) => [other, other === name ? '' : value])), NOON - 3_600_000)).toBeNull();
  });

  test('is none where its end cannot be read, or where there is no section', () => {
    expect(sessionIn(new Map([...settings(), ['x_security_token_expires', 'soon']]), 0)).toBeNull();
    expect(sessionIn(null, 0)).toBeNull();
  });
});
