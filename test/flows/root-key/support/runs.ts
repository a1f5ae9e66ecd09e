import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rootKeyDelete, type RootKeyDeleteOptions } from '../../../../src/flows/root-key-delete.js';
import { rootKeyStatus } from '../../../../src/flows/root-key-status.js';
import type { FlowRun, PracticeContext, RunOptions, SigningKey } from '../../../support/practice-context.js';

const HOUR = 3_600_000;
const nothingSaid: RootKeyDeleteOptions = {
  ...{ accessKeyId: undefined, signWith: undefined, assumeRoot: undefined, recentMs: HOUR },
  ...{ dryRun: false, yes: false, removeProfile: null, keepBackup: false },
};

/** Runs `root-key status`. */
export function runStatus(aws: PracticeContext, run?: RunOptions): Promise<FlowRun> {
  return aws.run('root-key status', (context) => rootKeyStatus(context), run);
}

/** Runs `root-key delete` with these options beside the defaults. */
export function runDelete(aws: PracticeContext, options: Partial<RootKeyDeleteOptions>, run?: RunOptions): Promise<FlowRun> {
  return aws.run('root-key delete', (context) => rootKeyDelete({ ...nothingSaid, ...options }, context), run);
}

/** A section of a shared file that holds a key. */
export function section(header: string, { accessKeyId, secretAccessKey, sessionToken }: SigningKey): string {
  const token = sessionToken === undefined ? '' : `aws_session_token = ${sessionToken}\n`;
  return `[${header}]\naws_access_key_id = ${accessKeyId}\naws_secret_access_key = ${secretAccessKey}\n${token}`;
}

/** A shared file of the run: writes it, reads it (`null` where it is not there). */
export function sharedFile({ home }: PracticeContext, name: 'credentials' | 'config'): { path: string; write(text: string): void; read(): string | null } {
  const file = path.join(home, '.aws', name);
  return {
    path: file,
    write(text) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    },
    read: () => (existsSync(file) ? readFileSync(file, 'utf8') : null),
  };
}

/** A second long-term key of the root user. */
export function secondRootKey({ practice }: PracticeContext): SigningKey {
  return practice.account.keys.create(practice.account.people.root, practice.now() - 400 * 24 * HOUR);
}

/** The last four characters of the ids of the root keys that the account still has, with their status. */
export function rootKeysLeft({ practice }: PracticeContext): string[] {
  return practice.account.keys.of(practice.account.people.root).map(({ accessKeyId, status }) => `${accessKeyId.slice(-4)} ${status}`);
}

/** The IAM and STS calls that somebody made, in order. */
export function callsOf({ practice }: PracticeContext): string[] {
  return practice.account.calls.map(({ operation, errorCode }) => (errorCode === null ? operation : `${operation} ${errorCode}`));
}
