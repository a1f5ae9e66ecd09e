import { parseBucketName } from '../core/buckets/bucket-name.js';
import { Failure } from '../core/failures/failure.js';

/**
 * A value that may stand by its place on the command line or by its flag, as in AWS CLI.
 * @throws Failure `usage` when it was given twice
 */
export function placedOrFlagged(what: string, placed: string | undefined, flag: string, flagged: string | undefined): string | undefined {
  if (placed !== undefined && flagged !== undefined) {
    throw new Failure('usage', `the ${what} is given twice: \`${placed}\` and ${flag} \`${flagged}\``, { hints: [`leave out \`${flag}\`, or the word`] });
  }
  return placed ?? flagged;
}

/**
 * The bucket of a command that is about one.
 * @param command for hints
 * @throws Failure `missing-input`, `invalid-bucket-name`
 */
export function namedBucket(command: string, given: string | undefined): string {
  if (given === undefined) throw noBucket(command);
  return parseBucketName(given);
}

/** What to throw where such a command was given none. */
export function noBucket(command: string): Failure {
  return new Failure('missing-input', 'no bucket was named', { hints: [`name it: \`s3-mfa-delete ${command} my-bucket\``] });
}

/**
 * The bucket of a command that deletes, and its confirmation: `--confirm` has to repeat the name to the letter.
 * @param command for hints
 * @throws Failure `missing-input`, `invalid-bucket-name`, `usage`
 */
export function confirmedBucket(command: string, given: string | undefined, confirm: string | undefined): string {
  const bucket = namedBucket(command, given);
  if (confirm !== undefined && confirm !== bucket) {
    throw new Failure('usage', `--confirm \`${confirm}\` is not the name of the bucket, \`${bucket}\``, {
      hints: ['it repeats the name of the bucket that versions are deleted from'],
    });
  }
  return bucket;
}
