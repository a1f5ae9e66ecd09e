import { readSharedFiles } from '../../../aws/credentials/shared-files.js';
import type { Context } from '../../../context.js';
import { setInSection, settingsOf, valuesOf } from '../../../core/ini/edit-sections.js';
import { type IniFile, profileSectionIn } from '../../../core/ini/sections.js';
import { type ProfileContent, refuseTakenProfile, type SectionSettings, type Session, settingsOfSession } from '../../../core/session/session-profile.js';
import { readForEdit, type SharedFileCopy, writeEdited } from '../../../state/shared-file-edit.js';

/** The section of the shared credentials file that holds the session. */
export type SessionSection = {
  profile: string;
  file: string;
  /** What stands there; `null` for no such section. */
  settings: SectionSettings;
  /** Has the profile a region, here or in the config file? */
  hasRegion: boolean;
};

/** Looks at the section that a session may stand in, whatever else stands there. @throws Failure `local-file`, `config-file` */
export async function lookAtSection(profile: string, context: Pick<Context, 'connection'>): Promise<SessionSection> {
  const { credentials, config, copy } = await readProfile(profile, context);
  const hasRegion = credentials.settings?.has('region') === true || config.settings?.has('region') === true;
  return { profile, file: copy.file, settings: credentials.settings, hasRegion };
}

/** Checks that the profile holds nothing that a session would replace. @throws Failure `profile-taken`, `local-file`, `config-file` */
export async function refuseTakenSection(profile: string, context: Pick<Context, 'connection'>): Promise<void> {
  const { credentials, config } = await readProfile(profile, context);
  refuseTakenProfile(profile, credentials, config);
}

/**
 * Writes a session into its section, and nothing else; the file ends up readable for its owner alone. It is looked at
 * once more first: a code took its time.
 * @throws Failure `profile-taken`, `file-changed`, `local-file`, `config-file`
 */
export async function writeSection({ profile }: SessionSection, session: Session, context: Pick<Context, 'connection'>): Promise<void> {
  const { credentials, config, copy } = await readProfile(profile, context);
  refuseTakenProfile(profile, credentials, config);
  await writeEdited(copy, setInSection(copy, profile, settingsOfSession(session)), { ownerOnly: true });
}

/** What both shared files say of a profile, and the copy of the credentials file that was read for it. */
async function readProfile(profile: string, { connection }: Pick<Context, 'connection'>): Promise<{ credentials: ProfileContent; config: ProfileContent; copy: SharedFileCopy }> {
  const { credentialsPath, configPath } = await readSharedFiles(connection);
  const [copy, configCopy] = await Promise.all([readForEdit(credentialsPath), readForEdit(configPath)]);
  const contentOf = (kind: 'credentials' | 'config', ini: IniFile): ProfileContent => {
    const match = profileSectionIn(kind, profile);
    return { settings: settingsOf(ini, match), accessKeyIds: valuesOf(ini, match, 'aws_access_key_id') };
  };
  return { credentials: contentOf('credentials', copy), config: contentOf('config', configCopy), copy };
}
