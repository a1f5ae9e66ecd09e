import { Failure } from '../../../../src/core/failures/failure.js';

/** The failure that reading a file ends with; what else it does is thrown. */
export function refusalOf(read: () => unknown): Failure {
  try {
    throw new Error(`was read: ${JSON.stringify(read())}`);
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
