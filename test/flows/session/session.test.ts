import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { writesAmong } from '../../support/seen-request.js';
import { practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { sessionKey, userKey } from '../support/signers.js';
import { ADMIN_DEVICE, credentialsFile, credentialsText, runSession } from './support/runs.js';

const asked = (aws: PracticeContext) => aws.requests.filter(({ operation }) => operation === 'GetSessionToken');

describe('session', () => {
  it('writes a session into the profile mfa, for its owner alone, and says until when', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws);
    expect(run.output).toBe('profile mfa: session until 2026-03-05 00:00:02 UTC\n');
    expect(credentialsText(aws)).toMatch(
      /^\[mfa\]\naws_access_key_id = ASIA\w{16}\naws_secret_access_key = \S{40}\naws_session_token = \S+\nx_security_token_expires = 2026-03-05T00:00:02.000Z\n$/,
    );
    expect(statSync(credentialsFile(aws)).mode & 0o777).toBe(0o600);
    expect(run.document).toMatchObject({ outcome: 'written', profile: 'mfa', file: credentialsFile(aws), serialNumber: ADMIN_DEVICE });
  });

  it('asks for the code once everything else is known, and says first how long AWS lets it last', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, { durationSeconds: 900 });
    expect(asked(aws)).toHaveLength(1);
    expect(asked(aws)[0]?.body).toContain('DurationSeconds=900');
    expect(run.narration).toContain('AWS will give a session of 15 min.');
  });

  it('keeps a valid session, without a code, unless it is to be renewed', async () => {
    const aws = await practiceContext();
    await runSession(aws);
    const before = credentialsText(aws);
    const kept = await runSession(aws, {}, { script: [] });
    expect(kept.document).toMatchObject({ outcome: 'kept', file: null, serialNumber: null, record: null });
    expect(credentialsText(aws)).toBe(before);
    vi.setSystemTime(Date.now() + 30_000);
    await runSession(aws, { renew: true });
    expect(credentialsText(aws)).not.toBe(before);
    expect(asked(aws)).toHaveLength(2);
  });

  it('gets a new one where the old one is nearly over, unknown to AWS, or somebody else’s', async () => {
    const aws = await practiceContext();
    await runSession(aws);
    vi.setSystemTime(Date.now() + 12 * 3_600_000 - 30_000);
    expect((await runSession(aws)).document).toMatchObject({ outcome: 'written' });
    vi.setSystemTime(Date.now() + 30_000);
    writeFileSync(credentialsFile(aws), credentialsText(aws).replace(/ASIA\w+/, 'ASIAIOSFODNN7EXAMPLE'));
    expect((await runSession(aws)).document).toMatchObject({ outcome: 'written' });
    vi.setSystemTime(Date.now() + 30_000);
    const other = sessionKey(aws, 'auditor');
    writeFileSync(
      credentialsFile(aws),
      `[mfa]\naws_access_key_id=${other.accessKeyId}\naws_secret_access_key=${other.secretAccessKey}\naws_session_token=${other.sessionToken}\nx_security_token_expires=2030-01-01T00:00:00Z\n`,
    );
    expect((await runSession(aws)).document).toMatchObject({ outcome: 'written' });
  });

  it.each([
    ['env', /^export AWS_ACCESS_KEY_ID=ASIA\w+\nexport AWS_SECRET_ACCESS_KEY=\S+\nexport AWS_SESSION_TOKEN=\S+\nexport AWS_CREDENTIAL_EXPIRATION=\S+\nunset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SECURITY_TOKEN\n$/],
    ['json', /^\{\n {2}"Credentials": \{\n {4}"AccessKeyId": "ASIA/],
    ['credential-process', /^\{\n {2}"Version": 1,\n {2}"AccessKeyId": "ASIA/],
  ] as const)('prints it as %s and writes nothing', async (print, text) => {
    const aws = await practiceContext();
    const run = await runSession(aws, { print });
    expect(run.output).toMatch(text);
    expect(() => credentialsText(aws)).toThrow('ENOENT');
  });

  it.each([
    [{ AWS_REGION: '', AWS_DEFAULT_REGION: '' }, ['export AWS_REGION=eu-west-1', 'export AWS_DEFAULT_REGION=eu-west-1']],
    [{ AWS_REGION: 'us-west-2' }, []],
  ])('prints the region of the profile, which the printed lines unset, where the shell has none: %j', async (env, lines) => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = userKey(aws, 'admin');
    aws.writeProfiles(`[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = eu-west-1\n`);
    const run = await runSession(aws, { print: 'env' }, { signer: null, profile: 'work', env });
    expect(run.output.split('\n').filter((line) => line.includes('REGION'))).toEqual(lines);
  });

  it('prints one whatever the profile holds, so that it can be the `credential_process` of the very profile mfa', async () => {
    const aws = await practiceContext();
    mkdirSync(path.join(aws.home, '.aws'));
    writeFileSync(path.join(aws.home, '.aws', 'config'), '[profile mfa]\ncredential_process = s3-mfa-delete session --print credential-process\n');
    expect((await runSession(aws, { print: 'credential-process' })).output).toContain('"AccessKeyId": "ASIA');
  });

  it('hands on the region of the key, where the profile has none', async () => {
    const aws = await practiceContext();
    const { accessKeyId, secretAccessKey } = userKey(aws, 'admin');
    aws.writeProfiles(`[work]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\nregion = eu-west-1\n`);
    const run = await runSession(aws, {}, { signer: null, profile: 'work' });
    expect(run.narration).toContain('`aws configure set region eu-west-1 --profile mfa`');
    aws.writeProfiles(`${credentialsText(aws)}region = eu-west-1\n`);
    expect((await runSession(aws, {}, { signer: null, profile: 'work', script: [] })).narration).not.toContain('aws configure set region');
  });

  it('gives the root user an hour at most, and says so before a code is asked for', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, { durationSeconds: 7200 }, { signer: aws.practice.root, script: [] });
    expect(run.failure).toMatchObject({ kind: 'usage', message: '--duration 2 h: AWS gives the root user sessions of 15 min to 1 h' });
    const [device] = aws.practice.mfaDevices;
    const script = [['Which device', 'root-account-mfa-device'], ['Code of', () => aws.code(device?.serialNumber)]] as const;
    const hour = await runSession(aws, {}, { signer: aws.practice.root, script });
    expect(hour.narration).toContain('AWS will give a session of 1 h, the most the root user can have.');
    expect(hour.document).toMatchObject({ expiresAt: '2026-03-04T13:00:02.000Z' });
  });
});

