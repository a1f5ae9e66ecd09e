import pLimit from 'p-limit';
import { listBuckets } from '../aws/bucket-listing.js';
import { locateBucket } from '../aws/bucket-location.js';
import { readLifecycleRules } from '../aws/bucket-inspection.js';
import { readVersioning } from '../aws/bucket-versioning.js';
import type { Clients } from '../aws/clients.js';
import type { SigningCredentials } from '../aws/credentials.js';
import type { Context } from '../context.js';
import type { BucketListing } from '../core/bucket-state.js';
import { type DocumentHead, documentHead } from '../core/document-head.js';
import { type Failure, isFailure } from '../core/failure.js';
import { judgeWithWindow } from '../core/purge-window.js';
import { fixFor, isFinding, judge, needsLifecycle, type ProbeVerdict, summarize, type Verdict, verifyExitCode } from '../core/verdict.js';
import type { Leftover, VerifiedBucket, VerifyDocument } from '../core/verify/document.js';
import { isReportFormat, type VerifyFormat } from '../core/verify/formats.js';
import { jsonDocument, jsonLine } from '../ui/json.js';
import { reportWriter } from '../ui/reports/writers.js';
import type { CommandResult } from './command-result.js';
import type { RunRecord } from '../state/run-record.js';
import { attendToWindows } from './steps/attend-to-window.js';
import { credentialLine } from './steps/credential-words.js';
import { namedBuckets } from './steps/name-buckets.js';
import { type Probe, probeBucket } from './steps/probe-bucket.js';
import { recorded } from './steps/recorded.js';
import { showLeftovers, showUnreadable, showVerdicts } from './steps/show-verdicts.js';
import { readOnlyConnection } from './steps/sign-in.js';

/** What `verify` was asked. */
export type VerifyOptions = {
  buckets: string[];
  all: boolean;
  format: VerifyFormat;
  /** Verdicts that count as findings; `null`: all but `on`. */
  failOn: Verdict[] | null;
  /** Prove what is `on` by trying to delete a version without a code. */
  probe: boolean;
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
    const windows = await attendToWindows(options.all ? null : names, { clients, identity }, context);
    const asked = options.all
      ? await context.ui.during('Listing buckets', () => everyBucket(clients))
      : names.map((name): BucketListing => ({ name, region: null }));
    // Identity and buckets are asked at the same time: neither needs the other.
    const [read, whose] = await Promise.all([readAll(clients, asked, windows, options, context), identity]);
    const buckets = read.map(({ bucket }) => ({ ...bucket, account: whose?.account ?? null }));
    const failures = read.flatMap(({ failure }) => (failure === null ? [] : [failure]));
    const on = buckets.filter(({ verdict }) => verdict === 'on').map(({ name }) => name);
    if (!options.probe || on.length === 0) return present({ buckets, proved: [], failures, recordPath: null, credentials: clients.credentials }, options, context);
    const signedIn = { clients, credentials: clients.credentials, identity: whose, makesKey: false };
    return await recorded({ command: 'verify', buckets: on }, signedIn, context, async ({ record }) =>
      present({ ...(await proveAll(clients, buckets, record, context)), failures, recordPath: record.path, credentials: clients.credentials }, options, context),
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

async function readAll(clients: Clients, asked: BucketListing[], windows: ReadonlySet<string>, options: VerifyOptions, context: Context): Promise<ReadBucket[]> {
  const limit = pLimit(CONCURRENCY);
  let done = 0;
  return context.ui.during(`Reading ${asked.length} ${asked.length === 1 ? 'bucket' : 'buckets'}`, (update) =>
    Promise.all(
      asked.map((bucket) =>
        limit(async () => {
          const verified = await verifyBucket(clients, bucket, windows.has(bucket.name), options, context);
          done += 1;
          update(`Reading buckets, ${done} of ${asked.length}`);
          return verified;
        }),
      ),
    ),
  );
}

async function verifyBucket(clients: Clients, { name, region: listed }: BucketListing, hasWindow: boolean, { failOn }: VerifyOptions, { interruption }: Context): Promise<ReadBucket> {
  let region = listed;
  try {
    interruption.throwIfAborted();
    region ??= await locateBucket(clients, name);
    const state = await readVersioning(clients, name, region);
    const lifecycle = needsLifecycle(state) ? await readLifecycleRules(clients, name, region) : null;
    const judgement = judgeWithWindow(judge(state, lifecycle), hasWindow);
    const fix = fixFor(judgement.verdict, name, endpointToName(clients));
    const finding = isFinding(judgement.verdict, failOn);
    return { bucket: { name, account: null, region, ...state, ...judgement, fix, probe: null, finding, expectation: null, recordedAt: null }, failure: null };
  } catch (error) {
    if (interruption.aborted) throw interruption.reason;
    if (!isFailure(error)) throw error;
    const reason = error.aws?.code ?? error.kind;
    const nothing = { versioning: null, mfaDelete: null, fix: null, probe: null, finding: false, expectation: null, recordedAt: null };
    return { bucket: { name, account: null, region, verdict: 'unknown', reason, ...nothing }, failure: error };
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
type Found = { buckets: VerifiedBucket[]; proved: ProvedBucket[]; failures: Failure[]; recordPath: string | null; credentials: SigningCredentials };

async function present({ buckets, proved, failures, recordPath, credentials }: Found, options: VerifyOptions, context: Context): Promise<CommandResult> {
  const verdicts = buckets.map(({ verdict }) => verdict);
  const probes = proved.map(({ answer }): ProbeVerdict => answer ?? 'inconclusive');
  const leftovers = proved.flatMap(({ bucket, leftover }): Leftover[] => (leftover === null ? [] : [{ bucket, ...leftover }]));
  const { account, principal } = context.head;
  const body = {
    complete: true,
    source: { kind: 'aws', oldest: null, newest: null },
    summary: summarize(verdicts),
    buckets,
    accounts: [{ account, principal, credentials: credentialLine(credentials, null), buckets: buckets.length, error: null }],
    dropped: [],
    policy: null,
    changes: null,
    leftovers,
    record: recordPath,
  } satisfies Omit<VerifyDocument, keyof DocumentHead>;
  const report = await reportText({ ...documentHead('verify', { tool: context.tool, now: context.clock.now(), whose: context.head }), ...body }, options.format);
  return {
    exitCode: verifyExitCode(verdicts, options.failOn, probes),
    document: body,
    show(ui) {
      if (report === null) showVerdicts(buckets, ui);
      else ui.resultText(report);
      if (recordPath !== null) (report === null ? ui.result : ui.line)(`record: ${recordPath}`);
      showUnreadable(failures, ui);
      showLeftovers(leftovers, ui);
    },
  };
}

/** The document in the format that was asked for; `null` for the table. */
async function reportText(document: VerifyDocument, format: VerifyFormat): Promise<string | null> {
  if (isReportFormat(format)) return (await reportWriter(format))(document);
  if (format === 'json') return jsonDocument(document);
  if (format === 'ndjson') return document.buckets.map((bucket) => jsonLine(bucket)).join('');
  return null;
}
