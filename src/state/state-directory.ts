import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/**
 * Where this program keeps records and spent codes: `$XDG_STATE_HOME/s3-mfa-delete`, `~/.local/state/s3-mfa-delete`,
 * on Windows `%LOCALAPPDATA%\s3-mfa-delete`. The practice account's state lies apart, in `practice` below it.
 * Paths that are not absolute are ignored, as https://specifications.freedesktop.org/basedir-spec/latest/ demands.
 */
export function stateDirectory(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  practice: boolean,
): string {
  const path = platform === 'win32' ? win32 : posix;
  const absolute = (candidate: string | undefined): string | undefined => (candidate && path.isAbsolute(candidate) ? candidate : undefined);
  const base =
    platform === 'win32'
      ? (absolute(env.LOCALAPPDATA) ?? path.join(absolute(env.USERPROFILE) ?? homedir(), 'AppData', 'Local'))
      : (absolute(env.XDG_STATE_HOME) ?? path.join(absolute(env.HOME) ?? homedir(), '.local', 'state'));
  return practice ? path.join(base, 's3-mfa-delete', 'practice') : path.join(base, 's3-mfa-delete');
}
