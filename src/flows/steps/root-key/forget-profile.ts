import { readSharedFiles, type Section } from '../../../aws/credentials/shared-files.js';
import type { Context } from '../../../context.js';
import type { Failure } from '../../../core/failures/failure.js';
import { isFailure } from '../../../core/failures/failure.js';
import { removeSection } from '../../../core/ini/edit-sections.js';
import { profileSectionIn } from '../../../core/ini/sections.js';
import { timeStamp } from '../../../state/local-file.js';
import type { RunRecord } from '../../../state/run-record.js';
import { readForEdit, writeEdited } from '../../../state/shared-file-edit.js';

/** A section that held a key that is gone, and what became of it. */
export type ForgottenSection = { profile: string; file: string; removed: boolean; backup: string | null; error: Failure | null };

type Candidate = { profile: string; kind: 'credentials' | 'config'; file: string };

/** What gives a section a use beside a key. */
const otherUses = ['role_arn', 'credential_process', 'sso_session', 'sso_account_id', 'login_session', 'web_identity_token_file'];

/**
 * Offers to remove the profiles that held a key that is gone: their sections in both files, and nothing else there.
 * @param options.remove `null`: ask, where there is a terminal
 * @param options.backup keep the files as they were beside them, 0600
 */
export async function forgetProfiles(
  accessKeyId: string,
  options: { remove: boolean | null; backup: boolean },
  { record, context }: { record: RunRecord; context: Context },
): Promise<ForgottenSection[]> {
  const candidates = await sectionsOf(accessKeyId, context);
  const forgotten: ForgottenSection[] = [];
  for (const profile of new Set(candidates.map((candidate) => candidate.profile))) {
    const sections = candidates.filter((candidate) => candidate.profile === profile);
    // As they are now: whoever edits them while the question waits is not overwritten.
    const copies = await Promise.all(sections.map(({ file }) => readForEdit(file)));
    const wanted = options.remove ?? (await isWanted(profile, sections, context));
    for (const [index, { kind, file }] of sections.entries()) {
      const copy = copies[index];
      const about = { profile, file, removed: false, backup: null, error: null };
      if (!wanted || copy === undefined) {
        forgotten.push(about);
        continue;
      }
      const backup = options.backup ? `.${timeStamp(context.clock.now())}.bak` : undefined;
      forgotten.push(await remove({ copy, kind, about, ...(backup !== undefined && { backup }) }, record, context));
    }
  }
  return forgotten;
}

async function remove(
  { copy, kind, about, backup }: { copy: Awaited<ReturnType<typeof readForEdit>>; kind: Candidate['kind']; about: ForgottenSection; backup?: string },
  record: RunRecord,
  { ui }: Context,
): Promise<ForgottenSection> {
  const { profile, file } = about;
  try {
    const content = removeSection({ file, bytes: copy.bytes }, profileSectionIn(kind, profile));
    const written = await writeEdited(copy, content, backup === undefined ? {} : { backup });
    record.write({ event: 'profile-removed', profile, file, backup: written.backup });
    ui.success(`profile ${profile} is removed from ${file}${written.backup === null ? '' : `; as it was: ${written.backup}`}`);
    return { ...about, removed: true, backup: written.backup };
  } catch (error) {
    if (!isFailure(error, 'file-changed', 'local-file', 'config-file')) throw error;
    ui.error(error);
    return { ...about, error };
  }
}

/** The sections of every profile whose key it is. One that has other uses is left alone. */
async function sectionsOf(accessKeyId: string, { connection }: Context): Promise<Candidate[]> {
  const files = await readSharedFiles(connection);
  const places = [
    { kind: 'credentials', file: files.credentialsPath },
    { kind: 'config', file: files.configPath },
  ] as const;
  const holders = new Set(places.flatMap(({ kind }) => [...files.profilesIn[kind]].flatMap(([name, section]) => (section.aws_access_key_id === accessKeyId ? [name] : []))));
  return [...holders].flatMap((profile) =>
    places.flatMap(({ kind, file }): Candidate[] => {
      const section = files.profilesIn[kind].get(profile);
      return section !== undefined && isSpent(section, accessKeyId) ? [{ profile, kind, file }] : [];
    }),
  );
}

function isSpent(section: Section, accessKeyId: string): boolean {
  const key = section.aws_access_key_id;
  return (key === undefined || key === accessKeyId) && !otherUses.some((name) => section[name] !== undefined);
}

async function isWanted(profile: string, sections: readonly Candidate[], { ui }: Context): Promise<boolean> {
  const where = sections.map(({ file }) => file).join(' and ');
  if (ui.canAsk) return ui.confirm(`Remove profile ${profile}, whose key is gone, from ${where}?`, true);
  ui.line(`Profile ${profile} in ${where} still has the key that is gone: take it out; \`root-key delete --remove-profile\` does that by itself.`);
  return false;
}
