import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failures/failure.js';
import type { ConnectionSettings } from '../connection/settings.js';
import type { Section } from './shared-files.js';

/**
 * The key in the environment variables; `null` without AWS_ACCESS_KEY_ID.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html
 * @throws Failure `no-credentials` when the secret is missing, as the AWS CLI does, instead of looking elsewhere
 */
export function keysOfEnvironment(env: ConnectionSettings['env']): AwsCredentialIdentity | null {
  if (!env.AWS_ACCESS_KEY_ID) return null;
  return keys({
    where: 'the environment',
    names: { id: 'AWS_ACCESS_KEY_ID', secret: 'AWS_SECRET_ACCESS_KEY' },
    id: env.AWS_ACCESS_KEY_ID,
    secret: env.AWS_SECRET_ACCESS_KEY,
    // The AWS CLI reads the old name first.
    token: env.AWS_SECURITY_TOKEN || env.AWS_SESSION_TOKEN,
    expiration: env.AWS_CREDENTIAL_EXPIRATION,
  });
}

/**
 * The key in a profile's section.
 * @throws Failure `no-credentials` when the secret is missing
 */
export function keysOfProfile(name: string, section: Section): AwsCredentialIdentity {
  return keys({
    where: `profile \`${name}\``,
    names: { id: 'aws_access_key_id', secret: 'aws_secret_access_key' },
    id: section.aws_access_key_id,
    secret: section.aws_secret_access_key,
    token: section.aws_session_token,
    expiration: undefined,
  });
}

type Found = {
  where: string;
  names: { id: string; secret: string };
  id: string | undefined;
  secret: string | undefined;
  token: string | undefined;
  expiration: string | undefined;
};

function keys({ where, names, id, secret, token, expiration }: Found): AwsCredentialIdentity {
  if (!id || !secret) {
    throw new Failure('no-credentials', `${where} has ${names.id} without ${names.secret}`, {
      hints: [`set both, or neither to look elsewhere, for example with \`--profile\``],
    });
  }
  const expiresAt = Date.parse(expiration ?? '');
  return {
    accessKeyId: id,
    secretAccessKey: secret,
    ...(token && { sessionToken: token }),
    ...(!Number.isNaN(expiresAt) && { expiration: new Date(expiresAt) }),
  };
}
