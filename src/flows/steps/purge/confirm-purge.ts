import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import { agreeInWords } from '../agree-in-words.js';
import { confirmBucket } from '../deletion/confirm-bucket.js';

/** What has to be typed before every version of a bucket goes: more than its name. */
function wordsForAllVersions(bucket: string): string {
  return `delete all versions of ${bucket}`;
}

/**
 * Refuses a `--confirm` that does not fit, before anybody signs in.
 * @param confirm as it was given; `undefined` where it was not
 * @throws Failure `usage`
 */
export function checkConfirmation(bucket: string, allVersions: boolean, confirm: string | undefined): void {
  const wanted = allVersions ? wordsForAllVersions(bucket) : bucket;
  if (confirm === undefined || confirm === wanted) return;
  const why = allVersions ? `is not enough to empty \`${bucket}\`` : `is not the name of the bucket, \`${bucket}\``;
  throw new Failure('usage', `--confirm \`${confirm}\` ${why}`, { hints: [`give \`--confirm '${wanted}'\`, to the letter`] });
}

/**
 * Consent to a purge: the name of the bucket, or the words where everything goes, typed or given.
 * @param what the plan as a verb phrase
 * @throws Failure `missing-input` off a terminal, `declined`
 */
export async function confirmPurge(what: string, bucket: string, allVersions: boolean, confirm: string | undefined, context: Pick<Context, 'ui'>): Promise<void> {
  if (!allVersions) return confirmBucket(what, bucket, confirm !== undefined, context);
  if (confirm !== undefined) return;
  const words = wordsForAllVersions(bucket);
  const hint = `to accept the plan above, add \`--confirm '${words}'\` (the name alone and \`--yes\` are not enough); \`--dry-run\` stops there`;
  await agreeInWords({ words, question: `To ${what}, type “${words}”`, unasked: { whether: `to ${what}`, hint }, otherwise: 'nothing was deleted' }, context);
}
