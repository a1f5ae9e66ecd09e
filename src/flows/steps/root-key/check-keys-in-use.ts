import type { Context } from '../../../context.js';
import { Failure } from '../../../core/failures/failure.js';
import type { KeyPlan } from '../../../core/root-keys/key-removal.js';
import { isInUse, lastFour } from '../../../core/root-keys/root-key.js';
import { lastUsedInWords } from './key-use.js';

/** What this program itself has used the key for by now. */
const ownServices = ['sts', 'iam'];

/**
 * Warns of keys that something else used a short while ago, and asks.
 * @param options.recentMs how long ago counts (ms)
 * @throws Failure `key-in-use` where nobody can be asked, or the answer is no
 */
export async function checkKeysInUse(plans: readonly KeyPlan[], { recentMs }: { recentMs: number }, { ui, clock }: Context): Promise<void> {
  const inUse = plans.filter(({ lastUsed }) => isInUse(lastUsed, { now: clock.now(), recentMs, own: ownServices }));
  if (inUse.length === 0) return;
  for (const { key, lastUsed } of inUse) {
    ui.warning(`…${lastFour(key.accessKeyId)} was used a short while ago, and not by this run (${lastUsedInWords(lastUsed)}). What uses it stops working.`);
  }
  if (ui.canAsk && (await ui.confirm('Is it known what used it, and may that stop working?', false))) return;
  throw new Failure('key-in-use', 'the root access key seems to be in use, so nothing was changed', {
    hints: ['find out by whom: CloudTrail → Event history → AWS access key', 'to delete it all the same, add `--recent 0s`'],
  });
}
