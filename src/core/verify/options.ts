import type { Verdict } from '../buckets/verdict.js';
import type { VerifyFormat } from './formats.js';
import type { Selection } from './selection.js';

/** What `verify` was asked. */
export type VerifyOptions = {
  /** Named buckets; `-` stands for the lines of standard input. */
  buckets: string[];
  all: boolean;
  selection: Selection;
  /** Profiles to visit in turn; none: the credentials that are there. */
  profiles: string[];
  /** Roles to assume in turn with those credentials. */
  roleArns: string[];
  /** A file of account ids, and the role to assume in each. */
  accounts: { file: string; roleName: string } | null;
  /** What AWS Config answered, instead of asking buckets; `-` for standard input. */
  fromConfig: string | null;
  /** The expectations file. */
  policy: string | null;
  /** An earlier document to compare with. */
  baseline: string | null;
  /** Changes since the baseline are findings. */
  failOnChange: boolean;
  /** Repeat after so many ms, and print changes only; `null`: once. */
  watch: number | null;
  /** Requests in flight at most (count). */
  concurrency: number;
  /** Requests a second at most. */
  rate: number | null;
  format: VerifyFormat;
  /** The file that gets the report instead of stdout; `null`: stdout. */
  output: string | null;
  /** Verdicts that count as findings; `null`: all but `on`. */
  failOn: Verdict[] | null;
  /** Prove what is `on` by trying to delete a version without a code. */
  probe: boolean;
};

/** Accounts have alarms on bursts of reads, so the default is modest. */
export const DEFAULT_CONCURRENCY = 16;

/** More at a time gains nothing and looks like an attack. */
export const MOST_CONCURRENCY = 128;
