import { fromHttp, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import type { AwsCredentialIdentity } from '@smithy/types';
import { Failure } from '../../core/failures/failure.js';
import { silentLogger } from '../connection/quiet-sdk.js';
import type { ConnectionSettings } from '../connection/settings.js';
import type { Provider } from './credentials.js';

/** On an ordinary machine nobody answers, and this is what waiting for it costs (ms; twice, for two versions of it). */
const METADATA_TIMEOUT = 1_000;

/**
 * The credentials of the container (ECS, EKS, CloudShell) or the EC2 instance that this runs on; `null` where it runs on
 * neither or AWS_EC2_METADATA_DISABLED says not to look.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html
 * @throws Failure `no-credentials` when the container's endpoint gives none
 */
export async function machineCredentials({ env }: Pick<ConnectionSettings, 'env'>): Promise<Provider | null> {
  if (env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI) {
    return { source: { from: 'container' }, provide: () => containerCredentials(env) };
  }
  if (env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true') return null;
  const provide = fromInstanceMetadata({ timeout: METADATA_TIMEOUT, maxRetries: 0, logger: silentLogger });
  // Whatever goes wrong means the same: no role is to be had from this machine.
  let first = await provide().catch(() => null);
  if (first === null) return null;
  return {
    source: { from: 'instance' },
    async provide() {
      const held = first;
      first = null;
      return held ?? provide();
    },
  };
}

async function containerCredentials(env: ConnectionSettings['env']): Promise<AwsCredentialIdentity> {
  const relative = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const full = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const token = env.AWS_CONTAINER_AUTHORIZATION_TOKEN;
  const tokenFile = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
  try {
    return await fromHttp({
      ...(relative && { awsContainerCredentialsRelativeUri: relative }),
      ...(full && { awsContainerCredentialsFullUri: full }),
      ...(token && { awsContainerAuthorizationToken: token }),
      ...(tokenFile && { awsContainerAuthorizationTokenFile: tokenFile }),
      maxRetries: 1,
      logger: silentLogger,
    })();
  } catch (error) {
    throw new Failure('no-credentials', 'the container’s credential endpoint gave no credentials', {
      hints: [
        'it is named by AWS_CONTAINER_CREDENTIALS_FULL_URI or AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
        'or choose others: `--profile <name>`',
      ],
      cause: error,
    });
  }
}
