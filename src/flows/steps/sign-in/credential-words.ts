import type { SigningCredentials } from '../../../aws/credentials/credentials.js';
import type { CredentialSource, Identity } from '../../../core/signers/identity.js';
import { lastFour } from '../../../core/root-keys/root-key.js';

const origins: Record<Exclude<CredentialSource['from'], 'profile' | 'assumed-root' | 'role'>, string> = {
  environment: 'the environment variables',
  pasted: 'the pasted key',
  practice: 'the practice account’s root key',
  container: 'the container’s credentials',
  instance: 'the instance’s credentials',
  ephemeral: 'the ephemeral root key',
};

/** Says where credentials came from, for example `profile prod`. */
export function sourceInWords(source: CredentialSource): string {
  if (source.from === 'assumed-root') return `a root session of account ${source.account}`;
  if (source.from === 'role') return `role ${source.roleArn}`;
  return source.from === 'profile' ? `profile ${source.profile}` : origins[source.from];
}

/** One line on the credentials in use: source, last four of the key id and, once known, whose they are. */
export function credentialLine(credentials: SigningCredentials, identity: Identity | null): string {
  const isPracticeSession = credentials.source.from === 'practice' && credentials.keyKind === 'temporary';
  const source = isPracticeSession ? 'a root session of the practice account' : sourceInWords(credentials.source);
  const key = `${source} (${credentials.accessKeyId.slice(0, 4)}…${lastFour(credentials.accessKeyId)})`;
  if (identity === null) return key;
  return identity.isRoot ? `${key}: root user of account ${identity.account}` : `${key}: \`${identity.arn}\``;
}

/** How a root access key comes to be: AWS lets only the root user, in the console, make one. */
export function rootKeyReminders(): string[] {
  return [
    'To make a root access key (the checklist at the end says how to remove it again):',
    '  1. Sign in as the root user: https://console.aws.amazon.com/ (choose "Root user")',
    '  2. Open https://console.aws.amazon.com/iam/home#/security_credentials',
    '  3. Check that "Multi-factor authentication (MFA)" lists an authenticator app or a hardware token',
    '  4. "Access keys" → "Create access key". Do not save it in a file: paste it here.',
  ];
}
