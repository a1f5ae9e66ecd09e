import type { Context } from '../../context.js';
import { parseBucketNames } from '../../core/buckets/bucket-name.js';
import { Failure } from '../../core/failures/failure.js';
import { orInterrupted } from '../../mfa/or-interrupted.js';

/**
 * The buckets named on the command line, with `-` replaced by the lines of stdin (blank lines and `#` comments are
 * skipped).
 * @throws Failure `invalid-bucket-name`; `missing-input` when stdin held none; the reason of the interruption
 */
export async function namedBuckets(args: readonly string[], context: Pick<Context, 'stdinLines' | 'interruption'>): Promise<string[]> {
  if (!args.includes('-')) return parseBucketNames(args);
  const lines = await orInterrupted(namesIn(context.stdinLines()), context.interruption);
  const names = parseBucketNames(args.flatMap((arg) => (arg === '-' ? lines : [arg])));
  if (names.length === 0) {
    throw new Failure('missing-input', 'stdin held no bucket names', {
      hints: ['write one name a line, or name the buckets on the command line'],
    });
  }
  return names;
}

async function namesIn(lines: AsyncIterable<string>): Promise<string[]> {
  const names: string[] = [];
  for await (const line of lines) {
    const text = line.trim();
    if (text !== '' && !text.startsWith('#')) names.push(text);
  }
  return names;
}
