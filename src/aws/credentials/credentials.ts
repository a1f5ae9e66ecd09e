import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failures/failure.js';
import { chosenProfile } from '../../core/ini/chosen-profile.js';
import type { CredentialSource, KeyKind } from '../../core/signers/identity.js';
import { quietSdk } from '../connection/quiet-sdk.js';
import { untilInterrupted } from '../connection/request.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { keyKindOf } from './key-kind.js';
import { howOf } from './profiles.js';
import { profileSection, readSharedFiles, type SharedFiles } from './shared-files.js';
import { keysOfEnvironment, keysOfProfile } from './static-keys.js';

/** What signs the requests, and where it came from. */
export type SigningCredentials = {
  source: CredentialSource;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string | null;
  /** Milliseconds since the epoch; `null` for keys that do not expire. */
  expiresAt: number | null;
  keyKind: KeyKind;
  /** Gets them anew from the same source, for long runs; `null` where they do not expire. */
  refresh: (() => Promise<AwsCredentialIdentity>) | null;
};

/** One place that credentials come from: gets them, now and again later. */
export type Provider = { source: CredentialSource; provide(): Promise<AwsCredentialIdentity> };

/**
 * Finds credentials in the places and in the order of the AWS CLI: with `--profile` that profile; else key variables
 * (which win over AWS_PROFILE, unlike in the SDK for JavaScript), the web identity of the environment, the profile;
 * at last the role of the container or of the instance.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-chap-configure.html#configure-precedence
 * @throws Failure `no-credentials`, `expired-credentials`, `unknown-profile`, `config-file`, and what STS or the network says
 */
export function resolveCredentials(settings: ConnectionSettings): Promise<SigningCredentials> {
  quietSdk();
  return untilInterrupted(() => resolve(settings), settings.interruption);
}

/** Credentials that a person pasted: kept in memory only. */
export function pastedCredentials(accessKeyId: string, secretAccessKey: string, settings: ConnectionSettings): SigningCredentials {
  return signing({ from: 'pasted' }, { accessKeyId, secretAccessKey }, null, settings);
}

/** The root key of the embedded practice account. */
export function practiceCredentials(accessKeyId: string, secretAccessKey: string, settings: ConnectionSettings): SigningCredentials {
  return signing({ from: 'practice' }, { accessKeyId, secretAccessKey }, null, settings);
}

/** A root key that this run made: kept in memory only. */
export function ephemeralCredentials(accessKeyId: string, secretAccessKey: string, settings: ConnectionSettings): SigningCredentials {
  return signing({ from: 'ephemeral' }, { accessKeyId, secretAccessKey }, null, settings);
}

/** Credentials at hand that are fetched nowhere: a session that STS gave, a key that lies in a file. */
export function givenCredentials(source: CredentialSource, session: AwsCredentialIdentity, settings: ConnectionSettings): SigningCredentials {
  return signing(source, session, null, settings);
}

async function resolve(settings: ConnectionSettings): Promise<SigningCredentials> {
  const files = await readSharedFiles(settings);
  // A profile that was asked for has to exist even where key variables win.
  profileSection(files, settings);
  const provider = await firstProvider(settings, files);
  if (provider !== null) return signing(provider.source, await provider.provide(), provider.provide, settings);
  const profile = chosenProfile(settings);
  throw new Failure('no-credentials', profile ? `profile \`${profile}\` has no credentials` : 'no AWS credentials were found', {
    hints: [
      'looked for key variables, profiles in the shared files, and a role of this container or machine',
      'choose a profile: `aws configure list-profiles`, then `--profile <name>`',
      'or practise without any: `--sandbox`',
    ],
  });
}

/** The part of the SDK that fetches is loaded only where something has to be fetched. */
async function firstProvider(settings: ConnectionSettings, files: SharedFiles): Promise<Provider | null> {
  const fromEnvironment = settings.profile ? null : keysOfEnvironment(settings.env);
  if (fromEnvironment) return { source: { from: 'environment' }, provide: async () => fromEnvironment };

  const name = chosenProfile(settings) ?? 'default';
  const how = howOf(files, name);
  const { AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile, AWS_ROLE_ARN: roleArn } = settings.env;
  if (!settings.profile && how !== 'role' && tokenFile && roleArn) {
    const { webIdentityOfEnvironment } = await import('./profile-credentials.js');
    return webIdentityOfEnvironment(settings, files, tokenFile, roleArn);
  }
  if (how === 'static') {
    return { source: { from: 'profile', profile: name, how }, provide: async () => keysOfProfile(name, files.profiles.get(name) ?? {}) };
  }
  if (how !== 'other') return (await import('./profile-credentials.js')).profileProvider(settings, files, name, how);
  return (await import('./machine-credentials.js')).machineCredentials(settings);
}

function signing(
  source: CredentialSource,
  identity: AwsCredentialIdentity,
  provide: Provider['provide'] | null,
  settings: ConnectionSettings,
): SigningCredentials {
  const { accessKeyId, secretAccessKey, sessionToken = null, expiration } = conceal(identity, settings);
  const expiresAt = expiration?.getTime() ?? null;
  if (expiresAt !== null && expiresAt <= Date.now()) {
    throw new Failure('expired-credentials', `these credentials expired at ${new Date(expiresAt).toISOString()}`, {
      hints: ['get new ones from where these came from, then run this again'],
    });
  }
  const refresh = provide && expiresAt !== null ? async () => conceal(await provide(), settings) : null;
  return { source, accessKeyId, secretAccessKey, sessionToken, expiresAt, keyKind: keyKindOf(accessKeyId, sessionToken), refresh };
}

function conceal(identity: AwsCredentialIdentity, settings: ConnectionSettings): AwsCredentialIdentity {
  settings.conceal(identity.secretAccessKey);
  settings.conceal(identity.sessionToken);
  return identity;
}
