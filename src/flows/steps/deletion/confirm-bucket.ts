import type { Context } from '../../../context.js';
import { agreeInWords } from '../agree-in-words.js';

/**
 * Consent to a deletion that cannot be undone: the name of the bucket, typed or given.
 * @param what the plan as a verb phrase, for example `delete 3 versions from ledger for good`
 * @throws Failure `missing-input` off a terminal, `declined`
 */
export async function confirmBucket(what: string, bucket: string, isConfirmed: boolean, context: Pick<Context, 'ui'>): Promise<void> {
  if (isConfirmed) return;
  const hint = `to accept the plan above, add \`--confirm ${bucket}\` (\`--yes\` is not enough); \`--dry-run\` stops there`;
  const question = `To ${what}, type the bucket's name`;
  await agreeInWords({ words: bucket, question, unasked: { whether: `to ${what}`, hint }, otherwise: 'nothing was deleted' }, context);
}