describe('session is refused', () => {
  it.each([
    ['a section with a long-term key', '[mfa]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n', '', 'holds a long-term key'],
    ['a long-term key beside a token that was left there', '[mfa]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\naws_session_token = old\n', '', 'holds a long-term key'],
    [
      'a long-term key in the first of two sections',
      '[mfa]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\n[mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = y\naws_session_token = z\n',
      '',
      'holds a long-term key',
    ],
    ['a profile that takes a role', '', '[profile mfa]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = default\n', 'role_arn'],
    ['a profile with a process', '', '[profile mfa]\ncredential_process = /bin/true\n', 'credential_process'],
    ['a profile of IAM Identity Center', '', '[profile mfa]\nsso_session = corp\n\n[sso-session corp]\nsso_region = us-east-1\nsso_start_url = https://x\n', 'sso_session'],
  ])('where %s stands', async (_, credentials, config, why) => {
    const aws = await practiceContext();
    mkdirSync(path.join(aws.home, '.aws'));
    writeFileSync(credentialsFile(aws), credentials);
    writeFileSync(path.join(aws.home, '.aws', 'config'), config);
    const run = await runSession(aws, { renew: true }, { script: [] });
    expect(run.failure).toMatchObject({ kind: 'profile-taken', exitCode: 2 });
    expect(run.failure?.message).toContain(why);
    expect(readFileSync(credentialsFile(aws), 'utf8')).toBe(credentials);
    expect(aws.requests).toEqual([]);
  });

  it('with temporary credentials, before anything is asked', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, {}, { signer: sessionKey(aws, 'admin'), script: [] });
    expect(run.failure).toMatchObject({ kind: 'session-credentials', exitCode: 4 });
    expect(aws.requests).toEqual([]);
  });

  it('without a device', async () => {
    const aws = await practiceContext();
    const signer = aws.practice.account.keys.create(aws.practice.account.people.add('bob', [{ actions: ['iam:ListMFADevices'], resources: ['*'] }], 0), 0);
    expect((await runSession(aws, {}, { signer, script: [] })).failure).toMatchObject({ kind: 'no-code-device', message: '`arn:aws:iam::111122223333:user/bob` has no MFA device' });
  });

  it('where the user may not see its own devices, with the serial number that it is likely to have', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, {}, { signer: userKey(aws, 'intern'), script: [] });
    expect(run.failure?.kind).toBe('access-denied');
    expect(run.failure?.hints.at(-1)).toContain('--mfa-serial arn:aws:iam::111122223333:mfa/intern');
  });
});

describe('the code of a session', () => {
  it('that AWS refuses is asked for again, and the refused one is never sent again', async () => {
    const aws = await practiceContext();
    const script = [['Code of `admin`', () => aws.wrongCode()], ['Code of `admin`', () => aws.code(ADMIN_DEVICE)]] as const;
    const run = await runSession(aws, {}, { script });
    expect(run.document).toMatchObject({ outcome: 'written' });
    expect(asked(aws).map(({ status }) => status)).toEqual([403, 200]);
    expect(new Set(asked(aws).map(({ body }) => /TokenCode=(\d+)/.exec(body)?.[1])).size).toBe(2);
  });

  it('goes through the ledger: one that was sent before is not sent again, by whatever command', async () => {
    const aws = await practiceContext();
    const code = aws.code(ADMIN_DEVICE);
    await runSession(aws, { mfaCode: code }, { script: [] });
    const again = await runSession(aws, { mfaCode: code, renew: true }, { script: [] });
    expect(again.failure).toMatchObject({ kind: 'code-used', exitCode: 5 });
    expect(asked(aws)).toHaveLength(1);
  });

  it('of somebody else’s device is refused as such', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, { mfaSerials: ['arn:aws:iam::111122223333:mfa/root-account-mfa-device'], mfaCode: aws.code() }, { script: [] });
    expect(run.failure).toMatchObject({ kind: 'device-not-owned', exitCode: 4 });
  });

  it('is spent where the answer was lost, and nothing is written', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@GetSessionToken'] });
    const run = await runSession(aws);
    expect(run.failure).toMatchObject({ kind: 'lost-answer', exitCode: 3 });
    expect(run.failure?.hints[0]).toBe('the code is spent either way; run this again with the next one');
    expect(asked(aws)).toHaveLength(1);
    expect(() => credentialsText(aws)).toThrow('ENOENT');
  });

  it('is missing off a terminal, and nothing is sent but questions', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, {}, { script: [] });
    expect(run.failure?.kind).toBe('missing-input');
    expect(writesAmong(aws.requests)).toEqual([]);
  });
});
