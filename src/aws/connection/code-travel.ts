import { Failure } from '../../core/failures/failure.js';
import type { Clients } from './clients.js';
import { isLoopback, type ServiceName } from './endpoints.js';

/**
 * Refuses to go on where an MFA code would cross the network in the clear. AWS itself demands HTTPS for it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html
 * @throws Failure `insecure-endpoint` for an `http://` endpoint that is not loopback
 */
export function assertCodeMayTravel({ endpoints }: Pick<Clients, 'endpoints'>, service: ServiceName = 's3'): void {
  refuseOpenRoad('an MFA code', endpoints[service]);
}

/**
 * Refuses to make an access key where its secret would cross the network in the clear.
 * @throws Failure `insecure-endpoint` for an `http://` endpoint of IAM that is not loopback
 */
export function assertKeyMayTravel({ endpoints }: Pick<Clients, 'endpoints'>): void {
  refuseOpenRoad('the secret of a new access key', endpoints.iam);
}

function refuseOpenRoad(what: string, endpoint: URL | null): void {
  if (endpoint === null || endpoint.protocol === 'https:' || isLoopback(endpoint.hostname)) return;
  throw new Failure('insecure-endpoint', `${what} is not sent in the clear, and ${endpoint.origin} is not https://`, {
    hints: [`give the same server with https, for example \`--endpoint-url https://${endpoint.host}\``],
  });
}

/**
 * The S3 endpoint for messages, the record and the ledger of spent codes: always the same text for the same server,
 * whatever the region. `https://s3.amazonaws.com` stands for AWS's own, `https://s3.amazonaws.com.cn` for China's.
 */
export function s3EndpointUrl(clients: Pick<Clients, 'endpoints' | 'region'>): string {
  return endpointUrlOf(clients, 's3');
}

/** The same for any of the services. */
export function endpointUrlOf({ endpoints, region }: Pick<Clients, 'endpoints' | 'region'>, service: ServiceName): string {
  const endpoint = endpoints[service];
  if (endpoint !== null) return `${endpoint.origin}${endpoint.pathname.replace(/\/$/, '')}`;
  return `https://${service}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}`;
}
