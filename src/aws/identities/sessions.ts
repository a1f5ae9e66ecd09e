import { GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { Failure } from '../../core/failures/failure.js';
import type { OneTimeCode } from '../../core/one-time-code.js';
import type { Session } from '../../core/session/session-profile.js';
import type { Clients } from '../connection/clients.js';
import { givenCredentials, type SigningCredentials } from '../credentials/credentials.js';
import { codedFailure } from '../failures/failures.js';

/**
 * Gets a session with a code: asked for once, whatever happens, and not given up by an interruption. It needs no
 * permission, and no policy can deny it.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html
 * @param seconds how long it is to last
 * @returns the session; its secrets are concealed from everything printed later
 * @throws Failure: `code-refused`, `lost-answer`, `device-not-owned`, `session-credentials`, and others
 */
export async function getSession(clients: Clients, seconds: number, code: OneTimeCode): Promise<Session> {
  const sts = await clients.stsForOneCode();
  const command = new GetSessionTokenCommand({ DurationSeconds: seconds, SerialNumber: code.serialNumber, TokenCode: code.digits });
  try {
    const { Credentials } = await sts.send(command);
    const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = Credentials ?? {};
    clients.settings.conceal(SecretAccessKey);
    clients.settings.conceal(SessionToken);
    if (AccessKeyId && SecretAccessKey && SessionToken && Expiration) {
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiresAt: Expiration.getTime() };
    }
  } catch (error) {
    throw codedFailure(error, { action: 'sts:GetSessionToken', clients }, code);
  } finally {
    sts.destroy();
  }
  throw new Failure('unexpected-answer', 'sts:GetSessionToken was answered without credentials', { hints: ['run this again with the next code'] });
}

/** The session as credentials to sign with. @param profile that it stands in */
export function credentialsOf({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Session, profile: string, { settings }: Pick<Clients, 'settings'>): SigningCredentials {
  const identity = { accessKeyId, secretAccessKey, sessionToken, expiration: new Date(expiresAt) };
  return givenCredentials({ from: 'profile', profile, how: 'static' }, identity, settings);
}
