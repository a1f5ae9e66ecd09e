import { isFailure } from '../../core/failures/failure.js';

/**
 * S3 answers a read of a configuration that is not there with an error of its own.
 * @param code the error code that means "there is none", for example `NoSuchBucketPolicy`
 * @param absent what to return for it
 */
export async function orIfAbsent<T, A>(code: string, absent: A, read: () => Promise<T>): Promise<T | A> {
  try {
    return await read();
  } catch (error) {
    if (isFailure(error) && error.aws?.code === code) return absent;
    throw error;
  }
}
