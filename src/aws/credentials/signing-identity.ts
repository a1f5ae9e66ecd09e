import type { AwsCredentialIdentity } from '@smithy/types';
import type { SigningCredentials } from './credentials.js';

/** Credentials with less than this left are fetched anew before a request is signed with them (ms). */
const TOO_LITTLE_LEFT = 60_000;

/** The credentials as the SDK's clients want them: a function that fetches them anew, for all clients, when they run out. */
export function signingIdentity(credentials: SigningCredentials): () => Promise<AwsCredentialIdentity> {
  const { accessKeyId, secretAccessKey, sessionToken, expiresAt, refresh } = credentials;
  let current: AwsCredentialIdentity = {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken !== null && { sessionToken }),
    ...(expiresAt !== null && { expiration: new Date(expiresAt) }),
  };
  let underWay: Promise<AwsCredentialIdentity> | null = null;
  return async () => {
    const left = current.expiration ? current.expiration.getTime() - Date.now() : Infinity;
    if (left >= TOO_LITTLE_LEFT || refresh === null) return current;
    // Many requests find out at the same time.
    underWay ??= refresh().finally(() => {
      underWay = null;
    });
    current = await underWay;
    return current;
  };
}
