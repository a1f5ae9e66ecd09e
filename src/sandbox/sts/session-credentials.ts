import { instant } from '../iam/presentation.js';
import type { KnownKey } from '../types.js';
import type { QueryResult } from '../wire/query-protocol.js';

/** The `Credentials` element of a session. https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
export function sessionCredentials({ accessKeyId, secretAccessKey, session }: KnownKey): QueryResult {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: session?.token,
    Expiration: session === null ? undefined : instant(session.expiresAt),
  };
}
