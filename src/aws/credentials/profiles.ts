import { isRegionName } from '../../core/aws-hosts.js';
import { Failure } from '../../core/failures/failure.js';
import type { CredentialSource } from '../../core/signers/identity.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { keyKindOf } from './key-kind.js';
import { profileSection, readSharedFiles, type Section, type SharedFiles } from './shared-files.js';

/** How a profile gets its credentials; `other` where it has none of its own. */
export type ProfileHow = Extract<CredentialSource, { from: 'profile' }>['how'];

/** A profile as the wizard offers it. */
type ProfileListing = {
  name: string;
  how: ProfileHow;
  /** Holds a long-term access key, the only kind that MFA Delete accepts. */
  longTermKey: boolean;
};

/** Every profile of the shared files, in the order of the files. Throws Failure `config-file`. */
export async function listProfiles(settings: Pick<ConnectionSettings, 'env'>): Promise<ProfileListing[]> {
  const files = await readSharedFiles(settings);
  return [...files.profiles].map(([name, section]) => {
    const how = howOf(files, name);
    const keyId = section.aws_access_key_id ?? '';
    return { name, how, longTermKey: how === 'static' && keyKindOf(keyId, section.aws_session_token) === 'long-term' };
  });
}

/**
 * One setting of the profile in use, for example `mfa_serial`; `null` where it is not set.
 * @throws Failure `unknown-profile`, `config-file`
 */
export async function profileSetting(
  settings: Pick<ConnectionSettings, 'profile' | 'env'>,
  key: string,
): Promise<string | null> {
  return profileSection(await readSharedFiles(settings), settings)[key] || null;
}

/**
 * Region where nothing says otherwise: `--region`, AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`, us-east-1.
 * @throws Failure `usage` when it cannot be the name of a region; `unknown-profile`, `config-file`
 */
export async function defaultRegion(settings: Pick<ConnectionSettings, 'profile' | 'region' | 'env'>): Promise<string> {
  const { env } = settings;
  const region =
    settings.region || env.AWS_REGION || env.AWS_DEFAULT_REGION || (await profileSetting(settings, 'region')) || 'us-east-1';
  // It becomes part of host names.
  if (isRegionName(region)) return region;
  throw new Failure('usage', `\`${region}\` is not the name of a region`, {
    hints: ['give one such as `--region eu-west-1`'],
  });
}

/** The AWS CLI's order, where a profile has settings of several kinds (the SDK's is another). */
const hows: { how: ProfileHow; applies(section: Section, inCredentialsFile: boolean): boolean }[] = [
  { how: 'role', applies: (section) => Boolean(section.role_arn) && !section.web_identity_token_file },
  { how: 'web-identity', applies: (section) => Boolean(section.role_arn && section.web_identity_token_file) },
  { how: 'sso', applies: (section) => Boolean(section.sso_account_id || section.sso_role_name) },
  { how: 'static', applies: (section, inCredentialsFile) => inCredentialsFile && Boolean(section.aws_access_key_id) },
  { how: 'login', applies: (section) => Boolean(section.login_session) },
  { how: 'process', applies: (section) => Boolean(section.credential_process) },
  { how: 'static', applies: (section) => Boolean(section.aws_access_key_id) },
];

/** How the named profile gets its credentials; `other` where it has none or is not there. */
export function howOf(files: SharedFiles, name: string): ProfileHow {
  const section = files.profiles.get(name) ?? {};
  return hows.find(({ applies }) => applies(section, files.inCredentialsFile.has(name)))?.how ?? 'other';
}
