import type { VerifyDocument } from '../../core/verify/document.js';
import { csvDocument } from '../csv.js';

const columns = ['name', 'region', 'versioning', 'mfaDelete', 'verdict', 'reason', 'fix', 'probe', 'account'] as const;

/** The buckets of a document as CSV, a line each, in the order of the document. */
export function csvReport({ buckets }: VerifyDocument): string {
  return csvDocument(columns, buckets.map((bucket) => columns.map((column) => bucket[column])));
}
