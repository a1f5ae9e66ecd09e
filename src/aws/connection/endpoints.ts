import { isAwsHost } from '../../core/aws-hosts.js';
import { Failure } from '../../core/failures/failure.js';
import { profileSection, type SharedFiles } from '../credentials/shared-files.js';
import type { ConnectionSettings } from './settings.js';

/** The AWS services that this program calls. */
export type ServiceName = 's3' | 'iam' | 'sts';

/** Configured endpoints; `null` where AWS's own is used. */
export type Endpoints = Readonly<Record<ServiceName, URL | null>>;

/**
 * The endpoints that flags, environment and profile configure, in the AWS CLI's order: `--endpoint-url` (which holds for
 * all three services, so that no other server's key id reaches AWS), AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL,
 * the profile's `services` section, its `endpoint_url`.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws Failure `usage` when one is not an http or https URL, `config-file` when the `services` section is not there
 */
export function configuredEndpoints(settings: ConnectionSettings, files: SharedFiles): Endpoints {
  const of = (service: ServiceName) => {
    const text = settings.endpointUrl || (isIgnored(settings, files) ? null : configured(service, settings, files));
    return text ? parse(text) : null;
  };
  return { s3: of('s3'), iam: of('iam'), sts: of('sts') };
}

/** Is this Amazon's own? True without a configured endpoint and for every host under Amazon's domains. */
export function isAwsEndpoint(endpoint: URL | null): boolean {
  return endpoint === null || isAwsHost(endpoint.hostname);
}

/** Does the host name this machine: localhost, 127.0.0.0/8 or ::1? */
export function isLoopback(hostname: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(hostname);
}

function isIgnored(settings: ConnectionSettings, files: SharedFiles): boolean {
  const said = settings.env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? profileSection(files, settings).ignore_configured_endpoint_urls;
  return said?.toLowerCase() === 'true';
}

function configured(service: ServiceName, settings: ConnectionSettings, files: SharedFiles): string | undefined {
  const { env } = settings;
  const fromEnv = env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`] || env.AWS_ENDPOINT_URL;
  if (fromEnv) return fromEnv;
  const profile = profileSection(files, settings);
  if (!profile.services) return profile.endpoint_url;
  const services = files.sections.get(`services.${profile.services}`);
  if (services !== undefined) return services[`${service}.endpoint_url`] || profile.endpoint_url;
  throw new Failure('config-file', `the profile names services \`${profile.services}\`, but ${files.configPath} has no such section`, {
    hints: [`add \`[services ${profile.services}]\` there, or name the endpoint: \`--endpoint-url <url>\``],
  });
}

function parse(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password) return url;
  throw new Failure('usage', 'the endpoint is not a URL that starts with https:// or http:// and holds no password', {
    hints: ['look at `--endpoint-url`, AWS_ENDPOINT_URL and the profile’s `endpoint_url`'],
  });
}
