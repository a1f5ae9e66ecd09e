import { durationInWords, thousands } from '../text/quantities.js';
import { type Verdict, verdicts } from '../buckets/verdict.js';

/** How far a run has come. */
export type Progress = {
  summary: Readonly<Record<'buckets' | Verdict, number>>;
  /** Buckets listed so far (count), and whether these are all. */
  listed: { read: number; isAll: boolean };
  /** Since the first request (ms). */
  elapsed: number;
};

/** An estimate from less than this would jump about (ms). */
const TOO_SOON = 1_000;

/** One line: `Reading buckets: 1,200 of 10,000 (1,100 on, 100 off), about 12 s left`. */
export function progressInWords({ summary, listed, elapsed }: Progress): string {
  const counts = verdicts.filter((verdict) => summary[verdict] > 0).map((verdict) => `${thousands(summary[verdict])} ${verdict}`);
  const of = listed.isAll ? thousands(listed.read) : `more than ${thousands(listed.read)}`;
  const soFar = `Reading buckets: ${thousands(summary.buckets)} of ${of}${counts.length === 0 ? '' : ` (${counts.join(', ')})`}`;
  const left = listed.read - summary.buckets;
  if (!listed.isAll || summary.buckets === 0 || left <= 0 || elapsed < TOO_SOON) return soFar;
  return `${soFar}, about ${durationInWords((elapsed / summary.buckets) * left)} left`;
}
