import { skewInWords } from '../../core/clock.js';
import { sessionHints, sessionOrigin, useTheRootKey } from '../../core/signers/session-words.js';
import type { Clients } from '../connection/clients.js';
import type { ServiceName } from '../connection/endpoints.js';
import type { ConnectionSettings } from '../connection/settings.js';
import type { AwsError } from './aws-error.js';

/** What is known about a request that failed. */
export type FailureContext = {
  /** As IAM names it, for example `s3:GetBucketVersioning`. */
  action: string;
  bucket?: string;
  clients?: Clients;
  /** Where there are no clients yet. */
  settings?: ConnectionSettings;
};

/** The request in words: `s3:GetBucketVersioning on \`ledger\``. */
export function requestInWords({ action, bucket }: FailureContext): string {
  return bucket === undefined ? action : `${action} on \`${bucket}\``;
}

/** Who answered: `AWS`, or the host of a configured endpoint. */
export function answererOf({ action, clients }: FailureContext): string {
  const endpoint = clients?.endpoints[action.split(':')[0] as ServiceName];
  return !endpoint || clients?.endpointIsAws(action.split(':')[0] as ServiceName) ? 'AWS' : endpoint.host;
}

/** What AWS itself said, as a hint; none where it says no more than the error code. */
export function whatAwsSaid(error: AwsError): string[] {
  const text = error.message.trim();
  return text === '' || /^(access denied|forbidden|not ?found)\.?$/i.test(text) ? [] : [`the answer was: ${text}`];
}

/** How to get from temporary credentials to a key that can sign with an MFA code. */
export function sessionHintsFor({ clients, settings = clients?.settings }: FailureContext): string[] {
  return sessionHints(sessionOrigin(clients?.credentials.source, settings?.env), false);
}

/** How to come by a key that may use MFA Delete. */
export function rootKeyHints(): string[] {
  return [
    'only the root user of the account that owns the bucket may do this; full S3 rights and an MFA device of one’s own do not help an IAM user',
    useTheRootKey,
  ];
}

/** How far the clocks are apart, from the times in the answer: `29 minutes behind AWS’s`; empty where it cannot be told. */
export function skewFrom(error: AwsError): string {
  const server = Date.parse(error.extra('ServerTime'));
  const request = Date.parse(error.extra('RequestTime').replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (Number.isNaN(server) || Number.isNaN(request)) return '';
  return `${skewInWords(server - request)} AWS’s`;
}
