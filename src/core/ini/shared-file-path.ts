import { join } from 'node:path';

const variables = { config: 'AWS_CONFIG_FILE', credentials: 'AWS_SHARED_CREDENTIALS_FILE' } as const;

/**
 * Where a shared file lies: where its variable says, else in `.aws` below the home directory.
 * https://docs.aws.amazon.com/sdkref/latest/guide/file-location.html
 * @param systemHome the home directory where the environment names none
 */
export function sharedFilePath(kind: keyof typeof variables, env: Readonly<Record<string, string | undefined>>, systemHome: () => string): string {
  const home = env.HOME || env.USERPROFILE || systemHome();
  const named = env[variables[kind]];
  if (!named) return join(home, '.aws', kind);
  return named.startsWith('~/') ? join(home, named.slice(2)) : named;
}
