import { createHash } from 'node:crypto';
import type { WireRequest } from '../../types.js';
import { invalidArgument, s3Error } from '../errors.js';
import { decodeAwsChunked } from './aws-chunked.js';

const streamed = [
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
];

/**
 * The request with the body that was meant: checked against `x-amz-content-sha256`, or taken out of its chunks, the
 * trailers among the headers. AWS: "Signature calculations for the Authorization header" (verified). The signatures of
 * single chunks are not checked.
 * @throws PracticeError 400
 */
export function withPayload(request: WireRequest): WireRequest {
  const sha256 = request.headers['x-amz-content-sha256'];
  if (sha256 === undefined) throw s3Error('noContentSha256');
  if (streamed.includes(sha256)) return withoutChunks(request);
  if (sha256 === 'UNSIGNED-PAYLOAD') return request;
  if (!/^[0-9a-f]{64}$/i.test(sha256)) {
    const allowed = ['UNSIGNED-PAYLOAD', ...streamed].join(', ');
    throw invalidArgument(`x-amz-content-sha256 must be ${allowed} or a valid sha256 value.`, 'x-amz-content-sha256', sha256);
  }
  const computed = createHash('sha256').update(request.body).digest('hex');
  if (computed !== sha256.toLowerCase()) {
    throw s3Error('contentSha256Mismatch', { ClientComputedContentSHA256: sha256, S3ComputedContentSHA256: computed });
  }
  return request;
}

function withoutChunks(request: WireRequest): WireRequest {
  const { body, trailers } = decodeAwsChunked(request.body);
  const length = request.headers['x-amz-decoded-content-length'];
  if (length !== undefined && length !== String(body.length)) throw s3Error('incompleteBody');
  return { ...request, headers: { ...request.headers, ...trailers }, body };
}
