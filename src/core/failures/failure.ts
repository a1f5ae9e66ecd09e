import { type FailureKind, failureKinds } from './failure-kinds.js';

/** What AWS itself said about a failed request. */
export type AwsAnswer = {
  /** The error code, for example `AccessDenied`; `null` where the answer had none (Ceph sends empty bodies). */
  code: string | null;
  httpStatus: number | null;
  requestId: string | null;
};

/** What a {@link Failure} is made of. */
type FailureDetails = {
  /** Things to do next, the most likely first; the last names a command where there is one. */
  hints?: string[];
  aws?: AwsAnswer | null;
  cause?: unknown;
};

/**
 * An expected failure. Flows branch on `kind`, never on text; `error: message [kind]` and one `hint:` per hint are printed.
 * `message` is lower case, has no full stop and names the thing that is wrong.
 */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly hints: string[];
  readonly aws: AwsAnswer | null;

  constructor(
    readonly kind: FailureKind,
    message: string,
    details: FailureDetails = {},
  ) {
    super(message, { cause: details.cause });
    this.hints = details.hints ?? [];
    this.aws = details.aws ?? null;
  }

  /** Exit code of the contract for this kind. */
  get exitCode(): number {
    return failureKinds[this.kind].exitCode;
  }
}

/** Is this an expected failure, and (when kinds are given) one of these kinds? */
export function isFailure(error: unknown, ...kinds: FailureKind[]): error is Failure {
  return error instanceof Failure && (kinds.length === 0 || kinds.includes(error.kind));
}

/**
 * What was asked, or something else where asking failed as expected: in one of these ways, or (where none is given) in any.
 * A bug is not hidden.
 */
export async function unlessFailed<T, Otherwise>(asked: Promise<T>, otherwise: Otherwise, ...kinds: FailureKind[]): Promise<T | Otherwise> {
  try {
    return await asked;
  } catch (error) {
    if (isFailure(error, ...kinds)) return otherwise;
    throw error;
  }
}

/** Did a signal, or Ctrl-C at a question, end it? */
export function isStop(error: unknown): error is Failure & { kind: 'interrupted' | 'terminated' } {
  return isFailure(error, 'interrupted', 'terminated');
}

/** Did AWS say no? A client error is an answer, and nothing was carried out; after anything else it may have been. */
export function isRefusal({ aws }: Failure): boolean {
  const status = aws?.httpStatus ?? 0;
  return status >= 400 && status < 500;
}

/** The form a failure has in JSON documents (contract, section 4). */
export function failureDocument(failure: Failure): {
  kind: FailureKind;
  message: string;
  hints: string[];
  aws: AwsAnswer | null;
} {
  return { kind: failure.kind, message: failure.message, hints: failure.hints, aws: failure.aws };
}
