import { fromIni, fromLoginCredentials, fromProcess, fromSSO, fromTokenFile } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { endpointConfig } from '../connection/client-config.js';
import { configuredEndpoints } from '../connection/endpoints.js';
import type { ConnectionSettings } from '../connection/settings.js';
import { sharedTransport } from '../transport/transport.js';
import type { Provider } from './credentials.js';
import { profileFailure } from './profile-failures.js';
import { defaultRegion, type ProfileHow } from './profiles.js';
import type { SharedFiles } from './shared-files.js';

/** Profiles whose credentials have to be fetched: everything but a key that stands in the file. */
export type FetchingHow = Exclude<ProfileHow, 'static' | 'other'>;

type Fetch = (name: string, settings: ConnectionSettings, files: SharedFiles) => Promise<AwsCredentialIdentity>;

/** The SDK's provider for each kind of profile; each loads its own part of the SDK only when it is called. */
const fetchers: Record<FetchingHow, Fetch> = {
  sso: (name, settings, files) => fromSSO({ ...common(name, settings, files) })(),
  login: async (name, settings, files) => {
    const region = await defaultRegion(settings);
    return fromLoginCredentials({ ...common(name, settings, files), clientConfig: { requestHandler: sharedTransport(settings), region } })();
  },
  process: (name, settings, files) => fromProcess(common(name, settings, files))(),
  role: async (name, settings, files) => fromIni({ ...common(name, settings, files), ...(await roleAssumers(settings, files)) })(),
  'web-identity': async (name, settings, files) =>
    fromIni({ ...common(name, settings, files), ...(await roleAssumers(settings, files)) })(),
};

/** The provider for a profile of one kind; what it throws is a Failure that names the profile and what to type next. */
export function profileProvider(settings: ConnectionSettings, files: SharedFiles, name: string, how: FetchingHow): Provider {
  return {
    source: { from: 'profile', profile: name, how },
    async provide() {
      try {
        return await fetchers[how](name, settings, files);
      } catch (error) {
        throw profileFailure(error, { name, how, settings });
      }
    },
  };
}

/** The provider for AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, as EKS and CI systems set them. */
export function webIdentityOfEnvironment(settings: ConnectionSettings, files: SharedFiles, tokenFile: string, roleArn: string): Provider {
  const sessionName = settings.env.AWS_ROLE_SESSION_NAME;
  return {
    source: { from: 'environment' },
    async provide() {
      try {
        return await fromTokenFile({
          webIdentityTokenFile: tokenFile,
          roleArn,
          ...(sessionName && { roleSessionName: sessionName }),
          ...(await roleAssumers(settings, files)),
        })();
      } catch (error) {
        throw profileFailure(error, { name: null, how: 'web-identity', settings });
      }
    },
  };
}

function common(profile: string, settings: ConnectionSettings, files: SharedFiles) {
  return {
    profile,
    filepath: files.credentialsPath,
    configFilepath: files.configPath,
    clientConfig: { requestHandler: sharedTransport(settings) },
  };
}

/** Roles are assumed at the same STS, through the same proxy and with the same trust as everything else. */
async function roleAssumers(settings: ConnectionSettings, files: SharedFiles) {
  const { getDefaultRoleAssumer, getDefaultRoleAssumerWithWebIdentity } = await import('./role-assumers.js');
  const endpoint = configuredEndpoints(settings, files).sts;
  const options = {
    region: await defaultRegion(settings),
    requestHandler: sharedTransport(settings),
    ...endpointConfig(endpoint),
  };
  return {
    roleAssumer: getDefaultRoleAssumer(options),
    roleAssumerWithWebIdentity: getDefaultRoleAssumerWithWebIdentity(options),
  };
}
