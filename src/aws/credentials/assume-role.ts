import { AssumeRoleCommand } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failures/failure.js';
import type { Clients } from '../connection/clients.js';
import { ask } from '../connection/request.js';
import type { SigningCredentials } from './credentials.js';

/** Shown in CloudTrail of the account that is visited. */
const SESSION_NAME = 's3-mfa-delete-verify';

/**
 * Assumes a role with the credentials of a connection. What comes of it is fetched anew, in the same way, before it expires.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * @param roleArn for example `arn:aws:iam::111122223333:role/auditor`
 * @throws Failure; `access-denied` where the role does not trust the signer, or the signer may not assume roles
 */
export async function assumeRole(clients: Clients, roleArn: string): Promise<SigningCredentials> {
  const fetch = () => sessionOf(clients, roleArn);
  const { accessKeyId, secretAccessKey, sessionToken = null, expiration } = await fetch();
  return {
    source: { from: 'role', roleArn },
    accessKeyId,
    secretAccessKey,
    sessionToken,
    expiresAt: expiration?.getTime() ?? null,
    keyKind: 'temporary',
    refresh: fetch,
  };
}

async function sessionOf(clients: Clients, roleArn: string): Promise<AwsCredentialIdentity> {
  const sts = await clients.sts();
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME });
  const { Credentials } = await ask(clients, { action: 'sts:AssumeRole' }, (options) => sts.send(command, options));
  if (!Credentials?.AccessKeyId || !Credentials.SecretAccessKey || !Credentials.SessionToken) {
    throw new Failure('not-aws', `what answered sts:AssumeRole for \`${roleArn}\` is not AWS: it gave no credentials`, {
      hints: ['check `--endpoint-url` and HTTPS_PROXY'],
    });
  }
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials;
  clients.settings.conceal(SecretAccessKey);
  clients.settings.conceal(SessionToken);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, ...(Expiration && { expiration: Expiration }) };
}
