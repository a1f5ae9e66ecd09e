import type { Context } from '../../context.js';
import { awsFlags, shellCommand } from '../../core/aws-command.js';
import type { SignedIn } from './sign-in.js';

/** The AWS CLI command that deletes a root key. Without a user name IAM deletes a key of whoever signs, so the root user has to. */
export function deleteKeyCommand(accessKeyId: string, { credentials }: Pick<SignedIn, 'credentials'>, { connection }: Pick<Context, 'connection'>): string {
  const { source } = credentials;
  const flags = awsFlags(null, { profile: source.from === 'profile' ? source.profile : null, endpointUrl: connection.endpointUrl ?? null });
  return shellCommand(['aws', 'iam', 'delete-access-key', '--access-key-id', accessKeyId, ...flags]);
}
