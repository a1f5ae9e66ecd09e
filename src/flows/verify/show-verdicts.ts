import { summarize, type Verdict, verdicts } from '../../core/buckets/verdict.js';
import { counted, thousands } from '../../core/text/quantities.js';
import type { Leftover, VerifiedBucket } from '../../core/verify/document.js';
import type { Cell, Tone, Ui } from '../../ui/ui.js';

const tones: Record<Verdict, Tone> = {
  on: 'good',
  off: 'bad',
  blocked: 'bad',
  suspended: 'bad',
  unversioned: 'bad',
  unknown: 'warning',
};

/** Words for a table where the document has a code of ours. */
const reasons: Readonly<Record<string, string>> = {
  'lifecycle-configuration': 'lifecycle',
  'lifecycle-unreadable': 'lifecycle not readable',
};

/** Shows verdicts as a table with what to type next, then one line of counts. */
export function showVerdicts(buckets: readonly VerifiedBucket[], ui: Ui): void {
  const isProved = buckets.some(({ probe }) => probe !== null);
  const isSpread = new Set(buckets.map(({ account }) => account)).size > 1;
  ui.resultTable({
    head: ['Bucket', ...(isSpread ? ['Account'] : []), 'Region', 'Versioning', 'MFA Delete', 'Verdict', isProved ? 'Proof' : 'Fix'],
    rows: buckets.map((bucket) => [
      bucket.name,
      ...(isSpread ? [bucket.account ?? '-'] : []),
      bucket.region ?? '-',
      bucket.versioning ?? '-',
      bucket.mfaDelete ?? '-',
      verdictCell(bucket),
      isProved ? proofCell(bucket) : (bucket.fix ?? ''),
    ]),
    ...(isProved ? {} : { insteadOfLast: fixForAll(buckets) }),
  });
  showCounts(buckets, ui);
}

/** One line: how many buckets of each verdict. */
export function showCounts(buckets: readonly VerifiedBucket[], ui: Ui): void {
  const counts = summarize(buckets.map(({ verdict }) => verdict));
  const parts = verdicts.filter((verdict) => counts[verdict] > 0).map((verdict) => `${thousands(counts[verdict])} ${verdict}`);
  const total = counted(counts.buckets, 'bucket');
  ui.result(parts.length === 0 ? total : `${total}: ${parts.join(', ')}`);
}

/** One command in place of one a bucket. */
function fixForAll(buckets: readonly VerifiedBucket[]): string {
  const first = buckets.find(({ fix }) => fix !== null);
  return first?.fix ? `To turn it on: \`${first.fix.replace(first.name, '<bucket...>')}\`` : '';
}

function verdictCell({ verdict, reason, expectation }: VerifiedBucket): Cell {
  const found = reason === null ? verdict : `${verdict} (${reasons[reason] ?? reason})`;
  switch (expectation?.status) {
    case 'excepted':
      return { text: `${found}, excepted`, tone: verdict === 'on' ? 'good' : 'muted' };
    case 'expired':
      return { text: `${found}, exception expired`, tone: 'bad' };
    case 'unlisted':
      return { text: `${found}, not listed`, tone: 'warning' };
    default:
      return { text: found, tone: tones[verdict] };
  }
}

function proofCell({ probe }: VerifiedBucket): Cell {
  switch (probe) {
    case 'refused-mfa':
      return { text: 'delete without a code refused: MFA', tone: 'good' };
    case 'refused-other':
      return { text: 'delete without a code refused, without AWS’s MFA text', tone: 'warning' };
    case 'deleted':
      return { text: 'A VERSION WAS DELETED WITHOUT A CODE', tone: 'bad' };
    case null:
      return '';
  }
}

/** Says what probes left behind and how to remove it; nothing where nothing was left. */
export function showLeftovers(leftovers: readonly Leftover[], ui: Ui): void {
  if (leftovers.length === 0) return;
  ui.line();
  ui.warning(`The proof left ${leftovers.length === 1 ? 'a delete marker' : counted(leftovers.length, 'delete marker')} (no bytes) on keys of its own. To remove, with the root user’s key:`);
  ui.block(leftovers.map(({ remove }) => `  ${remove}`).join('\n'));
}
