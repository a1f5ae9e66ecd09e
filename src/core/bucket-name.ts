import { Failure } from './failure.js';
import { printable } from './printable.js';

const unsupportedSuffixes: readonly (readonly [string, string])[] = [
  ['--x-s3', 'is a directory bucket; MFA Delete exists for general purpose buckets only'],
  ['--ol-s3', 'is an Object Lambda alias; give the name of the bucket behind it'],
  ['-s3alias', 'is an access point alias; give the name of the bucket behind it'],
  ['.mrap', 'is a Multi-Region Access Point; give the names of the buckets behind it'],
  ['--table-s3', 'is a table bucket; MFA Delete exists for general purpose buckets only'],
];

/**
 * Reads a bucket as people write it: `name`, `s3://name`, `s3://name/` or `arn:aws:s3:::name`.
 * @throws Failure `invalid-bucket-name`, with the name that was probably meant
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function parseBucketName(text: string): string {
  const shown = printable(text);
  const fail = (problem: string, ...hints: string[]): never => {
    throw new Failure('invalid-bucket-name', `bucket \`${shown}\` ${problem}`, { hints });
  };
  const bare = text.trim().replace(/^s3:\/\//, '').replace(/^arn:[a-z-]+:s3:::/, '').replace(/\/$/, '');
  if (bare.startsWith('arn:')) {
    fail('is not the ARN of a general purpose bucket', 'give a bucket name, `s3://name` or `arn:aws:s3:::name`');
  }
  const slash = bare.indexOf('/');
  if (slash >= 0) {
    const name = bare.slice(0, slash);
    fail('names an object, and MFA Delete is set on whole buckets', `did you mean \`${printable(name)}\`?`);
  }
  for (const [suffix, problem] of unsupportedSuffixes) if (bare.endsWith(suffix)) fail(problem);
  if (bare !== bare.toLowerCase()) {
    fail('has capital letters, and bucket names are lower case', `did you mean \`${printable(bare.toLowerCase())}\`?`);
  }
  if (!/^(?=.{3,63}$)[a-z0-9][a-z0-9._-]*[a-z0-9]$/.test(bare)) {
    fail('is not a bucket name', 'a bucket name has 3 to 63 lower-case letters, digits, dots and hyphens');
  }
  return bare;
}

/** Parses several names and drops repeats, keeping the order of first mention. */
export function parseBucketNames(texts: readonly string[]): string[] {
  return [...new Set(texts.map(parseBucketName))];
}
