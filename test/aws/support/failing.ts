import { expect } from 'vitest';
import { Failure } from '../../../src/core/failures/failure.js';

/** Waits for work that has to fail with a Failure, and returns that. */
export async function failureOf(work: Promise<unknown>): Promise<Failure> {
  const error = await work.then(
    (value) => expect.unreachable(`it succeeded with ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw error;
}
