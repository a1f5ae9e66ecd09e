import { randomBytes, randomUUID } from 'node:crypto';
import type { PracticeError, ServiceName, WireAnswer } from '../types.js';
import { queryErrorAnswer } from './query-protocol.js';
import { writeXml } from './xml-writer.js';

/** The ids that AWS gives every answer; the host id is S3's alone. */
export type AnswerIds = { requestId: string; hostId: string };

/** New ids in the shape of the service's own: sixteen upper-case characters for S3, a UUID for IAM and STS. */
export function newAnswerIds(service: ServiceName): AnswerIds {
  const requestId = service === 's3' ? randomBytes(8).toString('hex').toUpperCase() : randomUUID();
  return { requestId, hostId: randomBytes(56).toString('base64') };
}

/** The answer with its ids in the headers, and S3's name. AWS: "Common response headers" (verified for S3, which names no server of IAM and STS). */
export function withIds(service: ServiceName, answer: WireAnswer, { requestId, hostId }: AnswerIds): WireAnswer {
  const ids = service === 's3' ? { 'x-amz-request-id': requestId, 'x-amz-id-2': hostId, server: 'AmazonS3' } : { 'x-amzn-requestid': requestId };
  return { ...answer, headers: { ...answer.headers, ...ids } };
}

/** An error in the envelope of its service. AWS: "REST error responses" (verified). */
export function errorAnswer(service: ServiceName, error: PracticeError, ids: AnswerIds): WireAnswer {
  if (service !== 's3') return queryErrorAnswer(service, error, ids.requestId);
  const content = {
    Code: error.code,
    Message: error.message,
    ...error.extras,
    RequestId: ids.requestId,
    HostId: ids.hostId,
  };
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', ...error.headers },
    body: writeXml('Error', content, null),
  };
}
