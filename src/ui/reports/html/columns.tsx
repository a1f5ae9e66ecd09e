import type { ComponentChildren } from 'preact';
import { describeBucket, expectationWords, judgementWords, proofWords } from '../../../core/verify/bucket-words.js';
import type { VerifiedBucket, VerifyDocument } from '../../../core/verify/document.js';
import { Badge } from './badge.js';

/** A column of the table of buckets. */
export type Column = {
  /** Short, constant and ours: it also stands in the style sheet. */
  title: string;
  cell(bucket: VerifiedBucket): ComponentChildren;
};

const always: readonly Column[] = [
  { title: 'Region', cell: ({ region }) => whole(region) },
  { title: 'Versioning', cell: ({ versioning }) => versioning ?? '–' },
  { title: 'MFA Delete', cell: ({ mfaDelete }) => mfaDelete ?? '–' },
  { title: 'Verdict', cell: verdictCell },
];

const account: Column = { title: 'Account', cell: (bucket) => whole(bucket.account) };
const proof: Column = { title: 'Proof', cell: ({ probe }) => (probe === null ? null : proofWords[probe]) };
const remarks: Column = { title: 'Remarks', cell: (bucket) => remarksOf(bucket).join(' ') };
const fix: Column = { title: 'To turn it on', cell: (bucket) => (bucket.fix === null ? null : <code>{bucket.fix}</code>) };

/**
 * The columns that a document has something to say in. The name of the bucket is none of them: it heads its row.
 */
export function columnsFor({ buckets, accounts }: VerifyDocument): Column[] {
  const isSpread = new Set([...buckets.map((bucket) => bucket.account), ...accounts.map((read) => read.account)]).size > 1;
  return [
    ...(isSpread ? [account] : []),
    ...always,
    ...(buckets.some(({ probe }) => probe !== null) ? [proof] : []),
    ...(buckets.some((bucket) => remarksOf(bucket).length > 0) ? [remarks] : []),
    ...(buckets.some((bucket) => bucket.fix !== null) ? [fix] : []),
  ];
}

/** Not cut at its hyphens where the table is narrow. */
function whole(text: string | null): ComponentChildren {
  return text === null ? '–' : <span class="whole">{text}</span>;
}

function verdictCell(bucket: VerifiedBucket): ComponentChildren {
  const [meaning] = describeBucket(bucket);
  return (
    <>
      <Badge verdict={bucket.verdict} title={meaning} />
      {bucket.reason === null && bucket.probe !== 'deleted' ? null : <small> {judgementWords(bucket).slice(bucket.verdict.length + 1)}</small>}
    </>
  );
}

function remarksOf(bucket: VerifiedBucket): string[] {
  const uncounted = bucket.verdict !== 'on' && bucket.verdict !== 'unknown' && !bucket.finding && bucket.expectation?.status !== 'excepted';
  return [
    ...expectationWords(bucket),
    ...(uncounted ? ['Does not count as a finding in this run.'] : []),
    ...(bucket.recordedAt === null ? [] : [`Recorded by AWS Config at ${bucket.recordedAt}.`]),
  ];
}
