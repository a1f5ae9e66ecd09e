import { Failure } from '../core/failure.js';
import type { Clients } from './clients.js';
import { isLoopback } from './endpoints.js';

/**
 * Refuses to go on where an MFA code would cross the network in the clear. AWS itself demands HTTPS for it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMFADelete.html
 * @throws Failure `insecure-endpoint` for an `http://` endpoint that is not loopback
 */
export function assertCodeMayTravel({ endpoints: { s3 } }: Pick<Clients, 'endpoints'>): void {
  if (s3 === null || s3.protocol === 'https:' || isLoopback(s3.hostname)) return;
  throw new Failure('insecure-endpoint', `an MFA code is not sent in the clear, and ${s3.origin} is not https://`, {
    hints: [`give the same server with https, for example \`--endpoint-url https://${s3.host}\``],
  });
}

/**
 * Refuses to make an access key where its secret would cross the network in the clear.
 * @throws Failure `insecure-endpoint` for an `http://` endpoint of IAM that is not loopback
 */
export function assertKeyMayTravel({ endpoints: { iam } }: Pick<Clients, 'endpoints'>): void {
  if (iam === null || iam.protocol === 'https:' || isLoopback(iam.hostname)) return;
  throw new Failure('insecure-endpoint', `the secret of a new access key is not sent in the clear, and ${iam.origin} is not https://`, {
    hints: [`give the same server with https, for example \`--endpoint-url https://${iam.host}\``],
  });
}

/**
 * The S3 endpoint for messages, the record and the ledger of spent codes: always the same text for the same server,
 * whatever the region. `https://s3.amazonaws.com` stands for AWS's own, `https://s3.amazonaws.com.cn` for China's.
 */
export function s3EndpointUrl({ endpoints: { s3 }, region }: Pick<Clients, 'endpoints' | 'region'>): string {
  if (s3 !== null) return `${s3.origin}${s3.pathname.replace(/\/$/, '')}`;
  return region.startsWith('cn-') ? 'https://s3.amazonaws.com.cn' : 'https://s3.amazonaws.com';
}
