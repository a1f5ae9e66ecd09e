import pLimit from 'p-limit';
import { listBuckets } from '../aws/bucket-listing.js';
import { locateBucket } from '../aws/bucket-location.js';
import { readLifecycleRules } from '../aws/bucket-inspection.js';
import { readVersioning } from '../aws/bucket-versioning.js';
import type { Clients } from '../aws/clients.js';
import type { Context } from '../context.js';
import type { BucketListing, MfaDelete, Versioning } from '../core/bucket-state.js';
import { type Failure, isFailure } from '../core/failure.js';
import { fixFor, judge, needsLifecycle, type ProbeVerdict, summarize, type Verdict, verifyExitCode } from '../core/verdict.js';
import { csvDocument } from '../ui/csv.js';
import type { CommandResult } from './command-result.js';
import type { RunRecord } from '../state/run-record.js';
import { namedBuckets } from './steps/name-buckets.js';
import { type Leftover, type Probe, probeBucket } from './steps/probe-bucket.js';
import { recorded } from './steps/recorded.js';
import { showLeftovers, showUnreadable, showVerdicts } from './steps/show-verdicts.js';
import { readOnlyConnection } from './steps/sign-in.js';

/** What `verify` was asked. */
export type VerifyOptions = {
  buckets: string[];
  all: boolean;
  format: 'table' | 'csv';
  /** Verdicts that count as findings; `null`: all but `on`. */
  failOn: Verdict[] | null;
  /** Prove what is `on` by trying to delete a version without a code. */
  probe: boolean;
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
  probe: Exclude<ProbeVerdict, 'inconclusive'>;
};

/** Buckets read at the same time: accounts have alarms on bursts of reads. */
const CONCURRENCY = 16;

/** Buckets proved at the same time: each takes three requests, one of them a refused delete that alarms may see. */
const PROBES_AT_ONCE = 4;

/** Reads how buckets are protected and judges them; denied is `unknown`, never `off`. */
export async function verify(options: VerifyOptions, context: Context): Promise<CommandResult> {
  const names = await namedBuckets(options.buckets, context);
  const { clients, identity } = await readOnlyConnection(context);
  try {
    const asked = options.all
      ? await context.ui.during('Listing buckets', () => everyBucket(clients))
      : names.map((name): BucketListing => ({ name, region: null }));
    // Identity and buckets are asked at the same time: neither needs the other.
    const [read, whose] = await Promise.all([readAll(clients, asked, context), identity]);
    const buckets = read.map(({ bucket }) => bucket);
    const failures = read.flatMap(({ failure }) => (failure === null ? [] : [failure]));
    const on = buckets.filter(({ verdict }) => verdict === 'on').map(({ name }) => name);
    if (!options.probe || on.length === 0) return present({ buckets, proved: [], failures, recordPath: null }, options);
    const signedIn = { clients, credentials: clients.credentials, identity: whose };
    return await recorded({ command: 'verify', buckets: on }, signedIn, context, async ({ record }) =>
      present({ ...(await proveAll(clients, buckets, record, context)), failures, recordPath: record.path }, options),
    );
  } finally {
    clients.close();
  }
}

async function everyBucket(clients: Clients): Promise<BucketListing[]> {
  const found: BucketListing[] = [];
  for await (const bucket of listBuckets(clients)) found.push(bucket);
  return found;
}

/** A bucket as it was read; `failure` says why it could not be. */
type ReadBucket = { bucket: VerifiedBucket; failure: Failure | null };

async function readAll(clients: Clients, asked: BucketListing[], context: Context): Promise<ReadBucket[]> {
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

async function verifyBucket(clients: Clients, { name, region: listed }: BucketListing, interruption: AbortSignal): Promise<ReadBucket> {
  let region = listed;
  try {
    interruption.throwIfAborted();
    region ??= await locateBucket(clients, name);
    const state = await readVersioning(clients, name, region);
    const lifecycle = needsLifecycle(state) ? await readLifecycleRules(clients, name, region) : null;
    const judgement = judge(state, lifecycle);
    const fix = fixFor(judgement.verdict, name, endpointToName(clients));
    return { bucket: { name, region, ...state, ...judgement, fix, probe: null }, failure: null };
  } catch (error) {
    if (interruption.aborted) throw interruption.reason;
    if (!isFailure(error)) throw error;
    const reason = error.aws?.code ?? error.kind;
    return { bucket: { name, region, versioning: null, mfaDelete: null, verdict: 'unknown', reason, fix: null, probe: null }, failure: error };
  }
}

/** The server to name in a `fix`; the practice account of `--sandbox` is gone when the fix is typed. */
function endpointToName({ settings, credentials }: Clients): string | null {
  return credentials.source.from === 'practice' ? null : (settings.endpointUrl ?? null);
}

/** Proves the buckets that say they are on; of the others it is known that a version can be deleted without a code. */
async function proveAll(
  clients: Clients,
  buckets: VerifiedBucket[],
  record: RunRecord,
  { ui, changes }: Context,
): Promise<{ buckets: VerifiedBucket[]; proved: ProvedBucket[] }> {
  const limit = pLimit(PROBES_AT_ONCE);
  const on = buckets.filter(({ verdict }) => verdict === 'on');
  const proved = await ui.during(`Proving ${on.length} ${on.length === 1 ? 'bucket' : 'buckets'}`, () =>
    Promise.all(on.map((bucket) => limit(async () => ({ bucket: bucket.name, ...(await probeBucket(clients, bucket.name, bucket.region, { changes, record })) })))),
  );
  const probed = buckets.map((bucket): VerifiedBucket => {
    const probe = proved.find((candidate) => candidate.bucket === bucket.name);
    if (probe === undefined) return bucket;
    return { ...bucket, probe: probe.answer, reason: probe.reason === null ? bucket.reason : `probe: ${probe.reason}` };
  });
  return { buckets: probed, proved };
}

type ProvedBucket = Probe & { bucket: string };

/** What was found, and where the run's record is; `null` where nothing was changed. */
type Found = { buckets: VerifiedBucket[]; proved: ProvedBucket[]; failures: Failure[]; recordPath: string | null };

function present({ buckets, proved, failures, recordPath }: Found, options: VerifyOptions): CommandResult {
  const verdicts = buckets.map(({ verdict }) => verdict);
  const probes = proved.map(({ answer }): ProbeVerdict => answer ?? 'inconclusive');
  const leftovers = proved.flatMap(({ bucket, leftover }): Leftover[] => (leftover === null ? [] : [{ bucket, ...leftover }]));
  return {
    exitCode: verifyExitCode(verdicts, options.failOn, probes),
    document: { summary: summarize(verdicts), buckets, leftovers, record: recordPath },
    show(ui) {
      if (options.format === 'csv') {
        const columns = ['name', 'region', 'versioning', 'mfaDelete', 'verdict', 'reason', 'fix', 'probe'] as const;
        ui.resultText(csvDocument(columns, buckets.map((bucket) => columns.map((column) => bucket[column]))));
        if (recordPath !== null) ui.line(`record: ${recordPath}`);
      } else {
        showVerdicts(buckets, ui);
        if (recordPath !== null) ui.result(`record: ${recordPath}`);
      }
      showUnreadable(failures, ui);
      showLeftovers(leftovers, ui);
    },
  };
}
