import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { deleteLifecycle, type LifecycleConfiguration, putLifecycle, readLifecycle } from '../../../aws/buckets/bucket-lifecycle.js';
import { lifecycleDocument } from '../../../aws/buckets/lifecycle-document.js';
import { isSameLifecycle } from '../../../aws/buckets/same-lifecycle.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import type { Clock } from '../../../core/clock.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure } from '../../../core/failures/failure.js';
import { counted } from '../../../core/text/quantities.js';
import { saveLifecycle } from '../../../state/lifecycle-file.js';
import { restoreLifecycleCommand } from '../commands-to-type.js';

/** Pauses between re-reads, in ms: bucket settings are eventually consistent. About 10 s in all. */
const PAUSES_MS = [0, 500, 1_000, 2_000, 3_000, 4_000];

/** A lifecycle configuration that lies in a file. */
export type SavedLifecycle = { path: string; configuration: LifecycleConfiguration };

/** A lifecycle configuration that was saved and removed; `isBack` takes it out of the word after an interruption. */
export type LifecycleAside = SavedLifecycle & { isBack(): void };

/** How many rules a configuration has: `1 rule`. */
export const rulesInWords = ({ rules }: LifecycleConfiguration): string => counted(rules.length, 'rule');

/**
 * Saves a bucket's lifecycle configuration whole, then removes it and reads back that it is gone.
 * @param onSaved called between saving and removing; nothing is removed if it throws
 * @returns where it was saved; `null` when there is none any more
 * @throws Failure; where the removal cannot be seen, the configuration is put back first
 */
export async function setLifecycleAside(
  clients: Clients,
  bucket: BucketAddress,
  { directory, onSaved }: { directory: string; onSaved: (path: string) => void },
  context: Context,
): Promise<LifecycleAside | null> {
  const configuration = await readLifecycle(clients, bucket);
  if (configuration === null) return null;
  const path = await saveLifecycle(directory, bucket.name, lifecycleDocument(configuration), context.clock.now());
  context.ui.success(`\`${bucket.name}\`: lifecycle configuration (${rulesInWords(configuration)}) saved to \`${path}\``);
  onSaved(path);
  const left = `the lifecycle configuration of \`${bucket.name}\` was removed and is saved in \`${path}\`; put it back: \`${restoreLifecycleCommand(bucket.name, path, context)}\``;
  const aside = { path, configuration, isBack: context.changes.leave(left) };
  try {
    await deleteLifecycle(clients, bucket);
    const gone = await reread(context.clock, async () => (await readLifecycle(clients, bucket)) === null);
    if (!gone) throw new Failure('state-unknown', 'the lifecycle configuration was removed, and AWS still shows it', {
        hints: [`see it: \`aws s3api get-bucket-lifecycle-configuration --bucket ${bucket.name}\``, 'running this again is safe'],
      });
  } catch (error) {
    if ((await putLifecycleBack(clients, bucket, aside, context)) === null) aside.isBack();
    throw error;
  }
  context.ui.success(`\`${bucket.name}\`: lifecycle configuration removed`);
  return aside;
}

/**
 * Puts a lifecycle configuration back and reads it back. Says how it went, and never throws for what AWS answers:
 * it runs after something else failed, and that is what has to be reported.
 * @returns what went wrong, or `null`
 */
export async function putLifecycleBack(clients: Clients, bucket: BucketAddress, { path, configuration }: SavedLifecycle, context: Context): Promise<Failure | null> {
  const { ui, clock } = context;
  try {
    await ui.during(`Putting the lifecycle configuration of ${bucket.name} back`, async () => {
      await putLifecycle(clients, bucket, configuration);
      const back = await reread(clock, async () => {
        const there = await readLifecycle(clients, bucket);
        return there !== null && isSameLifecycle(there, configuration);
      });
      if (!back) throw new Failure('state-unknown', 'AWS accepted it, and does not show it as it was put');
    });
    ui.success(`\`${bucket.name}\`: lifecycle configuration (${rulesInWords(configuration)}) is back, read back from AWS`);
    return null;
  } catch (error) {
    const failure = asFailure(error);
    ui.error({
      kind: failure.kind,
      message: `the lifecycle configuration of \`${bucket.name}\` could not be put back: ${failure.message}`,
      hints: [`it is saved in \`${path}\``, `put it back: \`${restoreLifecycleCommand(bucket.name, path, context)}\``],
    });
    return failure;
  }
}

async function reread(clock: Clock, isSo: () => Promise<boolean>): Promise<boolean> {
  for (const pause of PAUSES_MS) {
    if (pause > 0) await clock.sleep(pause);
    if (await isSo()) return true;
  }
  return false;
}
