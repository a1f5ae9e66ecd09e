import type { AwsAnswer } from '../../core/failures/failure.js';

/** An error answer of S3, IAM or STS, whatever class the SDK made of it. */
export type AwsError = AwsAnswer & {
  /** Empty where the answer had none. */
  message: string;
  /** Further elements of the answer, such as `Region`, `ServerTime` or `ArgumentName`; empty where it is not there. */
  extra(name: string): string;
  /** A header of the answer; empty where it is not there. */
  header(name: string): string;
};

/** Reads an error that the SDK made from an answer; `null` for everything else, also for answers it could not parse. */
export function awsErrorOf(error: unknown): AwsError | null {
  if (!(error instanceof Error) || !('$fault' in error) || !('$metadata' in error)) return null;
  const { httpStatusCode, requestId } = error.$metadata as { httpStatusCode?: number; requestId?: string };
  const extra = (name: string): string => {
    const value = (error as unknown as Record<string, unknown>)[name];
    return typeof value === 'string' ? value : '';
  };
  // The SDK's names for an answer without a body. A HEAD request has none, and Ceph leaves it out of others.
  const code = extra('Code') || (error.name === 'Unknown' ? null : error.name);
  const message = ['UnknownError', 'Unknown'].includes(error.message) ? '' : error.message;
  return { code, httpStatus: httpStatusCode ?? null, requestId: requestId ?? null, message, extra, header: (name) => headerOf(error, name) };
}

/** A header of the answer that an error was made from; empty where there is none. */
export function headerOf(error: unknown, name: string): string {
  const response = error instanceof Error && '$response' in error ? error.$response : undefined;
  const headers = (response as { headers?: Record<string, string> } | undefined)?.headers;
  return headers?.[name] ?? '';
}

/** Status of an answer that is not an AWS answer at all: HTML, or something that the SDK could not parse; else `null`. */
export function foreignStatusOf(error: unknown): number | null {
  if (!(error instanceof Error) || '$fault' in error || !('$metadata' in error)) return null;
  return (error.$metadata as { httpStatusCode?: number }).httpStatusCode ?? null;
}
