import type { Context } from '../../../context.js';
import { commandToType } from '../commands-to-type.js';
import type { RecordedSetting } from '../recorded.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** The last word to a root user whose long-term key signed: it still exists, and what deletes it. */
export function remindOfRootKey({ identity, credentials }: SignedIn, { ephemeralKey }: Pick<RecordedSetting, 'ephemeralKey'>, context: Context): void {
  if (!identity?.isRoot || ephemeralKey !== null) return;
  const { source } = credentials;
  const profile = source.from === 'profile' && context.practice === null ? ['--profile', source.profile] : [];
  const command = commandToType(['root-key', 'delete', ...profile], context);
  context.ui.line(`The root access key still exists: when you are done with it, delete it: \`${command}\``, 'muted');
}
