import pLimit from 'p-limit';
import { listBuckets } from '../../../aws/buckets/bucket-listing.js';
import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import type { BucketListing } from '../../../core/buckets/bucket-state.js';
import { stateInWords } from '../../../core/buckets/state-words.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import type { SwitchTarget } from '../../../core/switch/target.js';
import type { Choice } from '../../../ui/ui.js';
import { rememberBuckets } from '../remember-buckets.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { BUCKETS_AT_ONCE } from './inspect-buckets.js';

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
  const limit = pLimit(BUCKETS_AT_ONCE);
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
