import type { VersionFailure } from '../../../aws/versions/version-deletes.js';
import type { Context } from '../../../context.js';
import { STEP_MS } from '../../../core/clock.js';
import type { Failure } from '../../../core/failures/failure.js';
import { counted, durationInWords, thousands } from '../../../core/text/quantities.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import type { DeletionSetting, DeletionTotals } from './delete-batches.js';

/** Counts what becomes of versions, says how far it is, and keeps the word for an interruption exact. */
export type DeletionTally = {
  readonly totals: Readonly<DeletionTotals>;
  /** A request that may go out, once or several times. */
  flight(): Flight;
  deleted(versions: readonly ObjectVersion[]): void;
  absent(count: number): void;
  failed(failures: readonly VersionFailure[]): void;
  unknown(count: number): void;
  /** Ends the run; the first reason counts. */
  stop(failure: Failure): void;
  /** How far it is, in words. */
  progress(): string;
  /** Whom to tell about progress. */
  onProgress(tell: (progress: string) => void): void;
};

/** A request on its way. */
export type Flight = {
  /** It goes out now, with so many versions. */
  sent(count: number): void;
  /** It was refused as a whole: it did nothing. */
  refused(): void;
  /** All of its versions are accounted for, or it never went out. */
  settled(): void;
};

/** Starts counting. */
export function makeTally({ planned, bucket, words, gate }: Pick<DeletionSetting, 'planned' | 'bucket' | 'words' | 'gate'>, context: Pick<Context, 'changes' | 'clock'>): DeletionTally {
  const { changes, clock } = context;
  const { noun, past } = words;
  const totals: DeletionTotals = { deleted: 0, bytes: 0, absent: 0, failures: [], unknown: 0, stopped: null };
  const startedAt = clock.now();
  // The first codes of several devices come at once, and say nothing about those that follow.
  const pace = gate === null ? 0 : STEP_MS / (planned.devices ?? 1);
  let inFlight = 0;
  let requests = 0;
  let forget: () => void = () => undefined;
  let tell: (progress: string) => void = () => undefined;

  const ofPlanned = (count: number): string => `${thousands(count)} of ${counted(planned.versions, noun)}`;
  const done = (): number => totals.deleted + totals.absent + totals.failures.length + totals.unknown;

  const progress = (): string => {
    const soFar = `${ofPlanned(done())} done`;
    const left = planned.batches - requests;
    if (requests === 0 || left <= 0 || done() >= planned.versions) return soFar;
    return `${soFar}, about ${durationInWords(Math.max((clock.now() - startedAt) / requests, pace) * left)} left`;
  };

  const noteChange = (): void => {
    forget();
    if (done() + inFlight === 0) return;
    const sentences = [`${past}: ${ofPlanned(totals.deleted)} in \`${bucket.name}\``];
    if (totals.unknown > 0) sentences.push(`unknown: ${counted(totals.unknown, noun)}, sent and not found out about`);
    if (inFlight > 0) sentences.push(`unknown: ${counted(inFlight, noun)}, sent and not answered`);
    forget = changes.leave(sentences.join('; '));
  };

  return {
    totals,
    flight() {
      let outThere = 0;
      const become = (count: number): void => {
        inFlight += count - outThere;
        outThere = count;
        noteChange();
      };
      return {
        sent: become,
        refused: () => become(0),
        settled() {
          if (outThere === 0) return;
          requests += 1;
          become(0);
          tell(progress());
        },
      };
    },
    deleted(versions) {
      totals.deleted += versions.length;
      for (const { size } of versions) totals.bytes += size;
      noteChange();
    },
    absent: (count) => void (totals.absent += count),
    failed: (failures) => void totals.failures.push(...failures),
    unknown(count) {
      totals.unknown += count;
      noteChange();
    },
    stop: (failure) => void (totals.stopped ??= failure),
    progress,
    onProgress: (listener) => void (tell = listener),
  };
}
