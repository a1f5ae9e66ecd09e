import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { loadSharedConfigFiles } from '@smithy/shared-ini-file-loader';
import { shellCommand } from '../../core/aws-command.js';
import { Failure } from '../../core/failures/failure.js';
import { chosenProfile } from '../../core/ini/chosen-profile.js';
import { sharedFilePath } from '../../core/ini/shared-file-path.js';
import type { ConnectionSettings } from '../connection/settings.js';

/** Keys and values of one section. */
export type Section = Readonly<Record<string, string | undefined>>;

/** The shared config and credentials files as the AWS CLI reads them. */
export type SharedFiles = {
  configPath: string;
  credentialsPath: string;
  /** Profiles by name, both files merged; the credentials file wins. */
  profiles: ReadonlyMap<string, Section>;
  /** Names of the profiles that the credentials file has keys for. */
  inCredentialsFile: ReadonlySet<string>;
  /** Profiles by name, as each file alone has them. */
  profilesIn: Readonly<Record<'config' | 'credentials', ReadonlyMap<string, Section>>>;
  /** `[sso-session x]` and `[services x]` sections, under `sso-session.x` and `services.x`. */
  sections: ReadonlyMap<string, Section>;
};

/**
 * Reads both shared files anew (AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE or the usual places). A file that is not
 * there is an empty one, as for the AWS CLI.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html
 * @throws Failure `config-file` when a file cannot be read or is not an INI file
 */
export async function readSharedFiles({ env }: Pick<ConnectionSettings, 'env'>): Promise<SharedFiles> {
  const configPath = sharedFilePath('config', env, homedir);
  const credentialsPath = sharedFilePath('credentials', env, homedir);
  await Promise.all([checkFile(configPath), checkFile(credentialsPath)]);
  const { configFile, credentialsFile } = await loadSharedConfigFiles({
    configFilepath: configPath,
    filepath: credentialsPath,
    // A person may mend a file while the wizard waits.
    ignoreCache: true,
  });
  const isProfile = (name: string) => !/^(sso-session|services)\./.test(name);
  const names = new Set([...Object.keys(configFile).filter(isProfile), ...Object.keys(credentialsFile)]);
  return {
    configPath,
    credentialsPath,
    profiles: new Map([...names].map((name) => [name, { ...configFile[name], ...credentialsFile[name] }])),
    inCredentialsFile: new Set(Object.keys(credentialsFile)),
    profilesIn: {
      config: new Map(Object.entries(configFile).filter(([name]) => isProfile(name))),
      credentials: new Map(Object.entries(credentialsFile)),
    },
    sections: new Map(Object.entries(configFile).filter(([name]) => !isProfile(name))),
  };
}

/**
 * The section of the profile in use; empty where no profile was asked for and there is no `default`.
 * @throws Failure `unknown-profile` when the profile that was asked for is in neither file
 */
export function profileSection(files: SharedFiles, settings: Pick<ConnectionSettings, 'profile' | 'env'>): Section {
  const chosen = chosenProfile(settings);
  const section = files.profiles.get(chosen ?? 'default');
  if (section !== undefined || chosen === null) return section ?? {};
  throw new Failure('unknown-profile', `there is no profile \`${chosen}\` in ${files.configPath} or ${files.credentialsPath}`, {
    hints: [
      ...(settings.profile ? [] : ['the name comes from AWS_PROFILE or AWS_DEFAULT_PROFILE']),
      'list the profiles there are: `aws configure list-profiles`',
    ],
  });
}

/** The SDK's loader takes a file that it cannot read or understand for an empty one; the AWS CLI says what is wrong. */
async function checkFile(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return '';
    throw new Failure('config-file', `${file} cannot be read (${error.code ?? error.message})`, {
      hints: ['mend it, or name another one with AWS_CONFIG_FILE or AWS_SHARED_CREDENTIALS_FILE; see what the AWS CLI makes of it: `aws configure list`'],
      cause: error,
    });
  });
  const line = firstBrokenLine(text);
  if (line === null) return;
  throw new Failure('config-file', `${file} is not an INI file: line ${line} is not understood`, {
    hints: [
      'a section starts with `[profile name]` (in credentials: `[name]`), every setting is `name = value`',
      `look at it: \`${shellCommand(['sed', '-n', `${line}p`, file])}\``,
    ],
  });
}

/** Number of the first line that is neither section, setting, continuation, comment nor blank; `null` if all are fine. */
function firstBrokenLine(text: string): number | null {
  let inSection = false;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const content = line.split(/(?:^|\s)[;#]/)[0]?.trim() ?? '';
    if (content === '') continue;
    const isHeader = content.startsWith('[');
    const isFine = isHeader ? content.endsWith(']') : inSection && (/^\s/.test(line) || content.includes('='));
    if (!isFine) return index + 1;
    inSection = true;
  }
  return null;
}
