import { Failure } from '../failures/failure.js';

/** Settings of a section by lower-case name; `null` where there is no such section. */
export type SectionSettings = ReadonlyMap<string, string> | null;

/** What a file says of a profile: its settings, and every access key id that stands there, in duplicate sections too. */
export type ProfileContent = { settings: SectionSettings; accessKeyIds: readonly string[] };

/** A session: temporary credentials. `expiresAt` in ms since the epoch. */
export type Session = { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiresAt: number };

/** A session with less than this left (ms) is not worth keeping. */
const TOO_LITTLE_LEFT_MS = 60_000;

/** What gives a profile credentials of another kind, which the AWS CLI would prefer or mix up. */
const otherSources = ['role_arn', 'credential_process', 'sso_session', 'sso_start_url', 'web_identity_token_file', 'login_session'];

/**
 * Checks the name of the profile that a session is to be written to.
 * @throws Failure `usage` for a name that other programs could not read
 */
export function checkProfileName(flag: string, name: string): void {
  if (/^[\w@+.%:/-]{1,64}$/.test(name)) return;
  throw new Failure('usage', `${flag} \`${name}\` cannot be the name of a profile`, { hints: ['use letters, digits and `@+.%:/-_`'] });
}

/**
 * Refuses a profile that holds something else than a session.
 * @param name the profile
 * @param credentials what the credentials file says of it
 * @param config what the config file says of it
 * @throws Failure `profile-taken`
 */
export function refuseTakenProfile(name: string, credentials: ProfileContent, config: ProfileContent): void {
  const hints = ['give the session another name: `--to <name>`'];
  for (const [where, { settings, accessKeyIds }] of [['credentials', credentials], ['config', config]] as const) {
    if (accessKeyIds.some((id) => isLongTerm(id, settings))) {
      throw new Failure('profile-taken', `profile \`${name}\` in the ${where} file holds a long-term key, which a session would replace`, { hints });
    }
    const other = otherSources.find((key) => settings?.has(key) === true);
    if (other !== undefined) throw new Failure('profile-taken', `profile \`${name}\` in the ${where} file gets its credentials by ${other}, which a session would not replace`, { hints });
  }
}

/** A session token beside an `AKIA…` key is a leftover: the key may be the only copy there is. */
function isLongTerm(accessKeyId: string, settings: SectionSettings): boolean {
  return accessKeyId.startsWith('AKIA') || !settings?.get('aws_session_token');
}

/** The session in a section, if it lasts long enough to be kept; `null` otherwise. @param now ms since the epoch */
export function sessionIn(section: SectionSettings, now: number): Session | null {
  const accessKeyId = section?.get('aws_access_key_id');
  const secretAccessKey = section?.get('aws_secret_access_key');
  const sessionToken = section?.get('aws_session_token');
  const expiresAt = Date.parse(section?.get('x_security_token_expires') ?? '');
  if (!accessKeyId || !secretAccessKey || !sessionToken || !(expiresAt - now > TOO_LITTLE_LEFT_MS)) return null;
  return { accessKeyId, secretAccessKey, sessionToken, expiresAt };
}

/** The settings that hold a session, as the AWS CLI reads them; `x_security_token_expires` is what others look at. */
export function settingsOfSession({ accessKeyId, secretAccessKey, sessionToken, expiresAt }: Session): Record<string, string | null> {
  return {
    aws_access_key_id: accessKeyId,
    aws_secret_access_key: secretAccessKey,
    aws_session_token: sessionToken,
    // The old name, which the AWS CLI would read first.
    aws_security_token: null,
    x_security_token_expires: new Date(expiresAt).toISOString(),
  };
}
