import type { VerifiedBucket, VerifyDocument } from '../../core/verify/document.js';
import { csvDocument } from '../csv.js';

/** Titles and cells, in order. Public interface: new ones are added at the end. */
const columns: readonly [title: string, cell: (bucket: VerifiedBucket) => string | null][] = [
  ['name', ({ name }) => name],
  ['region', ({ region }) => region],
  ['versioning', ({ versioning }) => versioning],
  ['mfaDelete', ({ mfaDelete }) => mfaDelete],
  ['verdict', ({ verdict }) => verdict],
  ['reason', ({ reason }) => reason],
  ['fix', ({ fix }) => fix],
  ['probe', ({ probe }) => probe],
  ['account', ({ account }) => account],
  ['finding', ({ finding }) => String(finding)],
  ['expectation', ({ expectation }) => expectation?.status ?? null],
  ['exceptedBy', ({ expectation }) => expectation?.by ?? null],
  ['exceptedWhy', ({ expectation }) => expectation?.why ?? null],
  ['exceptedUntil', ({ expectation }) => expectation?.until ?? null],
  ['recordedAt', ({ recordedAt }) => recordedAt],
];

/** The buckets of a document as CSV, a line each, in the order of the document; what is not known is empty. */
export function csvReport({ buckets }: VerifyDocument): string {
  return csvDocument(
    columns.map(([title]) => title),
    buckets.map((bucket) => columns.map(([, cell]) => cell(bucket))),
  );
}
