import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { onTestFinished } from 'vitest';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { addBucket, addPeople, DOCUMENTED_VERSION } from './account.js';
import { fastClock, toolsFolder } from './fast-clock.js';
import { files } from './files.js';
import type { Setup, Signer } from './setup.js';

const repository = fileURLToPath(new URL('../../..', import.meta.url));
const START = Date.parse('2026-03-04T12:00:02Z');

type Key = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** A home directory, which is also where commands run, and a practice account that everything there works on. */
export type Place = {
  home: string;
  onFinished: typeof onTestFinished;
  practice: PracticeAccountHandle;
  env: Record<string, string>;
  /** Adds buckets, and changes whose key is in the default profile. */
  prepare(setup: Setup): void;
  /** A command with the names of this account in place of AWS's examples. */
  localised(command: string): string;
};

/**
 * Makes a place; time in it runs fast.
 * @param onFinished of the test it is for: tests run side by side here
 */
export async function makePlace(onFinished: typeof onTestFinished): Promise<Place> {
  const clock = fastClock(START);
  const practice = await startPracticeAccount({ now: clock.now });
  onFinished(() => practice.close());
  const home = temporaryHome(onFinished);
  const alice = addPeople(practice);
  const keyOf = (name: string): Key | undefined => ({ root: practice.root, 'root-session': practice.rootSession, alice })[name] ?? practice.users.find(({ userName }) => userName === name);
  let versionId = DOCUMENTED_VERSION;
  writeTools(home);
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(home, name), text);
  return {
    ...{ home, onFinished, practice },
    env: {
      ...clock.environment,
      ...{ PATH: `${home}/bin:${process.env.PATH ?? ''}`, NO_COLOR: '1' },
      ...{ AWS_ENDPOINT_URL: practice.endpoint, AWS_REGION: practice.region },
      ...{ PHONE_SECRET: secretOf(practice, 'root-account-mfa-device'), ALICE_SECRET: secretOf(practice, 'alice') },
    },
    prepare({ buckets, signer }) {
      for (const [name, state] of buckets) versionId = addBucket(practice, name, state);
      writeFileSync(path.join(home, '.aws', 'credentials'), credentialsFile(signer, keyOf));
    },
    localised: (command) => command.replaceAll(DOCUMENTED_VERSION, versionId).replaceAll(/2026-03-04T12-00-02-000Z/g, '*').replace(/ sandbox(?!.*--port)/, ' sandbox --port 0'),
  };
}

const secretOf = ({ account }: PracticeAccountHandle, name: string): string => account.devices.find(`arn:aws:iam::${account.accountId}:mfa/${name}`)?.secret ?? '';

/** The program, and what stands in for other people's. */
function writeTools(home: string): void {
  const tools: Record<string, string> = { aws: 'aws.mjs', op: 'code.mjs', pass: 'code.mjs', terraform: 'needs-session.mjs' };
  for (const directory of ['bin', '.aws', '.config/fish/completions']) mkdirSync(path.join(home, directory), { recursive: true });
  symlinkSync(path.join(repository, 'bin/s3-mfa-delete.js'), path.join(home, 'bin', 's3-mfa-delete'));
  symlinkSync(path.join(repository, 'bin/s3-mfa-delete.js'), path.join(home, 'bin', 's3-mfa-delete.js'));
  for (const [name, tool] of Object.entries(tools)) writeScript(path.join(home, 'bin', name), tool);
  writeScript(path.join(home, 'backup.sh'), 'needs-session.mjs');
}

function writeScript(file: string, tool: string): void {
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${path.join(toolsFolder, tool)}' "$@"\n`);
  chmodSync(file, 0o755);
}

/** Profiles that the documents name; `default` is the signer's. */
function credentialsFile(signer: Signer, keyOf: (name: string) => Key | undefined): string {
  const profiles = { default: signer, root: 'root', 'root-login': 'root-session', work: 'alice', prod: 'auditor', staging: 'auditor' };
  return Object.entries(profiles).map(([profile, name]) => section(profile, keyOf(name))).join('\n');
}

function section(profile: string, key: Key | undefined): string {
  if (key === undefined) return '';
  const token = key.sessionToken === undefined ? '' : `aws_session_token = ${key.sessionToken}\n`;
  return `[${profile}]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n${token}`;
}
