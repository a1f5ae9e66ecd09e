import { Failure, isFailure } from '../../core/failures/failure.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { toFailure } from '../failures/failures.js';
import { networkFailure } from '../failures/network-failures.js';
import type { FetchingHow } from './profile-credentials.js';

/** Which credentials were wanted; `name` is `null` for those that environment variables describe. */
type WantedProfile = { name: string | null; how: FetchingHow; settings: ConnectionSettings };

/** Says why a profile gave no credentials and what to type to mend it. Unknown errors come back as they are. */
export function profileFailure(error: unknown, wanted: WantedProfile): unknown {
  if (isFailure(error)) return error;
  const answered = awsOrNetwork(error, wanted) ?? wrappedNetwork(error, wanted);
  if (answered) return answered;
  if (!(error instanceof Error)) return error;
  return byHow[wanted.how](error, wanted.name ?? '');
}

type Explain = (error: Error, name: string) => unknown;

const byHow: Record<FetchingHow, Explain> = {
  sso: (error, name) =>
    /required param|missing required|Conflicting|could not be found|undefined/i.test(error.message)
      ? new Failure('config-file', `profile \`${name}\` has incomplete IAM Identity Center settings`, {
          hints: [`write them anew: \`aws configure sso --profile ${name}\``],
          cause: error,
        })
      : signInAgain(error, `profile \`${name}\` is not signed in to IAM Identity Center any more`, `aws sso login --profile ${name}`),
  login: (error, name) => signInAgain(error, `profile \`${name}\` is not signed in any more`, `aws login --profile ${name}`),
  process: (error, name) => {
    const why = /returned expired/.test(error.message) ? 'expired' : (/did not return Version 1|returned invalid \w+/.exec(error.message)?.[0] ?? 'failed');
    // The message may hold the whole command line and what the command printed.
    return why === 'expired'
      ? signInAgain(null, `the credential_process of profile \`${name}\` gave credentials that have expired`, `aws sts get-caller-identity --profile ${name}`)
      : new Failure('no-credentials', `the credential_process of profile \`${name}\` ${why}`, {
          hints: [`see what it says: \`aws sts get-caller-identity --profile ${name}\``],
        });
  },
  role: (error, name) => noRole(error, `profile \`${name}\` could not assume its role`, name),
  'web-identity': (error, name) => noRole(error, name ? `profile \`${name}\` could not assume its role` : 'the role of AWS_ROLE_ARN could not be assumed', name),
};

function signInAgain(cause: Error | null, message: string, command: string): Failure {
  return new Failure('expired-credentials', message, { hints: [`sign in again: \`${command}\``], cause });
}

function noRole(error: Error, message: string, name: string): unknown {
  if (/multi-factor authentication/i.test(error.message)) {
    return new Failure('no-credentials', `profile \`${name}\` wants an MFA code to assume its role, which this program does not ask for`, {
      hints: [`let the AWS CLI ask and hand the session over: \`eval "$(aws configure export-credentials --profile ${name} --format env)"\``],
      cause: error,
    });
  }
  if ('syscall' in error) return new Failure('config-file', `${message}: its token file cannot be read`, {
    hints: ['look at what names it: `echo "$AWS_WEB_IDENTITY_TOKEN_FILE"`, and web_identity_token_file in the profile'],
    cause: error,
  });
  if (error.name !== 'CredentialsProviderError') return error;
  return new Failure('no-credentials', `${message}: ${inOurVoice(error.message)}`, {
    hints: name ? [`look at its source_profile and credential_source: \`aws configure list --profile ${name}\``] : [],
    cause: error,
  });
}

function inOurVoice(sentence: string): string {
  return sentence.replace(/\.$/, '').replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase());
}

/** STS and the network say more than the provider does. */
function awsOrNetwork(error: unknown, { how, settings }: WantedProfile): Failure | null {
  const isFile = error instanceof Error && 'syscall' in error && 'path' in error;
  if (isFile || !(error instanceof Error) || !('$metadata' in error || 'code' in error)) return null;
  return toFailure(error, { action: how === 'role' ? 'sts:AssumeRole' : 'sts:AssumeRoleWithWebIdentity', settings });
}

/** The sign-in providers keep only the text of what went wrong on the network. */
function wrappedNetwork(error: unknown, { how, settings }: WantedProfile): Failure | null {
  if (!(error instanceof Error) || (how !== 'sso' && how !== 'login')) return null;
  const code = /\b(ECONN[A-Z]+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPROTO)\b/.exec(error.message)?.[0];
  const action = how === 'sso' ? 'sso:GetRoleCredentials' : 'signin:CreateOAuth2Token';
  return code === undefined ? null : networkFailure(Object.assign(new Error(error.message, { cause: error }), { code }), { action, settings });
}
