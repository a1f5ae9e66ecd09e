import { inspect } from 'node:util';
import { Failure } from './failure.js';

/** What main prints and ends with for something that was thrown. */
type Explanation = {
  message: string;
  hints: string[];
  exitCode: number;
  /** A bug of ours: main adds the stack with `--debug`. */
  isBug: boolean;
};

/** Where bugs are reported. */
export const REPORT_URL = 'https://github.com/s3-mfa-delete/s3-mfa-delete/issues/new';

/** Turns anything thrown into a failure: expected ones as they are, everything else into a `bug`. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? `${error.name}: ${error.message}` : typeof error === 'string' ? error : inspect(error);
  return new Failure('bug', `this is a bug in s3-mfa-delete: ${text}`, {
    hints: [`please report it at ${REPORT_URL}, with what \`--debug\` prints`],
    cause: error,
  });
}

/** The lines and the exit code for a failure. The request id is there so that AWS support can find the request. */
export function explain(failure: Failure): Explanation {
  const requestId = failure.aws?.requestId;
  const message = requestId ? `${failure.message} (request id ${requestId})` : failure.message;
  return { message, hints: failure.hints, exitCode: failure.exitCode, isBug: failure.kind === 'bug' };
}
