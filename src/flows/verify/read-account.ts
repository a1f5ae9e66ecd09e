import { makePatientReads, type PatientReads } from '../../aws/buckets/patient-reads.js';
import type { Clients } from '../../aws/connection/clients.js';
import { fixFor } from '../../core/buckets/verdict.js';
import type { Failure } from '../../core/failures/failure.js';
import { isFailure } from '../../core/failures/failure.js';
import { judgeWithWindow } from '../../core/purge/window.js';
import { lookAhead } from '../../core/verify/look-ahead.js';
import { progressInWords } from '../../core/verify/progress-words.js';
import { makeRefusals } from '../../core/verify/refusals.js';
import type { OpenAccount } from './accounts.js';
import type { Desk } from './desk.js';
import { type BucketReading, type BucketTarget, readBucket } from './read-bucket.js';
import { type RawBucket, settle } from './settle.js';

/** Buckets listed ahead of those that are read: five pages, so that a run of up to five thousand knows soon how long it takes. */
const LISTED_AHEAD = 5_000;

/** How often a title changes (ms). */
const TITLE_EVERY = 100;

/** What reading one account came to, beside its buckets. */
export type AccountOutcome = {
  /** Buckets reported (count). */
  buckets: number;
  /** Why it was not read to its end; `null` where it was. */
  failure: Failure | null;
  /** Buckets to be proved, held back until they are. */
  held: { raw: RawBucket; order: readonly [number, number] }[];
};

/** What there is to read in an account. */
type AccountTask = {
  targets: AsyncIterable<BucketTarget>;
  /** Buckets that a purge window of this program left open. */
  windows: ReadonlySet<string>;
  /** Of the account in the report. */
  place: number;
};

/**
 * Reads the buckets of one account, many at a time, and settles each as soon as it is read.
 * @throws Failure where not one bucket could be read because of the credentials; the listing's own failure likewise
 */
export async function readAccount(desk: Desk, account: OpenAccount, { targets, windows, place }: AccountTask): Promise<AccountOutcome> {
  const { options, context, tally, pace, outages, sink } = desk;
  const { clients } = account;
  const { interruption, clock } = context;
  // Of use to listings only, and its module of Node takes its time to load.
  if (options.all) (await import('../../steady-heap.js')).letNewObjectsHaveRoom();
  const reads = makePatientReads({ clients, pace, outages, clock, random: Math.random });
  const ahead = lookAhead(targets, LISTED_AHEAD);
  const outcome: AccountOutcome = { buckets: 0, failure: null, held: [] };
  const startedAt = clock.now();
  const before = tally.summary().buckets;
  const refusals = makeRefusals();
  let hasRead = false;
  let taken = 0;
  let titledAt = 0;

  const work = async (update: (title: string) => void): Promise<void> => {
    for (;;) {
      const target = await ahead.next();
      if (target === undefined) return;
      const order = [place, taken] as const;
      taken += 1;
      const refused = refusals.standing(target.region);
      const reading: BucketReading = refused === null ? await readOne(target, reads, desk) : { outcome: 'unreadable', region: target.region, failure: refused };
      // Whoever signs is known before the first bucket is shown: without it there is no account to name.
      const owner = (await account.identity)?.account ?? null;
      if (reading.outcome === 'dropped') tally.dropped.push(target.name);
      if (reading.outcome === 'dropped' || reading.outcome === 'left-out') continue;
      if (reading.outcome === 'read') {
        hasRead = true;
        refusals.accepted(reading.region);
      } else {
        reading.failure = refusals.refused(reading.failure, reading.region, owner !== null);
        if (refusals.everywhere() !== null) ahead.stop();
        if (refusals.everywhere() !== null && !hasRead) throw reading.failure;
      }
      const raw = rawBucket(target, reading, owner, { clients, hasWindow: windows.has(target.name) });
      outcome.buckets += 1;
      if (options.probe && raw.verdict === 'on') outcome.held.push({ raw, order });
      else await settle(desk, raw, order, reading.outcome === 'unreadable' ? reading.failure : null);
      if (sink.isClosed()) ahead.stop();
      if (clock.now() - titledAt < TITLE_EVERY) continue;
      titledAt = clock.now();
      update(progressInWords({ summary: tally.summary(), before, listed: ahead.progress(), elapsed: titledAt - startedAt }));
    }
  };

  // What the others read before an interruption is still settled: so each worker ends by itself.
  const worker = (update: (title: string) => void): Promise<void> =>
    work(update).catch((error: unknown) => {
      ahead.stop();
      if (!interruption.aborted) throw error;
    });
  await context.ui.during('Reading buckets', (update) => Promise.all(Array.from({ length: options.concurrency }, () => worker(update))));
  if (interruption.aborted) return outcome;
  const listing = ahead.failure();
  if (listing !== null && (!isFailure(listing) || outcome.buckets === 0)) throw listing;
  outcome.failure = refusals.everywhere() ?? listing;
  return outcome;
}

async function readOne(target: BucketTarget, reads: PatientReads, { options, context, sink }: Desk): Promise<BucketReading> {
  if (sink.isClosed()) return { outcome: 'left-out' };
  return readBucket(target, reads, options.selection.tags, context.interruption);
}

function rawBucket({ name }: BucketTarget, reading: Extract<BucketReading, { region: string | null }>, account: string | null, { clients, hasWindow }: { clients: Clients; hasWindow: boolean }): RawBucket {
  const place = { name, account, region: reading.region, probe: null, recordedAt: null };
  if (reading.outcome === 'read') {
    const judgement = judgeWithWindow(reading.judgement, hasWindow);
    const { state } = reading;
    return { ...place, ...state, ...judgement, fix: fixFor(judgement.verdict, name, endpointToName(clients)) };
  }
  const reason = reading.failure.aws?.code ?? reading.failure.kind;
  return { ...place, versioning: null, mfaDelete: null, verdict: 'unknown', reason, fix: null };
}

/** The server to name in a `fix`; the practice account of `--sandbox` is gone when the fix is typed. */
function endpointToName({ settings, credentials }: Clients): string | null {
  return credentials.source.from === 'practice' ? null : (settings.endpointUrl ?? null);
}
