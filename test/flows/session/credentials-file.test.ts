import { chmodSync, existsSync, lstatSync, mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { setInSection } from '../../../src/core/ini/edit-sections.js';
import { settingsOfSession } from '../../../src/core/session/session-profile.js';
import { practiceContext } from '../../support/practice-context.js';
import { credentialsFile, credentialsText, runSession } from './support/runs.js';

const others = '[default]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = old\n';
const old = 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = gone\naws_session_token = gone\n';
const SESSION = /aws_access_key_id = ASIA\w{16}\r?\naws_secret_access_key = \S{40}\r?\naws_session_token = \S{200,}\r?\nx_security_token_expires = \S+\r?\n/;
const written = 'aws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = secret\naws_session_token = token\nx_security_token_expires = 1970-01-01T00:00:00.000Z\n';
const session = { accessKeyId: 'ASIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret', sessionToken: 'token', expiresAt: 0 };

describe('the credentials file keeps everything that is not the session', () => {
  it.each([
    ['comments', `# mine\n${others}; theirs\n\n[mfa]\n# a session\n${old}# after\n\n[last]\nregion = eu-west-1\n`, (text: string) => text.startsWith(`# mine\n${others}; theirs\n\n[mfa]\n# a session\n`) && text.endsWith('# after\n\n[last]\nregion = eu-west-1\n')],
    ['CRLF', `${others}\n[mfa]\n${old}`.replaceAll('\n', '\r\n'), (text: string) => text.startsWith(others.replaceAll('\n', '\r\n')) && !/[^\r]\n/.test(text)],
    ['a section that stands twice', `[mfa]\n${old}${others}[mfa]\n${old}[last]\nregion = x\n`, (text: string) => text.split('[mfa]').length === 2 && text.includes(others) && text.endsWith('[last]\nregion = x\n')],
    ['other spaces around =', `${others}[ mfa ]\naws_access_key_id=ASIAIOSFODNN7EXAMPLE\naws_secret_access_key   =   gone\naws_session_token\t=\tgone\n`, (text: string) => text.startsWith(`${others}[ mfa ]\n`) && !text.includes('gone')],
    ['continuation lines', `[default]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n[mfa]\n${old}`, (text: string) => text.startsWith('[default]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n[mfa]\n')],
    ['no final newline', others.trimEnd(), (text: string) => text.startsWith(others.trimEnd()) && text.includes('\n[mfa]\n')],
    ['settings of its own', `[mfa]\nregion = eu-west-1\n${old}output = json\n`, (text: string) => text.includes('region = eu-west-1\n') && text.includes('output = json\n')],
    ['the old name of the token', `[mfa]\n${old}aws_security_token = gone\n`, (text: string) => !text.includes('gone')],
    ['a megabyte', `${Array.from({ length: 12_000 }, (_, place) => `[p${place}]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\nregion = eu-west-1\n`).join('')}[mfa]\n${old}`, (text: string) => text.includes('[p11999]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\nregion = eu-west-1\n[mfa]\n') && text.length > 800_000],
  ])('with %s', async (_, before, holds) => {
    const aws = await practiceContext();
    aws.writeProfiles(before);
    expect((await runSession(aws)).failure).toBeNull();
    const text = credentialsText(aws);
    expect(text).toMatch(SESSION);
    expect(holds(text), text.slice(0, 2000)).toBe(true);
  });

  it('through a symbolic link, which stays', async () => {
    const aws = await practiceContext();
    const target = path.join(aws.home, 'dotfiles-credentials');
    writeFileSync(target, others);
    mkdirSync(path.join(aws.home, '.aws'));
    symlinkSync(target, credentialsFile(aws));
    await runSession(aws);
    expect(lstatSync(credentialsFile(aws)).isSymbolicLink()).toBe(true);
    expect(credentialsText(aws).startsWith(others)).toBe(true);
  });

  it('and takes the right to read it from everybody else', async () => {
    const aws = await practiceContext();
    aws.writeProfiles(others);
    chmodSync(credentialsFile(aws), 0o644);
    await runSession(aws);
    expect(statSync(credentialsFile(aws)).mode & 0o777).toBe(0o600);
    expect(readdirSync(path.dirname(credentialsFile(aws)))).toEqual(['credentials']);
  });

  it('where somebody changes it while the code is typed: both changes are there', async () => {
    const aws = await practiceContext();
    aws.writeProfiles(others);
    aws.onceAnswering('GetSessionToken', () => writeFileSync(credentialsFile(aws), `${others}[theirs]\nregion = x\n`));
    expect((await runSession(aws)).document).toMatchObject({ outcome: 'written' });
    expect(credentialsText(aws).startsWith(`${others}[theirs]\nregion = x\n`)).toBe(true);
  });

  it('where somebody puts a long-term key there meanwhile: it stays', async () => {
    const aws = await practiceContext();
    const theirs = '[mfa]\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\naws_secret_access_key = theirs\n';
    aws.onceAnswering('GetSessionToken', () => aws.writeProfiles(theirs));
    expect((await runSession(aws)).failure?.kind).toBe('profile-taken');
    expect(credentialsText(aws)).toBe(theirs);
  });

  it('and is left alone where its directory cannot be written', async () => {
    const aws = await practiceContext();
    const place = path.join(aws.home, 'not-a-directory');
    writeFileSync(place, '');
    const run = await runSession(aws, {}, { env: { AWS_SHARED_CREDENTIALS_FILE: path.join(place, 'credentials') }, script: [] });
    expect(run.failure?.kind).toBe('local-file');
    expect(existsSync(credentialsFile(aws))).toBe(false);
  });

  it('never takes a device for a file', async () => {
    const aws = await practiceContext();
    const run = await runSession(aws, {}, { env: { AWS_SHARED_CREDENTIALS_FILE: '/dev/null' }, script: [] });
    expect(run.failure).toMatchObject({ kind: 'local-file', message: '/dev/null is not a file' });
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it('to the byte, whatever stands around the section', () => {
    const line = fc.oneof(
      fc.constantFrom('', '# comment', '; [mfa]', 'region = eu-west-1', 's3 =', '  nested = 1', 'key=value # x', 'naïve = ü'),
      fc.stringMatching(/^[a-z_]{1,12} ?= ?[ -~]{0,20}$/),
    );
    const section = fc.tuple(fc.stringMatching(/^[a-z]{4,9}$/), fc.array(line, { maxLength: 6 })).map(([name, lines]) => [`[${name}]`, ...lines].join('\n'));
    const around = fc.array(section, { maxLength: 4 }).map((sections) => sections.map((text) => `${text}\n`).join(''));
    fc.assert(
      fc.property(around, around, (before, after) => {
        const bytes = Buffer.from(`${before}[mfa]\n${old}${after}`);
        const text = Buffer.from(setInSection({ file: 'credentials', bytes }, 'mfa', settingsOfSession(session))).toString();
        expect(text).toBe(`${before}[mfa]\n${written}${after}`);
      }),
    );
  });
});
