import { readSharedFiles } from '../../aws/shared-files.js';
import type { Context } from '../../context.js';
import { profileSectionIn } from '../../core/ini/sections.js';
import { setInSection, settingsOf } from '../../core/ini/edit-sections.js';
import { refuseTakenProfile, type SectionSettings, type Session, settingsOfSession } from '../../core/session/session-profile.js';
import { readForEdit, writeEdited } from '../../state/shared-file-edit.js';

/** The section of the shared credentials file that holds the session. */
export type SessionSection = {
  profile: string;
  file: string;
  /** What stands there; `null` for no such section. */
  settings: SectionSettings;
  /** Has the profile a region, here or in the config file? */
  hasRegion: boolean;
};

/**
 * Looks at the section that a session is kept in.
 * @throws Failure `profile-taken` where it holds something else, `local-file`, `config-file`
 */
export async function lookAtSection(profile: string, { connection }: Pick<Context, 'connection'>): Promise<SessionSection> {
  const { credentialsPath, configPath } = await readSharedFiles(connection);
  const [credentials, config] = await Promise.all([readForEdit(credentialsPath), readForEdit(configPath)]);
  const settings = settingsOf(credentials, profileSectionIn('credentials', profile));
  const configured = settingsOf(config, profileSectionIn('config', profile));
  refuseTakenProfile(profile, settings, configured);
  return { profile, file: credentialsPath, settings, hasRegion: settings?.has('region') === true || configured?.has('region') === true };
}

/**
 * Writes a session into its section, and nothing else; the file ends up readable for its owner alone. It is looked at
 * once more first: a code took its time.
 * @throws Failure `profile-taken`, `file-changed`, `local-file`, `config-file`
 */
export async function writeSection({ profile }: SessionSection, session: Session, context: Pick<Context, 'connection'>): Promise<void> {
  const { file } = await lookAtSection(profile, context);
  const copy = await readForEdit(file);
  await writeEdited(copy, setInSection(copy, profileSectionIn('credentials', profile), settingsOfSession(session)), { ownerOnly: true });
}
