import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import { deleteVersions, type DeletionAnswer } from '../../../aws/versions/version-deletes.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { counted } from '../../../core/text/quantities.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import type { CodedOutcome } from '../../../mfa/types.js';
import type { DeletionSetting } from './delete-batches.js';
import type { DeletionTally, Flight } from './deletion-tally.js';
import { endsOf, reconcile, settle } from './settle-batch.js';

/** Requests for one batch that may come to nothing, one after the other, before the run is given up. */
const FRUITLESS_ALLOWED = 3;

/** The same where no codes are spent on it, each after a longer pause: AWS may want fewer requests. */
const FRUITLESS_WITHOUT_CODES = 6;

/** Pauses before MFA Delete is believed to be off, in ms: settings are eventually consistent. */
const PAUSES_MS = [1_000, 2_000];

type Batch = readonly ObjectVersion[];

/**
 * Deletes one batch and accounts for each of its versions. A lost answer is settled by a listing; what is left then
 * goes out again, with a new code.
 * @throws Failure that ends the run; the reason of the interruption
 */
export async function deleteBatch(batch: Batch, tally: DeletionTally, setting: DeletionSetting, context: Context): Promise<void> {
  let left = batch;
  for (let fruitless = 0; left.length > 0; ) {
    context.interruption.throwIfAborted();
    if (setting.gate !== null) await makeReady(left, setting, context);
    if (setting.gate === null && fruitless > 0) await context.clock.sleep(500 * 2 ** fruitless, context.interruption);
    const isLastTry = fruitless === (setting.gate === null ? FRUITLESS_WITHOUT_CODES : FRUITLESS_ALLOWED) - 1;
    const again = await sendAndSettle(left, isLastTry, tally, setting, context);
    fruitless = again.length < left.length ? 0 : fruitless + 1;
    left = again;
  }
}

async function sendAndSettle(batch: Batch, isLastTry: boolean, tally: DeletionTally, setting: DeletionSetting, context: Context): Promise<Batch> {
  const flight = tally.flight();
  try {
    const { outcome, sent } = await send(batch, flight, setting, context);
    if (outcome === null) return [];
    if (outcome.answered) return await settle(sent, outcome.value, isLastTry, tally, setting);
    const left = await reconcile(sent, outcome.failure, tally, setting, context);
    if (isLastTry && left.length === sent.length) throw outcome.failure;
    return left;
  } finally {
    flight.settled();
  }
}

/** Everything that can go wrong without a code, before there is one. */
async function makeReady(batch: Batch, { journal, bucket, clients }: DeletionSetting, context: Context): Promise<void> {
  journal.ensureRoom(batch);
  for (const pause of [0, ...PAUSES_MS]) {
    if (pause > 0) await context.clock.sleep(pause, context.interruption);
    const { mfaDelete } = await readVersioning(clients, bucket.name, bucket.region, bucket.expectedOwner);
    if (mfaDelete === 'Enabled') return;
  }
  throw new Failure('mfa-delete-off', `MFA Delete was turned off in \`${bucket.name}\` while this ran, and not by this run`, {
    hints: ['find out who did it: CloudTrail has the event PutBucketVersioning', 'then run this again; with `--allow-unprotected` it takes no codes'],
  });
}

/** A request for a batch, or for what a last look left of it; `null` where that was nothing. */
type Trip = { sent: Batch; outcome: CodedOutcome<DeletionAnswer<ObjectVersion>> | null };

async function send(batch: Batch, flight: Flight, setting: DeletionSetting, context: Context): Promise<Trip> {
  const { gate, bucket, bypassGovernanceRetention, words, record } = setting;
  if (gate === null) return { sent: batch, outcome: await sendWithoutCode(batch, flight, setting) };
  let going = batch;
  const what = (): string => `${words.verb} ${counted(going.length, words.noun)} from ${bucket.name}`;
  const outcome = await gate.spendIfWanted({
    purpose: what(),
    async isStillWanted() {
      going = (await setting.lookAgain?.(going)) ?? going;
      if (going.length === 0) context.ui.line('nothing of it is left to delete as planned, so the code was not sent');
      return going.length > 0;
    },
    async send(code) {
      record.write({ event: 'deleting', bucket: bucket.name, versions: going.length, ...endsOf(going), serialNumber: code.serialNumber });
      flight.sent(going.length);
      try {
        return await context.ui.during(`Asking AWS to ${what()}`, () => deleteVersions(setting.clients, bucket, going, { code, bypassGovernanceRetention }));
      } catch (error) {
        if (!isFailure(error, 'lost-answer')) flight.refused();
        throw error;
      }
    },
  });
  return { sent: going, outcome };
}

/** Without a code the SDK has tried it several times; each of them may have been carried out. */
async function sendWithoutCode(batch: Batch, flight: Flight, setting: DeletionSetting): Promise<CodedOutcome<DeletionAnswer<ObjectVersion>>> {
  const { steadyClients, bucket, bypassGovernanceRetention } = setting;
  flight.sent(batch.length);
  try {
    return { answered: true, value: await deleteVersions(steadyClients, bucket, batch, { code: null, bypassGovernanceRetention }) };
  } catch (error) {
    if (isFailure(error, 'network', 'service', 'throttled', 'not-aws')) return { answered: false, failure: error };
    flight.refused();
    throw error;
  }
}
