import pLimit from 'p-limit';
import { listBuckets } from '../aws/bucket-listing.js';
import { locateBucket } from '../aws/bucket-location.js';
import { readLifecycleRules } from '../aws/bucket-inspection.js';
import { readVersioning } from '../aws/bucket-versioning.js';
import type { Clients } from '../aws/clients.js';
import type { CommandResult } from './command-result.js';
import type { Context } from '../context.js';
import type { BucketListing, MfaDelete, Versioning } from '../core/bucket-state.js';
import { isFailure } from '../core/failure.js';
import { fixFor, judge, needsLifecycle, summarize, type Verdict, verifyExitCode } from '../core/verdict.js';
import { csvDocument } from '../ui/csv.js';
import { readOnlyConnection } from './steps/sign-in.js';
import { namedBuckets } from './steps/name-buckets.js';
import { showVerdicts } from './steps/show-verdicts.js';

/** What `verify` was asked. */
export type VerifyOptions = {
  buckets: string[];
  all: boolean;
  format: 'table' | 'csv';
  /** Verdicts that count as findings; `null`: all but `on`. */
  failOn: Verdict[] | null;
};

/** One bucket as `verify` reports it (contract, section 4). */
export type VerifiedBucket = {
  name: string;
  region: string | null;
  versioning: Versioning | null;
  mfaDelete: MfaDelete | null;
  verdict: Verdict;
  reason: string | null;
  fix: string | null;
  probe: null;
};

/** Buckets read at the same time: accounts have alarms on bursts of reads. */
const CONCURRENCY = 16;

/** Reads how buckets are protected and judges them; denied is `unknown`, never `off`. */
export async function verify(options: VerifyOptions, context: Context): Promise<CommandResult> {
  const names = await namedBuckets(options.buckets, context);
  const { clients, identity } = await readOnlyConnection(context);
  try {
    const asked = options.all
      ? await context.ui.during('Listing buckets', () => everyBucket(clients))
      : names.map((name): BucketListing => ({ name, region: null }));
    // Identity and buckets are asked at the same time: neither needs the other.
    const [buckets] = await Promise.all([readAll(clients, asked, context), identity]);
    return present(buckets, options);
  } finally {
    clients.close();
  }
}

async function everyBucket(clients: Clients): Promise<BucketListing[]> {
  const found: BucketListing[] = [];
  for await (const bucket of listBuckets(clients)) found.push(bucket);
  return found;
}

async function readAll(clients: Clients, asked: BucketListing[], context: Context): Promise<VerifiedBucket[]> {
  const limit = pLimit(CONCURRENCY);
  let done = 0;
  return context.ui.during(`Reading ${asked.length} ${asked.length === 1 ? 'bucket' : 'buckets'}`, (update) =>
    Promise.all(
      asked.map((bucket) =>
        limit(async () => {
          const verified = await verifyBucket(clients, bucket, context.interruption);
          done += 1;
          update(`Reading buckets, ${done} of ${asked.length}`);
          return verified;
        }),
      ),
    ),
  );
}

async function verifyBucket(clients: Clients, { name, region: listed }: BucketListing, interruption: AbortSignal): Promise<VerifiedBucket> {
  let region = listed;
  try {
    interruption.throwIfAborted();
    region ??= await locateBucket(clients, name);
    const state = await readVersioning(clients, name, region);
    const lifecycle = needsLifecycle(state) ? await readLifecycleRules(clients, name, region) : null;
    const judgement = judge(state, lifecycle);
    return { name, region, ...state, ...judgement, fix: fixFor(judgement.verdict, name), probe: null };
  } catch (error) {
    if (interruption.aborted) throw interruption.reason;
    if (!isFailure(error)) throw error;
    const reason = error.aws?.code ?? error.kind;
    return { name, region, versioning: null, mfaDelete: null, verdict: 'unknown', reason, fix: null, probe: null };
  }
}

function present(buckets: VerifiedBucket[], options: VerifyOptions): CommandResult {
  const verdicts = buckets.map(({ verdict }) => verdict);
  return {
    exitCode: verifyExitCode(verdicts, options.failOn),
    document: { summary: summarize(verdicts), buckets },
    show(ui) {
      if (options.format === 'csv') {
        const columns = ['name', 'region', 'versioning', 'mfaDelete', 'verdict', 'reason', 'fix'] as const;
        ui.resultText(csvDocument(columns, buckets.map((bucket) => columns.map((column) => bucket[column]))));
      } else {
        showVerdicts(buckets, ui);
      }
    },
  };
}
