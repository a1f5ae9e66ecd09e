import type { CredentialSource } from './identity.js';

/** How to come by a key that may use MFA Delete. */
export const useTheRootKey =
  'use the long-term access key (AKIA…) of the root user: console → your account’s root user → Security credentials → Access keys; paste it, or name a profile that holds it: `--profile <name>`';

const everybody = 'CloudShell, `aws login`, `aws-vault` without --no-session, IAM Identity Center, roles and `aws sts get-session-token` all make one';

/** Where a session token came from, as far as it can be told. `source` is `undefined` where nothing is known. */
export function sessionOrigin(source: CredentialSource | undefined, env: Readonly<Record<string, string | undefined>> = {}): string {
  if (env.AWS_EXECUTION_ENV === 'CloudShell') return 'CloudShell has no others';
  if (env.AWS_VAULT) return 'aws-vault makes one unless it runs with `aws-vault exec --no-session`';
  if (source?.from === 'profile' && source.how === 'login') return '`aws login` makes one, also for the root user';
  if (source?.from === 'profile' && source.how === 'sso') return 'IAM Identity Center always makes one';
  if (source?.from === 'profile' && source.how === 'role') return 'an assumed role always has one';
  return everybody;
}

/**
 * How to get from temporary credentials to a key that can sign with an MFA code.
 * @param origin of {@link sessionOrigin}
 * @param isRoot whether it is known to be the root user's session: that one may be able to make a key for the run
 */
export function sessionHints(origin: string, isRoot: boolean): string[] {
  return [
    `AWS answers "DevPay and Mfa are mutually exclusive authorization methods." to every session token; ${origin}`,
    useTheRootKey,
    ...(isRoot ? ['or let this run make a key with the session, keep it in memory and delete it at the end: `--ephemeral-root-key`'] : []),
  ];
}
