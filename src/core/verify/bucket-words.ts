import type { Verdict } from '../buckets/verdict.js';
import type { VerifiedBucket } from './document.js';

/** What each verdict means, for people who have not read the manual. */
export const meanings: Record<Verdict, string> = {
  on: 'Versioning and MFA Delete are enabled: deleting a version for good takes the root user and a one-time code.',
  off: 'Versioning is enabled, MFA Delete is not: whoever may delete versions can delete them for good.',
  blocked: 'MFA Delete is not enabled, and a lifecycle configuration stands in the way of it.',
  suspended: 'Versioning is suspended: what is overwritten or deleted now may be gone, whatever MFA Delete says.',
  unversioned: 'Versioning was never turned on: there are no versions to protect.',
  unknown: 'It could not be read. That is neither on nor off.',
};

/** The verdict in a few words: `off`, `unknown (AccessDenied)`, `on (a version was deleted without a code)`. */
export function judgementWords({ verdict, reason, probe }: Pick<VerifiedBucket, 'verdict' | 'reason' | 'probe'>): string {
  if (probe === 'deleted') return `${verdict} (a version was deleted without a code)`;
  return reason === null ? verdict : `${verdict} (${reason})`;
}

/** What the proof showed, `null` where none was asked for. */
export const proofWords: Record<'refused-mfa' | 'refused-other' | 'deleted', string> = {
  'refused-mfa': 'A delete without a code was refused, for want of MFA.',
  'refused-other': 'A delete without a code was refused, but not with AWS’s words on MFA.',
  deleted: 'A VERSION WAS DELETED WITHOUT A CODE, although MFA Delete is said to be on.',
};

/** All that is to be said of a bucket, a sentence a line: meaning, proof, expectation, age, fix. */
export function describeBucket(bucket: VerifiedBucket): string[] {
  const { verdict, probe, fix, finding, recordedAt } = bucket;
  return [
    meanings[verdict],
    ...(probe === null ? [] : [proofWords[probe]]),
    ...expectationWords(bucket),
    ...(finding || verdict === 'on' || verdict === 'unknown' || bucket.expectation?.status === 'excepted' ? [] : ['It does not count as a finding in this run.']),
    ...(recordedAt === null ? [] : [`AWS Config recorded this at ${recordedAt}.`]),
    ...(fix === null ? [] : [`To turn it on: ${fix}`]),
  ];
}

/** What the expectations file says of a bucket, as a sentence; none where it requires the bucket or was not given. */
export function expectationWords({ expectation }: Pick<VerifiedBucket, 'expectation'>): string[] {
  if (expectation === null || expectation.status === 'required') return [];
  if (expectation.status === 'unlisted') return ['The expectations file does not name it.'];
  const { by, why, until } = expectation;
  const of = `${by === null ? '' : ` by ${by}`}${why === null ? '' : `: ${why}`}`;
  if (expectation.status === 'expired') return [`The exception${of === '' ? '' : ` (made${of})`} ran out${until === null ? '' : ` on ${until}`}.`];
  return [`Excepted${until === null ? '' : ` until ${until}`}${of}.`];
}
