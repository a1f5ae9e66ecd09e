import type { SigningCredentials } from '../../../aws/credentials/credentials.js';
import { lastFour } from '../../../core/root-keys/root-key.js';
import type { CredentialSource, Identity } from '../../../core/signers/identity.js';

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
