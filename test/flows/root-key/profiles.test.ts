import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type PracticeContext, practiceContext, type RunOptions } from '../../support/practice-context.js';
import type { ScriptLine } from '../../support/scripted-ui.js';
import { userKey } from '../support/signers.js';
import { rootKeysLeft, runDelete, section, sharedFile } from './support/runs.js';

const script = (...more: ScriptLine[]): RunOptions => ({ signer: null, profile: 'root', script: [['Delete 1 root access key', true], ...more] });
const before = '# mine\n[default]\nregion = eu-west-1 ; home\n\n';
const after = '\n# the last\n[work]\nregion=us-east-2';

/** Files whose profile `root` holds the root key, between things that are not to change. */
async function withFiles() {
  const aws = await practiceContext();
  const [credentials, config] = [sharedFile(aws, 'credentials'), sharedFile(aws, 'config')];
  credentials.write(`${before}${section('root', aws.practice.root)}${after}`);
  config.write(`${before}[profile root]\r\nregion = eu-west-1\r\n${after}`);
  return { aws, credentials, config };
}

const filesOf = ({ home }: PracticeContext): string[] => readdirSync(path.join(home, '.aws')).sort();

test('its profile is removed from both files, and every other byte stays', async () => {
  const { aws, credentials, config } = await withFiles();
  chmodSync(config.path, 0o640);
  const run = await runDelete(aws, {}, script([/Remove profile root.*credentials and .*config\?/, true]));
  expect(run).toMatchObject({ exitCode: 0, document: { profiles: [{ profile: 'root', file: credentials.path, removed: true, backup: null }, { file: config.path, removed: true }] } });
  // The blank line behind the section belongs to it.
  expect(credentials.read()).toBe(`${before}${after.slice(1)}`);
  expect(config.read()).toBe(`${before}${after.slice(1)}`);
  expect(statSync(config.path).mode & 0o777).toBe(0o640);
  expect(filesOf(aws)).toEqual(['config', 'credentials']);
});

test('its profile stays where the answer is no', async () => {
  const { aws, credentials } = await withFiles();
  const text = credentials.read();
  const run = await runDelete(aws, {}, script(['Remove profile root', false]));
  expect(run).toMatchObject({ exitCode: 0, document: { profiles: [{ removed: false }, { removed: false }] } });
  expect(credentials.read()).toBe(text);
});

test('off a terminal its profile stays, unless that is asked for', async () => {
  const { aws, credentials } = await withFiles();
  const text = credentials.read();
  const run = await runDelete(aws, { yes: true }, { signer: null, profile: 'root' });
  expect(run.narration).toContain('--remove-profile');
  expect(credentials.read()).toBe(text);
});

test('a backup is kept only if asked, and only its owner can read it', async () => {
  const { aws, credentials } = await withFiles();
  const text = credentials.read();
  chmodSync(credentials.path, 0o644);
  await runDelete(aws, { yes: true, removeProfile: true, keepBackup: true }, { signer: null, profile: 'root' });
  const [backup = ''] = filesOf(aws).filter((name) => name.startsWith('credentials.'));
  const file = path.join(aws.home, '.aws', backup);
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a file that somebody changes while the question waits is left alone', async () => {
  const { aws, credentials, config } = await withFiles();
  const theirs = () => {
    writeFileSync(credentials.path, '[theirs]\n');
    return true;
  };
  const run = await runDelete(aws, {}, script(['Remove profile root', theirs]));
  expect(credentials.read()).toBe('[theirs]\n');
  expect(run).toMatchObject({ exitCode: 3, document: { profiles: [{ file: credentials.path, removed: false, error: { kind: 'file-changed' } }, { file: config.path, removed: true }] } });
  expect(rootKeysLeft(aws)).toEqual([]);
});

test('every profile that holds the key is offered, and one that has another use is not', async () => {
  const { aws, credentials, config } = await withFiles();
  const { root } = aws.practice;
  credentials.write(`${section('root', root)}${section('twin', root)}${section('admin', userKey(aws, 'admin'))}`);
  config.write(`[profile root]\nregion = x\n[profile twin]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = root\n${section('profile lone', root)}`);
  await runDelete(aws, { yes: true, removeProfile: true }, { signer: null, profile: 'root' });
  expect(credentials.read()).toBe(section('admin', userKey(aws, 'admin')));
  expect(config.read()).toBe('[profile twin]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = root\n');
});

test('no profile is touched while the key is not proved to be gone', async () => {
  const aws = await practiceContext({ faults: ['old-key-lag=999999'] });
  const file = sharedFile(aws, 'credentials');
  file.write(section('root', aws.practice.root));
  const run = await runDelete(aws, { yes: true, removeProfile: true }, { signer: null, profile: 'root' });
  expect(run.exitCode).toBe(3);
  expect(file.read()).toBe(section('root', aws.practice.root));
});
