import type { S3ClientConfig } from '@aws-sdk/client-s3';
import { chosenProfile } from '../../core/ini/chosen-profile.js';
import type { SigningCredentials } from '../credentials/credentials.js';
import type { Section } from '../credentials/shared-files.js';
import { signingIdentity } from '../credentials/signing-identity.js';
import type { ConnectionSettings } from './settings.js';

/** What every client has in common. */
export function commonConfig(settings: ConnectionSettings, credentials: SigningCredentials) {
  const [product = settings.tool, version = ''] = settings.tool.split('/');
  return {
    credentials: signingIdentity(credentials),
    // For the settings that are left to the SDK, such as use_fips_endpoint.
    profile: chosenProfile(settings) ?? 'default',
    customUserAgent: [[product, version]],
    // `auto` in the environment would make the SDK ask the instance metadata service first.
    defaultsMode: 'standard',
    retryMode: 'standard',
  } satisfies S3ClientConfig;
}

/**
 * Tells a client its endpoint. Where there is none to tell, the SDK is kept from looking for one by other rules; where
 * there is one, FIPS and dual-stack settings do not apply to it, as in the AWS CLI (the SDK would refuse the pair).
 */
export function endpointConfig(
  endpoint: URL | null,
): { endpoint: string; useFipsEndpoint: false; useDualstackEndpoint: false } | { ignoreConfiguredEndpointUrls: true } {
  return endpoint ? { endpoint: endpoint.href, useFipsEndpoint: false, useDualstackEndpoint: false } : { ignoreConfiguredEndpointUrls: true };
}

/** Bucket in the path instead of the host name: with `--path-style`, and as in the AWS CLI on every configured endpoint. */
export function usesPathStyle(settings: ConnectionSettings, endpoint: URL | null, profile: Section): boolean {
  const style = profile['s3.addressing_style'];
  return settings.pathStyle || style === 'path' || (endpoint !== null && style !== 'virtual');
}
