import type { MfaDelete, Versioning } from '../buckets/bucket-state.js';
import type { ProbeVerdict, Verdict } from '../buckets/verdict.js';
import type { DocumentHead } from '../document-head.js';
import type { failureDocument } from '../failures/failure.js';

/** What the expectations file (`--policy`) says of one bucket. */
export type Expectation = {
  /** `required`: must be on; `excepted`: need not be; `expired`: the exception has run out; `unlisted`: the file does not know it. */
  status: 'required' | 'excepted' | 'expired' | 'unlisted';
  /** Who made the exception, why, and the last day it holds (`2026-12-31`); `null` where there is none. */
  by: string | null;
  why: string | null;
  until: string | null;
};

/** One bucket as `verify` reports it (contract, section 4). */
export type VerifiedBucket = {
  name: string;
  /** Twelve digits; `null` on servers without accounts. */
  account: string | null;
  region: string | null;
  versioning: Versioning | null;
  mfaDelete: MfaDelete | null;
  verdict: Verdict;
  reason: string | null;
  fix: string | null;
  probe: Exclude<ProbeVerdict, 'inconclusive'>;
  /** Does it count as a finding, so that the exit code is 1? */
  finding: boolean;
  /** `null` without `--policy`. */
  expectation: Expectation | null;
  /** When AWS Config recorded this; `null`: read from the bucket in this run. */
  recordedAt: string | null;
};

/** One account that was read, or could not be. */
export type ReadAccount = {
  account: string | null;
  principal: string | null;
  /** In words, for example `profile audit` or `role arn:aws:iam::111122223333:role/auditor`. */
  credentials: string;
  /** Buckets reported (count). */
  buckets: number;
  /** Why it could not be read, or not to its end. */
  error: ReturnType<typeof failureDocument> | null;
};

/** A bucket that changed since the baseline. */
export type ChangedBucket = { name: string; account: string | null; before: Verdict | null; after: Verdict | null };

/** What changed since an earlier document (`--baseline`). */
export type Drift = {
  /** When the earlier document was made. */
  since: string | null;
  new: ChangedBucket[];
  gone: ChangedBucket[];
  turnedOff: ChangedBucket[];
  turnedOn: ChangedBucket[];
  /** Neither was nor is on, and its versioning is another: off, and suspended since. */
  otherwise: ChangedBucket[];
};

/** A delete marker that a probe left in a bucket, with the command that removes it. */
export type Leftover = { bucket: string; key: string; versionId: string; remove: string };

/** All of the document that is not about single buckets. */
export type VerifySummary = {
  /** `false` where the run was stopped, or some account or listing could not be read to its end. */
  complete: boolean;
  /** Where the answers come from; the times are those of AWS Config's oldest and newest record, else `null`. */
  source: { kind: 'aws' | 'aws-config'; oldest: string | null; newest: string | null };
  summary: Record<'buckets' | Verdict, number>;
  accounts: ReadAccount[];
  /** Buckets that were deleted between the listing and the read. */
  dropped: string[];
  /** What the expectations file asks for beyond single buckets; `null` without `--policy`. */
  policy: { required: number; excepted: number; expired: number; unlisted: number; missing: string[] } | null;
  /** `null` without `--baseline`. */
  changes: Drift | null;
  leftovers: Leftover[];
  /** Path of the record of a probe; `null` where nothing was sent that changes anything. */
  record: string | null;
};

/** The whole document that `verify --json` prints, and every report is written from. */
export type VerifyDocument = DocumentHead & VerifySummary & { buckets: VerifiedBucket[] };
