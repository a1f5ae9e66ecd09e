import type { Context } from '../../context.js';
import { parseBucketNames } from '../../core/bucket-name.js';
import { Failure } from '../../core/failure.js';

/**
 * The buckets named on the command line, with `-` replaced by the lines of stdin (blank lines and `#` comments are
 * skipped).
 * @throws Failure `invalid-bucket-name`; `missing-input` when stdin held none
 */
export async function namedBuckets(args: readonly string[], context: Pick<Context, 'stdinLines'>): Promise<string[]> {
  if (!args.includes('-')) return parseBucketNames(args);
  const lines: string[] = [];
  for await (const line of context.stdinLines()) {
    const text = line.trim();
    if (text !== '' && !text.startsWith('#')) lines.push(text);
  }
  const names = parseBucketNames(args.flatMap((arg) => (arg === '-' ? lines : [arg])));
  if (names.length === 0) {
    throw new Failure('missing-input', 'stdin held no bucket names', {
      hints: ['write one name a line, or name the buckets on the command line'],
    });
  }
  return names;
}
