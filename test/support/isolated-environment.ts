import path from 'node:path';

/** Variables of a developer's shell that change what the program finds, trusts or prints. */
const foreign = /^(AWS_|S3_MFA_DELETE_|XDG_|CI$|NO_COLOR$|FORCE_COLOR$|NODE_EXTRA_CA_CERTS$|NODE_OPTIONS$|https?_proxy$|all_proxy$|no_proxy$)/i;

/**
 * The environment of this process without the developer's AWS settings, proxies, CA bundles and terminal wishes.
 * @param home directory, best a temporary one, that takes the place of the home directory and of the state directory
 * @returns variables for a child process or for `process.env`; times are in UTC and code is measured as written
 */
export function isolatedEnvironment(home: string): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && !foreign.test(entry[0]),
  );
  return {
    ...Object.fromEntries(kept),
    HOME: home,
    AWS_CONFIG_FILE: path.join(home, '.aws', 'config'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(home, '.aws', 'credentials'),
    AWS_EC2_METADATA_DISABLED: 'true',
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    // V8 cannot count exactly in functions that come from the compile cache.
    NODE_DISABLE_COMPILE_CACHE: '1',
    TZ: 'UTC',
  };
}
