import { quote } from 'shlex';
import type { Session } from './session-profile.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Variables that would lead the AWS CLI and SDKs past the session, or beside it. */
const misleading = ['AWS_PROFILE', 'AWS_DEFAULT_PROFILE', 'AWS_SECURITY_TOKEN'] as const;

/** Where a child is to go, beside the session itself; `null` where its own environment decides. */
export type SessionSurroundings = {
  /** The region of the flag, or of the profile that is no longer named. */
  region: string | null;
  /** Variables that say where services are, and those of its environment that must not. */
  endpoints: { readonly set: Readonly<Record<string, string>>; readonly drop: readonly string[] };
  caBundle: string | null;
};

/** The variables of a session. */
export function sessionVariables({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Session): Record<string, string> {
  return {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
    AWS_CREDENTIAL_EXPIRATION: new Date(expiresAt).toISOString(),
  };
}

/** The environment for a command that is to work with the session and nothing else. */
export function sessionEnvironment(env: Environment, session: Session, { region, endpoints, caBundle }: SessionSurroundings): Record<string, string> {
  const dropped = [...misleading, ...endpoints.drop];
  const kept = Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined && !dropped.includes(entry[0]));
  return {
    ...Object.fromEntries(kept),
    ...regionVariables(region),
    ...endpoints.set,
    ...(caBundle !== null && { AWS_CA_BUNDLE: caBundle }),
    ...sessionVariables(session),
  };
}

/** botocore does not read AWS_REGION. */
function regionVariables(region: string | null): Record<string, string> {
  return region === null ? {} : { AWS_REGION: region, AWS_DEFAULT_REGION: region };
}

/** Lines for `eval` in a POSIX shell. */
function shellExports(session: Session, region: string | null): string {
  const exports = Object.entries({ ...sessionVariables(session), ...regionVariables(region) }).map(([name, value]) => `export ${name}=${quote(value)}`);
  return `${exports.join('\n')}\nunset ${misleading.join(' ')}\n`;
}

/** How a session can be printed. */
export const printForms = ['env', 'json', 'credential-process'] as const;
export type PrintForm = (typeof printForms)[number];

/**
 * The session as text.
 * @param form `env`: for `eval`; `json`: what `aws sts get-session-token` prints; `credential-process`: what the AWS CLI
 *   wants of a `credential_process`, https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
 * @param region for `env`, which unsets the profile; `null` where the shell has one, or none is known
 */
export function printedSession(session: Session, form: PrintForm, region: string | null): string {
  if (form === 'env') return shellExports(session, region);
  const { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiresAt } = session;
  const credentials = { AccessKeyId, SecretAccessKey, SessionToken, Expiration: new Date(expiresAt).toISOString() };
  return `${JSON.stringify(form === 'json' ? { Credentials: credentials } : { Version: 1, ...credentials }, null, 2)}\n`;
}
