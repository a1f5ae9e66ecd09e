import { profileSetting } from '../aws/credentials/profiles.js';
import type { Context } from '../context.js';
import { shellCommand } from '../core/aws-command.js';
import { lastFour } from '../core/root-keys/root-key.js';
import { type PrintForm, printedSession } from '../core/session/session-environment.js';
import { momentInWords } from '../core/text/quantities.js';
import { checkEditable } from '../state/shared-file-edit.js';
import type { CommandResult } from './command-result.js';
import { type ObtainedSession, obtainSession, type SessionOptions } from './steps/session/obtain-session.js';
import { withSessionRecord } from './steps/session/session-record.js';
import { lookAtSection, refuseTakenSection, type SessionSection, writeSection } from './steps/session/session-section.js';
import { signInForSession } from './steps/session/sign-in-for-session.js';

/** What `session` was asked. */
export type SessionCommandOptions = SessionOptions & {
  /** The profile that is to hold it. */
  to: string;
  /** Print it instead of writing it; `null`: write it. */
  print: PrintForm | null;
};

/** Gets a session with MFA and keeps it in a profile of the shared credentials file, or prints it. */
export async function session(options: SessionCommandOptions, context: Context): Promise<CommandResult> {
  const section = await lookAtSection(options.to, context);
  if (options.print === null) await refuseTakenSection(options.to, context);
  if (options.print === null && context.practice === null) await checkEditable(section.file);
  const signedIn = await signInForSession(context);
  try {
    return await withSessionRecord('session', signedIn, context, async (record) => {
      const obtained = await obtainSession(options, section, signedIn, () => record.open(), context);
      if (options.print !== null) return printed(obtained, options.print, await regionToPrint(context));
      const writes = !obtained.kept && context.practice === null;
      if (writes) {
        await writeSection(section, obtained.session, context);
        record.keep({ file: section.file, section: section.profile, ...obtained.session });
      }
      const region = section.hasRegion ? null : await profileSetting(context.connection, 'region');
      return kept(obtained, section, { writes, region, record: record.path() }, context);
    });
  } finally {
    signedIn.clients.close();
  }
}

/** What was asked for is printed as it is, secrets and all; `--json` is refused before. */
function printed({ session: found }: ObtainedSession, form: PrintForm, region: string | null): CommandResult {
  return { exitCode: 0, document: null, show: (ui) => ui.resultSecret(printedSession(found, form, region)) };
}

/** What is printed unsets the profile, and its region with it; `null` where the shell has one of its own. */
async function regionToPrint({ connection }: Context): Promise<string | null> {
  const { region, env } = connection;
  if (region !== undefined) return region;
  return env.AWS_REGION || env.AWS_DEFAULT_REGION ? null : profileSetting(connection, 'region');
}

/** `region`: of the key's profile, where the session's has none; `null` for none to hand on. */
type Ending = { writes: boolean; region: string | null; record: string | null };

function kept(obtained: ObtainedSession, section: SessionSection, { writes, region, record }: Ending, context: Context): CommandResult {
  const { session: found, serialNumber } = obtained;
  const practised = context.practice !== null;
  const until = `${momentInWords(found.expiresAt)} UTC`;
  return {
    exitCode: 0,
    document: {
      outcome: practised ? 'practised' : writes ? 'written' : 'kept',
      profile: section.profile,
      file: writes ? section.file : null,
      accessKeyIdLast4: lastFour(found.accessKeyId),
      expiresAt: new Date(found.expiresAt).toISOString(),
      serialNumber,
      record,
    },
    show(ui) {
      if (practised) return ui.result(`practised: a session until ${until}, which was not written: the practice account ends now`);
      ui.result(`profile ${section.profile}: session until ${until}`);
      ui.line();
      ui.line(`Use it: \`aws s3 ls --profile ${section.profile}\`; prove it: \`s3-mfa-delete session check --profile ${section.profile}\``);
      if (region !== null) ui.line(`It has no region; give it that of the key: \`${shellCommand(['aws', 'configure', 'set', 'region', region, '--profile', section.profile])}\``, 'muted');
      ui.line('For MFA Delete it is of no use: AWS refuses session tokens there.', 'muted');
      if (record !== null) ui.line(`Record: ${record}`, 'muted');
    },
  };
}
