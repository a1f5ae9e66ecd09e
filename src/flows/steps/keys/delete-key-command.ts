import type { Context } from '../../../context.js';
import { awsFlags, shellCommand } from '../../../core/aws-command.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** The AWS CLI command that deletes a root key. Without a user name IAM deletes a key of whoever signs, so the root user has to. */
export function deleteKeyCommand(accessKeyId: string, signedIn: Pick<SignedIn, 'credentials'>, context: Pick<Context, 'connection'>): string {
  return iamCommand(['delete-access-key', '--access-key-id', accessKeyId], signedIn, context);
}

/** The AWS CLI command that lists the keys of whoever signs. */
export function listKeysCommand(signedIn: Pick<SignedIn, 'credentials'>, context: Pick<Context, 'connection'>): string {
  return iamCommand(['list-access-keys'], signedIn, context);
}

function iamCommand(words: readonly string[], { credentials: { source } }: Pick<SignedIn, 'credentials'>, { connection }: Pick<Context, 'connection'>): string {
  const flags = awsFlags(null, { profile: source.from === 'profile' ? source.profile : null, endpointUrl: connection.endpointUrl ?? null });
  return shellCommand(['aws', 'iam', ...words, ...flags]);
}
