import type { IAMClient, IAMClientConfig } from '@aws-sdk/client-iam';
import type { S3Client, S3ClientConfig } from '@aws-sdk/client-s3';
import type { STSClient, STSClientConfig } from '@aws-sdk/client-sts';
import type { BucketReads } from '../buckets/bucket-reads.js';
import type { SigningCredentials } from '../credentials/credentials.js';
import { defaultRegion } from '../credentials/profiles.js';
import { profileSection, readSharedFiles } from '../credentials/shared-files.js';
import { freshTransport, sharedTransport } from '../transport/transport.js';
import { type AnswerNotes, answerCheck } from './answer-check.js';
import { commonConfig, endpointConfig, usesPathStyle } from './client-config.js';
import { configuredEndpoints, type Endpoints, isAwsEndpoint, type ServiceName } from './endpoints.js';
import { quietSdk } from './quiet-sdk.js';
import type { ConnectionSettings } from './settings.js';

/** The way to AWS for one set of credentials. Opaque to flows: they hand it to the functions of this folder. */
export type Clients = {
  readonly settings: ConnectionSettings;
  readonly credentials: SigningCredentials;
  readonly endpoints: Endpoints;
  /** Where a request names no region. */
  readonly region: string;
  /** S3 for requests without a code: retried, interruptible. `null` is the default region. */
  s3(region: string | null): Promise<S3Client>;
  /** Reads of many buckets' configuration, one request each, in the region they are in. `null` is the default region. */
  bucketReads(region: string | null): Promise<BucketReads>;
  /** S3 for one request with a code: never retried, on a connection of its own. The caller destroys it. */
  s3ForOneCode(region: string | null): Promise<S3Client>;
  iam(): Promise<IAMClient>;
  /** IAM for a change that must not be sent twice: never retried. */
  iamForOneChange(): Promise<IAMClient>;
  sts(): Promise<STSClient>;
  /** STS for one request with a code: never retried, on a connection of its own. The caller destroys it. */
  stsForOneCode(): Promise<STSClient>;
  /** Is the service Amazon's own, rather than an S3-compatible server or a practice account? */
  endpointIsAws(service: ServiceName): boolean;
  /** How far the server's clock was ahead of this machine's at the latest answer (ms, to the second); `null` before. */
  clockOffset(): number | null;
  /** Closes the connections. */
  close(): void;
};

/** Reads of one request are tried so often. */
const READ_ATTEMPTS = 4;

/**
 * Prepares the clients; nothing is sent yet, and each service's part of the SDK is loaded when it is first used.
 * @throws Failure `usage` for a region or an endpoint that cannot be one, `unknown-profile`, `config-file`
 */
export async function connect(settings: ConnectionSettings, credentials: SigningCredentials): Promise<Clients> {
  quietSdk();
  const files = await readSharedFiles(settings);
  const endpoints = configuredEndpoints(settings, files);
  const region = await defaultRegion(settings);
  const transport = sharedTransport(settings);
  const common = commonConfig(settings, credentials);
  const reading = { ...common, maxAttempts: READ_ATTEMPTS, requestHandler: transport };
  const forcePathStyle = usesPathStyle(settings, endpoints.s3, profileSection(files, settings));
  let clockOffset: number | null = null;

  const notes: AnswerNotes = {
    debug: settings.debug,
    noteClock(offset) {
      clockOffset = offset;
    },
  };
  const watched = <C extends S3Client | IAMClient | STSClient>(service: ServiceName, client: C): C => {
    answerCheck(service, notes).applyToStack(client.middlewareStack);
    // It goes through each request and answer to hide what is secret, also where nobody logs: of a deletion, every version.
    client.middlewareStack.remove('loggerMiddleware');
    return client;
  };
  const makeS3 = async (config: S3ClientConfig) => {
    const { S3Client } = await import('./s3-client.js');
    // Redirects would be followed with the same code.
    const s3Config = { forcePathStyle, followRegionRedirects: false, requestChecksumCalculation: 'WHEN_REQUIRED' } as const;
    return watched('s3', new S3Client({ ...endpointConfig(endpoints.s3), ...s3Config, ...config }));
  };
  const s3In = onceEach((name) => makeS3({ ...reading, region: name }));
  const makeIam = async (config: IAMClientConfig) => {
    const { IAMClient } = await import('./iam-client.js');
    return watched('iam', new IAMClient({ ...reading, ...endpointConfig(endpoints.iam), ...config }));
  };
  const bucketReadsIn = onceEach(async (name) => {
    const { makeBucketReads } = await import('../buckets/bucket-reads.js');
    const ours = { identity: common.credentials, tool: settings.tool, notes, clockOffset: () => clockOffset };
    return makeBucketReads({ s3: await s3In(name), region: name, ...ours });
  });
  const iamIn = onceEach((name) => makeIam({ region: name }));
  const unretriedIamIn = onceEach((name) => makeIam({ region: name, maxAttempts: 1 }));
  const makeSts = async (config: STSClientConfig) => {
    const { STSClient } = await import('./sts-client.js');
    return watched('sts', new STSClient({ ...reading, ...endpointConfig(endpoints.sts), region, ...config }));
  };
  const stsIn = onceEach((name) => makeSts({ region: name }));

  return {
    settings,
    credentials,
    endpoints,
    region,
    s3: (name) => s3In(name ?? region),
    bucketReads: (name) => bucketReadsIn(name ?? region),
    async s3ForOneCode(name) {
      // What the reads before have learnt about the clocks; else a wrong clock costs the code.
      const { systemClockOffset } = (await s3In(name ?? region)).config;
      return makeS3({ ...common, maxAttempts: 1, requestHandler: freshTransport(settings), region: name ?? region, systemClockOffset });
    },
    iam: () => iamIn(region),
    iamForOneChange: () => unretriedIamIn(region),
    sts: () => stsIn(region),
    async stsForOneCode() {
      const { systemClockOffset } = (await stsIn(region)).config;
      return makeSts({ maxAttempts: 1, requestHandler: freshTransport(settings), systemClockOffset });
    },
    endpointIsAws: (service) => isAwsEndpoint(endpoints[service]),
    clockOffset: () => clockOffset,
    close: () => transport.destroy(),
  };
}

/** Makes a client per region once, also when several ask at the same time. */
function onceEach<C>(make: (region: string) => Promise<C>): (region: string) => Promise<C> {
  const made = new Map<string, Promise<C>>();
  return (region) => {
    const known = made.get(region) ?? make(region);
    made.set(region, known);
    return known;
  };
}
