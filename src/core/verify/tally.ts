import { summarize, type Verdict } from '../buckets/verdict.js';
import type { Failure } from '../failures/failure.js';
import type { Expectation, Leftover, VerifiedBucket, VerifySummary } from './document.js';

/** Why buckets could not be read: the first failure of a kind, and how many there were. */
export type Unreadable = { first: Failure; count: number };

/** What a run has found so far, without the buckets themselves: it takes as much room for ten as for a million. */
export type Tally = {
  /** @param failure why it could not be read */
  take(bucket: VerifiedBucket, failure: Failure | null): void;
  summary(): Record<'buckets' | Verdict, number>;
  expectations(): Record<Expectation['status'], number>;
  readonly findings: number;
  readonly unreadable: ReadonlyMap<string, Unreadable>;
  /** Buckets deleted between listing and read. */
  readonly dropped: string[];
  readonly leftovers: Leftover[];
  /** Proofs that came to no answer, and versions that could be deleted without a code (counts). */
  readonly proofs: { inconclusive: number; deleted: number };
};

/** Makes an empty tally. */
export function makeTally(): Tally {
  const summary: VerifySummary['summary'] = summarize([]);
  const expectations = { required: 0, excepted: 0, expired: 0, unlisted: 0 };
  const unreadable = new Map<string, Unreadable>();
  let findings = 0;
  return {
    take({ verdict, finding, expectation }, failure) {
      summary.buckets += 1;
      summary[verdict] += 1;
      if (finding) findings += 1;
      if (expectation !== null) expectations[expectation.status] += 1;
      if (failure === null) return;
      const known = unreadable.get(failure.kind);
      if (known === undefined) unreadable.set(failure.kind, { first: failure, count: 1 });
      else known.count += 1;
    },
    summary: () => ({ ...summary }),
    expectations: () => ({ ...expectations }),
    get findings() {
      return findings;
    },
    unreadable,
    dropped: [],
    leftovers: [],
    proofs: { inconclusive: 0, deleted: 0 },
  };
}
