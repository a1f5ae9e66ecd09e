import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultRegion, listProfiles, profileSetting } from '../../../src/aws/credentials/profiles.js';
import { readSharedFiles } from '../../../src/aws/credentials/shared-files.js';
import { settingsWith, sharedFiles, temporaryDirectory } from '../support/connection.js';
import { failureOf } from '../support/failing.js';

const ofFiles = (files: { config?: string; credentials?: string }, env: Record<string, string> = {}, profile?: string) =>
  settingsWith({ env: { ...sharedFiles(files), ...env }, profile });

describe('the shared files', () => {
  test('that are not there are empty', async () => {
    const files = await readSharedFiles(settingsWith());
    expect(files.profiles.size).toBe(0);
  });

  test('are found in the home directory', async () => {
    const { configPath, credentialsPath } = await readSharedFiles({ env: { HOME: '/home/me' } });
    expect([configPath, credentialsPath]).toEqual(['/home/me/.aws/config', '/home/me/.aws/credentials']);
  });

  test('may be named with a tilde', async () => {
    const { configPath } = await readSharedFiles({ env: { HOME: '/home/me', AWS_CONFIG_FILE: '~/aws.ini' } });
    expect(configPath).toBe('/home/me/aws.ini');
  });

  test('with the line ends of Windows, comments and nested settings are understood', async () => {
    const config = '# mine\r\n[default]\r\nregion = eu-west-1 ; home\r\ns3 =\r\n  addressing_style = path\r\n[profile work]\r\nregion=eu-central-1\r\n';
    const { profiles } = await readSharedFiles(ofFiles({ config }));
    expect(profiles.get('default')).toMatchObject({ region: 'eu-west-1', 's3.addressing_style': 'path' });
    expect(profiles.get('work')).toMatchObject({ region: 'eu-central-1' });
  });

  test.each([
    ['a setting before any section', 'region = eu-west-1\n[default]\n', 1],
    ['a section without an end', '[default]\nregion = eu-west-1\n[profile work\n', 3],
    ['a line that is no setting', '[default]\naws_access_key_id AKIAIOSFODNN7EXAMPLE\n', 2],
  ])('with %s are reported with the line, and nothing of what stands there', async (_name, credentials, line) => {
    const failure = await failureOf(readSharedFiles(ofFiles({ credentials })));
    expect(failure).toMatchObject({ kind: 'config-file', exitCode: 2, message: expect.stringContaining(`line ${line} is not understood`) });
    expect(failure.message + failure.hints.join()).not.toContain('AKIA');
  });

  test('that cannot be read are reported', async () => {
    const directory = temporaryDirectory();
    mkdirSync(path.join(directory, 'config'));
    const failure = await failureOf(readSharedFiles(settingsWith({ env: { AWS_CONFIG_FILE: path.join(directory, 'config') } })));
    expect(failure).toMatchObject({ kind: 'config-file', message: expect.stringContaining('cannot be read (EISDIR)') });
  });
});

describe('the profile in use', () => {
  const config = '[default]\nmfa_serial = of-default\n[profile work]\nmfa_serial = of-work\n[profile other]\nmfa_serial = of-other\n';

  test.each([
    ['--profile, before all variables', 'work', { AWS_PROFILE: 'other' }, 'of-work'],
    ['AWS_PROFILE', undefined, { AWS_PROFILE: 'other' }, 'of-other'],
    ['AWS_DEFAULT_PROFILE, before AWS_PROFILE as in the AWS CLI', undefined, { AWS_PROFILE: 'other', AWS_DEFAULT_PROFILE: 'work' }, 'of-work'],
    ['default', undefined, {}, 'of-default'],
  ])('is that of %s', async (_name, profile, env, expected) => {
    expect(await profileSetting(ofFiles({ config }, env, profile), 'mfa_serial')).toBe(expected);
  });

  test('that nobody wrote is reported with both files', async () => {
    const settings = ofFiles({ config }, {}, 'wrok');
    const failure = await failureOf(profileSetting(settings, 'mfa_serial'));
    expect(failure).toMatchObject({ kind: 'unknown-profile', exitCode: 2 });
    expect(failure.message).toContain('`wrok`');
    expect(failure.message).toContain(settings.env.AWS_CONFIG_FILE);
    expect(failure.hints.at(-1)).toContain('aws configure list-profiles');
  });

  test('that a variable names says that it does', async () => {
    const failure = await failureOf(profileSetting(ofFiles({ config }, { AWS_PROFILE: 'wrok' }), 'region'));
    expect(failure.hints[0]).toContain('AWS_PROFILE');
  });

  test('has no setting that nobody wrote', async () => {
    expect(await profileSetting(ofFiles({ config }), 'mfa_process')).toBeNull();
    expect(await profileSetting(settingsWith(), 'mfa_process')).toBeNull();
  });
});

describe('the default region', () => {
  const config = '[default]\nregion = ap-south-1\n';

  test.each([
    ['--region', 'eu-west-1', { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-1'],
    ['AWS_REGION', undefined, { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-2'],
    ['AWS_DEFAULT_REGION', undefined, { AWS_DEFAULT_REGION: 'eu-west-3' }, 'eu-west-3'],
    ['the profile', undefined, {}, 'ap-south-1'],
  ])('comes from %s', async (_name, region, env, expected) => {
    expect(await defaultRegion({ ...ofFiles({ config }, env), region })).toBe(expected);
  });

  test('is us-east-1 where nothing says otherwise', async () => {
    expect(await defaultRegion(settingsWith())).toBe('us-east-1');
  });

  test.each(['eu west 1', 'EU-WEST-1', 'evil.example/', '-x'])('cannot be "%s", for it becomes part of host names', async (region) => {
    expect(await failureOf(defaultRegion(settingsWith({ region })))).toMatchObject({ kind: 'usage', exitCode: 2 });
  });
});

test('profiles are listed with how they get credentials and whether they hold a long-term key', async () => {
  const config = [
    '[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Admin',
    '[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1',
    '[profile role]\nrole_arn = arn:aws:iam::111122223333:role/r\nsource_profile = root',
    '[profile web]\nrole_arn = arn:aws:iam::111122223333:role/r\nweb_identity_token_file = /token',
    '[profile process]\ncredential_process = /bin/keys',
    '[profile login]\nlogin_session = arn:aws:iam::111122223333:root',
    '[profile plain]\nregion = eu-west-1',
    '[profile both]\nlogin_session = arn:aws:iam::111122223333:root\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s',
    '[services local]\ns3 =\n  endpoint_url = http://127.0.0.1:1',
  ].join('\n');
  const credentials = '[root]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\n[session]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = s\naws_session_token = t\n';
  expect(await listProfiles(ofFiles({ config, credentials }))).toEqual([
    { name: 'sso', how: 'sso', longTermKey: false },
    { name: 'role', how: 'role', longTermKey: false },
    { name: 'web', how: 'web-identity', longTermKey: false },
    { name: 'process', how: 'process', longTermKey: false },
    { name: 'login', how: 'login', longTermKey: false },
    { name: 'plain', how: 'other', longTermKey: false },
    { name: 'both', how: 'login', longTermKey: false },
    { name: 'root', how: 'static', longTermKey: true },
    { name: 'session', how: 'static', longTermKey: false },
  ]);
});
