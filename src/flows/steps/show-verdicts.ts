import { summarize, type Verdict, verdicts } from '../../core/verdict.js';
import type { Tone, Ui } from '../../ui/ui.js';
import type { VerifiedBucket } from '../verify.js';

const tones: Record<Verdict, Tone> = {
  on: 'good',
  off: 'bad',
  blocked: 'bad',
  suspended: 'bad',
  unversioned: 'bad',
  unknown: 'warning',
};

/** Shows verdicts as a table with what to type next, then one line of counts. */
export function showVerdicts(buckets: readonly VerifiedBucket[], ui: Ui): void {
  ui.resultTable({
    head: ['Bucket', 'Region', 'Versioning', 'MFA Delete', 'Verdict', 'Fix'],
    rows: buckets.map((bucket) => [
      bucket.name,
      bucket.region ?? '-',
      bucket.versioning ?? '-',
      bucket.mfaDelete ?? '-',
      { text: bucket.reason === null ? bucket.verdict : `${bucket.verdict} (${bucket.reason})`, tone: tones[bucket.verdict] },
      bucket.fix ?? '',
    ]),
  });
  const counts = summarize(buckets.map(({ verdict }) => verdict));
  const parts = verdicts.filter((verdict) => counts[verdict] > 0).map((verdict) => `${counts[verdict]} ${verdict}`);
  ui.result(`${counts.buckets} ${counts.buckets === 1 ? 'bucket' : 'buckets'}: ${parts.join(', ')}`);
}
