import {
  GetBucketLifecycleConfiguration$,
  GetBucketLifecycleConfigurationCommand,
  type GetBucketLifecycleConfigurationOutput,
  GetBucketTagging$,
  GetBucketTaggingCommand,
  type GetBucketTaggingOutput,
  GetBucketVersioning$,
  GetBucketVersioningCommand,
  type GetBucketVersioningOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getEndpointFromInstructions } from '@smithy/core/endpoints';
import { operation } from '@smithy/core/schema';
import { HttpRequest } from '@smithy/core/transport';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentialIdentityProvider, ClientProtocol, HandlerExecutionContext, HttpResponse, SerdeFunctions, StaticOperationSchema } from '@smithy/types';
import { type AnswerNotes, checkedAnswer } from '../connection/answer-check.js';

/** Reads of one bucket's configuration. Each is one request; it throws what the SDK would. */
export type BucketReads = {
  versioning(name: string, signal: AbortSignal): Promise<GetBucketVersioningOutput>;
  lifecycle(name: string, signal: AbortSignal): Promise<GetBucketLifecycleConfigurationOutput>;
  tagging(name: string, signal: AbortSignal): Promise<GetBucketTaggingOutput>;
};

/** What the reads of one region are made of. */
type BucketReadsKit = {
  s3: S3Client;
  region: string;
  identity: AwsCredentialIdentityProvider;
  /** For the User-Agent header. */
  tool: string;
  notes: AnswerNotes;
  /** How far the server's clock was ahead at the latest answer (ms); `null` before. */
  clockOffset(): number | null;
};

/** AWS refuses signatures that are 15 minutes off; below 5 the SDK leaves the clock as it is, and so do these reads. */
const TOLERATED_SKEW = 5 * 60_000;

/** Names that are the same in every host and path. Others go the SDK's own way: dots, capitals, aliases. */
const ORDINARY = /^(?!.*--)(?!.*-s3alias$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/** Stands for the bucket where the SDK is asked for the endpoint of a region. */
const SAMPLE = 'a-bucket-that-stands-for-all';

/**
 * Makes the reads of one region. They leave out the SDK's middleware, which takes three quarters of the time of a read
 * (docs/performance.md), and keep the rest of it: endpoint rules, signature, transport, and the parsing of answers and
 * errors. They do not retry: whoever reads thousands of buckets does so at a pace of its own.
 */
export async function makeBucketReads({ s3, region, identity, tool, notes, clockOffset }: BucketReadsKit): Promise<BucketReads> {
  const { config } = s3;
  const endpoint = await getEndpointFromInstructions({ Bucket: SAMPLE }, GetBucketVersioningCommand, config);
  const { protocol, hostname, port, pathname } = endpoint.url;
  const signingRegion = signingRegionOf(endpoint.properties) ?? region;
  const signer = new SignatureV4({ service: 's3', region: signingRegion, credentials: identity, sha256: config.sha256, uriEscapePath: false });

  const answers = config.protocol as ClientProtocol<unknown, HttpResponse>;
  // As the SDK's own middleware calls it: with the whole configuration of the client.
  const context = config as unknown as HandlerExecutionContext & SerdeFunctions;

  const requestFor = (name: string, query: string): HttpRequest => {
    const host = hostname.replace(SAMPLE, name);
    return new HttpRequest({
      method: 'GET',
      protocol,
      hostname: host,
      ...(port !== '' && { port: Number(port) }),
      path: pathname.replace(SAMPLE, name),
      query: { [query]: '' },
      headers: { host: port === '' ? host : `${host}:${port}`, 'user-agent': tool },
    });
  };
  const read = async <O>(schema: StaticOperationSchema, name: string, query: string, abortSignal: AbortSignal): Promise<O> => {
    const [, namespace, operationName, traits, input, output] = schema;
    const offset = clockOffset() ?? 0;
    const signingDate = new Date(Date.now() + (Math.abs(offset) > TOLERATED_SKEW ? offset : 0));
    const request = await signer.sign(requestFor(name, query), { signingDate });
    const asked = { service: 's3' as const, operation: operationName, request };
    const response = await checkedAnswer(asked, notes, async () => (await config.requestHandler.handle(request, { abortSignal })).response);
    try {
      return (await answers.deserializeResponse(operation(namespace, operationName, traits, input, output), context, response)) as O;
    } catch (error) {
      throw withResponse(error, response);
    }
  };

  return {
    versioning: (name, abortSignal) =>
      ORDINARY.test(name) ? read(GetBucketVersioning$, name, 'versioning', abortSignal) : s3.send(new GetBucketVersioningCommand({ Bucket: name }), { abortSignal }),
    lifecycle: (name, abortSignal) =>
      ORDINARY.test(name)
        ? read(GetBucketLifecycleConfiguration$, name, 'lifecycle', abortSignal)
        : s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket: name }), { abortSignal }),
    tagging: (name, abortSignal) =>
      ORDINARY.test(name) ? read(GetBucketTagging$, name, 'tagging', abortSignal) : s3.send(new GetBucketTaggingCommand({ Bucket: name }), { abortSignal }),
  };
}

/** The region that the endpoint rules want signed, where it is another than the endpoint's. */
function signingRegionOf(properties: Record<string, unknown> | undefined): string | null {
  const [scheme] = (properties?.['authSchemes'] ?? []) as { signingRegion?: string }[];
  return scheme?.signingRegion ?? null;
}

/** Where the SDK's own middleware leaves the answer for those who look at its headers. */
function withResponse(error: unknown, response: HttpResponse): unknown {
  return error instanceof Error ? Object.defineProperty(error, '$response', { value: response, enumerable: false }) : error;
}
