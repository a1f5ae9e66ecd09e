import { profileSection, readSharedFiles } from '../credentials/shared-files.js';
import { endpointUrlOf } from './code-travel.js';
import type { Endpoints } from './endpoints.js';
import type { ConnectionSettings } from './settings.js';

/** Variables for a child that is to reach the same servers. */
type EndpointVariables = {
  /** What is to be set. */
  set: Readonly<Record<string, string>>;
  /** What the child must not inherit. */
  drop: readonly string[];
};

const IGNORE = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';

/**
 * Says in variables what flag and profile say of endpoints. `--endpoint-url` holds for every service, so nothing
 * inherited may be before it; what the profile says holds where the environment says nothing.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws Failure `unknown-profile`, `config-file`
 */
export async function endpointVariables(settings: ConnectionSettings, clients: { endpoints: Endpoints; region: string }): Promise<EndpointVariables> {
  const { env, endpointUrl } = settings;
  if (endpointUrl !== undefined) {
    const inherited = Object.keys(env).filter((name) => name.startsWith('AWS_ENDPOINT_URL_'));
    return { set: { AWS_ENDPOINT_URL: endpointUrlOf(clients, 'sts') }, drop: [...inherited, IGNORE] };
  }
  const files = await readSharedFiles(settings);
  const profile = profileSection(files, settings);
  const services = files.sections.get(`services.${profile.services}`) ?? {};
  const set: Record<string, string> = {};
  const hand = (name: string, value: string | undefined): void => {
    if (value && !env[name]) set[name] = value;
  };
  hand(IGNORE, profile.ignore_configured_endpoint_urls);
  if (env.AWS_ENDPOINT_URL) return { set, drop: [] };
  hand('AWS_ENDPOINT_URL', profile.endpoint_url);
  for (const [name, url] of Object.entries(services)) {
    const service = /^(.+)\.endpoint_url$/.exec(name)?.[1];
    if (service !== undefined) hand(`AWS_ENDPOINT_URL_${service.toUpperCase().replace(/[ -]/g, '_')}`, url);
  }
  return { set, drop: [] };
}
