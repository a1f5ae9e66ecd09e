import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';

/**
 * Consent to a deletion that cannot be undone: the name of the bucket, typed or given.
 * @param what the plan as a verb phrase, for example `delete 3 versions from ledger for good`
 * @throws Failure `missing-input` off a terminal, `declined`
 */
export async function confirmBucket(what: string, bucket: string, isConfirmed: boolean, { ui }: Pick<Context, 'ui'>): Promise<void> {
  if (isConfirmed) return;
  if (!ui.canAsk) {
    throw new Failure('missing-input', `there is no terminal to ask whether to ${what}`, {
      hints: [`to accept the plan above, add \`--confirm ${bucket}\` (\`--yes\` is not enough); \`--dry-run\` stops there`],
    });
  }
  const typed = await ui.input(`To ${what}, type the bucket's name (nothing to stop)`, (text) => {
    const name = text.trim();
    return name === '' || name === bucket || `that is not \`${bucket}\`; press Enter alone to stop`;
  });
  if (typed.trim() !== bucket) throw new Failure('declined', 'not confirmed, so nothing was deleted');
}
