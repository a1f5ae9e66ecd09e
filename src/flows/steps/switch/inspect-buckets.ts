import pLimit from 'p-limit';
import { inspectBucket } from '../../../aws/buckets/bucket-inspection.js';
import { listBuckets } from '../../../aws/buckets/bucket-listing.js';
import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import type { BucketInspection, BucketListing, VersioningState } from '../../../core/buckets/bucket-state.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { counted } from '../../../core/text/quantities.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { Choice } from '../../../ui/ui.js';
import { rememberBuckets } from '../remember-buckets.js';
import type { SignedIn } from '../sign-in/sign-in.js';

/** Buckets read at the same time: accounts have alarms on bursts of reads. */
const CONCURRENCY = 16;

/** A bucket as the preflight found it, or why it could not be read. */
export type Inspected = BucketInspection | { name: string; failure: Failure };

/**
 * The wizard's third step: the buckets, named or ticked in a searchable list with their state.
 * @throws Failure `missing-input` off a terminal, `bucket-not-found` when the account has none
 */
export async function chooseBuckets(named: string[], target: SwitchTarget, { clients }: SignedIn, context: Context): Promise<string[]> {
  const { ui } = context;
  ui.heading('Step 3 of 6: Buckets');
  if (named.length > 0) return named;
  if (!ui.canAsk) {
    throw new Failure('missing-input', 'no bucket was named, and there is no terminal to choose on', {
      hints: [`name them: \`s3-mfa-delete ${target.name} my-bucket\`, or \`-\` to read names from stdin`],
    });
  }
  const choices = await ui.during('Listing buckets and their state', () => bucketChoices(clients, target, context));
  if (choices.length === 0) {
    throw new Failure('bucket-not-found', 'this account has no buckets', { hints: ['look into another account: `--profile <name>`'] });
  }
  if (choices.every(({ disabled }) => disabled !== undefined)) {
    ui.success(`nothing to do: on every bucket of this account, ${target.done} already`);
    return [];
  }
  return ui.checkbox(`Which buckets should be changed (${target.verb})?`, choices);
}

async function bucketChoices(clients: Clients, target: SwitchTarget, context: Context): Promise<Choice<string>[]> {
  const listed: BucketListing[] = [];
  for await (const bucket of listBuckets(clients)) listed.push(bucket);
  await rememberBuckets(listed.map(({ name }) => name), context);
  const limit = pLimit(CONCURRENCY);
  return Promise.all(
    listed.map(({ name, region }) =>
      limit(async (): Promise<Choice<string>> => {
        context.interruption.throwIfAborted();
        const state = await readVersioning(clients, name, region).catch((error: unknown) => {
          if (isFailure(error) && !context.interruption.aborted) return null;
          throw error;
        });
        if (state === null) return { value: name, name, description: 'its state could not be read' };
        const choice = { value: name, short: name, name: `${name}  (${stateInWords(state)})` };
        return target.wanted(state) === null ? { ...choice, disabled: 'nothing to do' } : choice;
      }),
    ),
  );
}

/** A versioning state for people, for example `versioning on, MFA Delete off`. */
export function stateInWords({ versioning, mfaDelete }: VersioningState): string {
  const words = { Enabled: 'versioning on', Suspended: 'versioning suspended', Unversioned: 'never versioned' }[versioning];
  return mfaDelete === 'Enabled' ? `${words}, MFA Delete on` : `${words}, MFA Delete off`;
}

/** Reads everything about the buckets that can be read without a code; one that fails does not stop the rest. */
export async function inspectBuckets(names: readonly string[], { clients, identity }: SignedIn, context: Context): Promise<Inspected[]> {
  const limit = pLimit(CONCURRENCY);
  const owner = identity?.account ?? null;
  const total = counted(names.length, 'bucket');
  const inspected = await context.ui.during(`Checking ${total}`, () =>
    Promise.all(
      names.map((name) =>
        limit(async (): Promise<Inspected> => {
          context.interruption.throwIfAborted();
          try {
            return await inspectBucket(clients, name, { owner });
          } catch (error) {
            if (isFailure(error) && !context.interruption.aborted) return { name, failure: error };
            throw context.interruption.aborted ? context.interruption.reason : error;
          }
        }),
      ),
    ),
  );
  const readable = inspected.filter((bucket) => !('failure' in bucket)).length;
  if (readable > 0) context.ui.success(`checked ${readable === names.length ? total : `${readable} of ${total}`}, nothing is changed yet`);
  return inspected;
}
