import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import { confirmBucket } from '../deletion/confirm-bucket.js';

/** What has to be typed before every version of a bucket goes: more than its name. */
export function wordsForAllVersions(bucket: string): string {
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
  const { ui } = context;
  const words = wordsForAllVersions(bucket);
  if (!ui.canAsk) {
    throw new Failure('missing-input', `there is no terminal to ask whether to ${what}`, {
      hints: [`to accept the plan above, add \`--confirm '${words}'\` (the name alone and \`--yes\` are not enough); \`--dry-run\` stops there`],
    });
  }
  const typed = await ui.input(`To ${what}, type “${words}” (nothing to stop)`, (text) => {
    const given = text.trim();
    return given === '' || given === words || `that is not “${words}”; press Enter alone to stop`;
  });
  if (typed.trim() !== words) throw new Failure('declined', 'not confirmed, so nothing was deleted');
}
