import { type Verdict, verdicts } from '../buckets/verdict.js';
import { durationInWords, thousands } from '../text/quantities.js';

/** How far a run has come. */
type Progress = {
  /** Of all accounts. */
  summary: Readonly<Record<'buckets' | Verdict, number>>;
  /** Buckets of the accounts before this one (count). */
  before: number;
  /** Buckets of this account listed so far (count), and whether these are all. */
  listed: { read: number; isAll: boolean };
  /** Since the first request in this account (ms). */
  elapsed: number;
};

/** An estimate from less than this would jump about (ms). */
const TOO_SOON = 1_000;

/** One line: `Reading buckets: 1,200 of 10,000 (1,100 on, 100 off), about 12 s left`. */
export function progressInWords({ summary, before, listed, elapsed }: Progress): string {
  const counts = verdicts.filter((verdict) => summary[verdict] > 0).map((verdict) => `${thousands(summary[verdict])} ${verdict}`);
  const all = before + listed.read;
  const of = listed.isAll ? thousands(all) : `more than ${thousands(all)}`;
  const soFar = `Reading buckets: ${thousands(summary.buckets)} of ${of}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
  const [done, left] = [summary.buckets - before, all - summary.buckets];
  if (!listed.isAll || done === 0 || left <= 0 || elapsed < TOO_SOON) return soFar;
  return `${soFar}, about ${durationInWords((elapsed * left) / done)} left`;
}
