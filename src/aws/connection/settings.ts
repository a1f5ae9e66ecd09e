/** How AWS is reached in this run, from flags and environment; nothing here is a secret. */
export type ConnectionSettings = {
  /** `--profile`; `undefined`: AWS_PROFILE or the default chain. */
  profile: string | undefined;
  /** `--region`. */
  region: string | undefined;
  /** `--endpoint-url`: holds for S3, IAM and STS alike. */
  endpointUrl: string | undefined;
  pathStyle: boolean;
  /** `--ca-bundle`: path of a PEM file. */
  caBundle: string | undefined;
  env: Readonly<Record<string, string | undefined>>;
  /** Product token for the User-Agent header, for example `s3-mfa-delete/1.0.0`. */
  tool: string;
  /** Requests in flight at most (count). */
  maxSockets: number;
  /** Gets one line per request with `--debug`: method, host, path, status, request id, ms. Never headers or bodies. */
  debug: ((line: string) => void) | null;
  /** Hides a secret from everything printed later. */
  conceal(secret: string | undefined): void;
  /** Aborts requests that carry no code. */
  interruption: AbortSignal;
};
