import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this program keeps records and spent codes: `$XDG_STATE_HOME/s3-mfa-delete`, `~/.local/state/s3-mfa-delete`,
 * on Windows `%LOCALAPPDATA%\s3-mfa-delete`. The practice account's state lies apart, in `practice` below it.
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  practice: boolean,
): string {
  const home = env.HOME || env.USERPROFILE || homedir();
  const base =
    platform === 'win32' ? env.LOCALAPPDATA || join(home, 'AppData', 'Local') : env.XDG_STATE_HOME || join(home, '.local', 'state');
  return practice ? join(base, 's3-mfa-delete', 'practice') : join(base, 's3-mfa-delete');
}
