import type { Bucket, Buckets } from '../storage/buckets.js';
import type { FaultHooks, MfaDevices, OperationCall, WireAnswer } from '../types.js';
import { writeXml, writeXmlAround, type XmlElements } from '../wire/xml-writer.js';
import type { Location } from './routing/location.js';

/** What S3 needs of the account. */
export type S3Account = { accountId: string; buckets: Buckets; devices: MfaDevices; faults: FaultHooks };

/** A call of S3, whatever it is about. */
export type AccountCall = OperationCall & { account: S3Account; location: Location };

/** A call about a bucket that is there, in this region, and the signer's own; or about an object in it. */
export type BucketCall = AccountCall & { bucket: Bucket };

/** The XML namespace of S3. */
export const S3_NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

/** 200 with a document. */
export function xmlAnswer(
  root: string,
  content: XmlElements | readonly XmlElements[],
  headers: Record<string, string> = {},
): WireAnswer {
  const body = writeXml(root, content, S3_NAMESPACE);
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body };
}

/** 200 with a document whose children are markup already. */
export function markupAnswer(root: string, pieces: readonly string[]): WireAnswer {
  return { status: 200, headers: { 'content-type': 'application/xml' }, body: writeXmlAround(root, pieces, S3_NAMESPACE) };
}

/** An answer without a body. */
export function emptyAnswer(status: 200 | 204, headers: Record<string, string> = {}): WireAnswer {
  return { status, headers, body: '' };
}
