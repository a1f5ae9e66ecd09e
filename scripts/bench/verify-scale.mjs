import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { awsClis } from './aws-cli.mjs';
import { environment, program } from './commands.mjs';
import { costOf } from './cost.mjs';
import { startSandbox } from './sandbox.mjs';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));

/** Buckets of the practice account, its latency (ms), and how many requests `verify` has in flight. */
const MANY = { buckets: 10_000, latency: 20, concurrency: 128 };

/** What the default concurrency is measured at. */
const PATIENT = { buckets: 6_000, latency: 100, concurrency: 16 };

/** Enough buckets for a rate of the loops, which take longer. */
const LOOPED_BY = { sdk: 5_000, boto3: 3_000 };

/** So often each is measured, in turn. */
const ROUNDS = 3;

/** A shell loop takes hours for ten thousand buckets: so many are measured, and the rest is reckoned. */
const LOOPED = 20;

/**
 * `verify --all` of ten thousand buckets against what else reads them, all from one practice account in a process of its own.
 * Of `verify` the whole process counts, from its start to its exit, with the listing, the identity and the second read of each
 * bucket that is off; of the others only the loop that reads, and one read a bucket.
 */
export async function* verifyScale() {
  const server = await startSandbox('--buckets', String(MANY.buckets), '--latency', String(MANY.latency));
  try {
    const hasBoto3 = python();
    const rounds = [];
    const firstResults = [];
    for (let round = 0; round < ROUNDS; round++) {
      const ours = await verifyAll(server, MANY.concurrency);
      const loop = usageOf(process.execPath, [here('sdk-loop.mjs'), String(LOOPED_BY.sdk)], server);
      const boto3 = hasBoto3 ? usageOf('python3', [here('boto3-loop.py'), String(LOOPED_BY.boto3), '64'], server) : null;
      rounds.push({ ours, loop, boto3 });
      firstResults.push(await firstResult(server));
    }
    yield { what: 'first result after the first answer / ms', bound: 300, ...best(firstResults) };
    yield { what: 'verify / SDK loop, time a bucket', bound: 1 / 1.25, ...best(rounds.map(({ ours, loop }) => each(ours, 'seconds') / each(loop, 'seconds'))) };
    if (!hasBoto3) yield { what: 'verify / boto3', skipped: 'there is no python3 with boto3' };
    else {
      const { version } = rounds[0].boto3;
      const against = (what) => best(rounds.map(({ ours, boto3 }) => each(ours, what) / each(boto3, what)));
      yield { what: `verify / boto3 ${version}, time a bucket`, bound: 1 / 3, ...against('seconds') };
      yield { what: `verify / boto3 ${version}, CPU a bucket`, bound: 0.35, ...against('cpuSeconds') };
    }
    const cli = awsClis().values().next().value;
    if (cli === undefined) yield { what: 'verify / shell loop', skipped: 'there is no AWS CLI on the PATH' };
    else yield { what: `verify / shell loop of ${cli.version} (${LOOPED} measured)`, bound: 1 / 40, ratio: each(rounds.at(-1).ours, 'seconds') / shellLoop(cli.file, server) };
  } finally {
    server.stop();
  }
}

const each = (cost, what) => cost[what] / cost.buckets;

/** The best of several rounds counts: a moment of other work on the machine is nobody's. */
const best = (ratios) => ({ ratio: Math.min(...ratios), rounds: ratios });

/** With 16 in flight and 100 ms the server sets the pace: what is missing to it is ours. */
export async function* verifyLatency() {
  const server = await startSandbox('--buckets', String(PATIENT.buckets), '--latency', String(PATIENT.latency));
  const bound = PATIENT.concurrency / (PATIENT.latency / 1000);
  const ratios = [];
  try {
    for (let round = 0; round < 2; round++) {
      const { seconds, requests } = await verifyAll(server, PATIENT.concurrency);
      ratios.push(bound / (requests / seconds));
    }
    yield { what: 'concurrency ÷ latency / verify, requests a second', bound: 1 / 0.95, ...best(ratios) };
  } finally {
    server.stop();
  }
}

/** Resident memory of `verify --format ndjson` for a hundred thousand buckets, against that for a thousand. */
export async function* verifyMemory() {
  const peaks = [];
  for (const buckets of [1_000, 100_000]) {
    const server = await startSandbox('--buckets', String(buckets));
    try {
      peaks.push((await verifyAll(server, 64)).peakMiB);
    } finally {
      server.stop();
    }
  }
  yield { what: 'verify: memory for 100,000 buckets / for 1,000', bound: 1.3, ratio: peaks[1] / peaks[0] };
}

async function verifyAll(server, concurrency) {
  const args = [program, 'verify', '--all', '--format', 'ndjson', '--fail-on', 'none', '--concurrency', String(concurrency), '--endpoint-url', server.endpoint];
  const { stdout, ...cost } = await costOf({ file: process.execPath, args, env: server.env });
  const { summary } = JSON.parse(stdout.trimEnd().split('\n').at(-1));
  return { ...cost, buckets: summary.buckets, requests: summary.buckets + summary.off + summary.blocked };
}

/** Milliseconds from the first request's answer, as `--debug` shows it, to the first bucket on stdout. */
async function firstResult(server) {
  const args = [program, 'verify', '--all', '--format', 'ndjson', '--debug', '--endpoint-url', server.endpoint];
  const child = spawn(process.execPath, args, { env: server.env, stdio: ['ignore', 'pipe', 'pipe'] });
  const answered = new Promise((resolve) => createInterface(child.stderr).on('line', (line) => / 200 \d+ ms/.test(line) && resolve(performance.now())));
  const [first] = await Promise.all([answered, once(createInterface(child.stdout), 'line').then(() => performance.now())]).then(([from, to]) => [to - from]);
  child.kill();
  return first;
}

/** Runs a loop that prints one line of JSON about itself. */
function usageOf(file, args, { endpoint, env }) {
  return JSON.parse(execFileSync(file, args, { env: { ...env, ENDPOINT: endpoint }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

function python() {
  return spawnSync('python3', ['-c', 'import boto3'], { env: environment }).status === 0;
}

/** @returns seconds a bucket */
function shellLoop(aws, { endpoint, env }) {
  const script = `for n in $(seq -f 'fleet-%06.0f' 1 ${LOOPED}); do "$0" s3api get-bucket-versioning --bucket "$n" --endpoint-url "$1" > /dev/null || exit 1; done`;
  const startedAt = process.hrtime.bigint();
  execFileSync('bash', ['-c', script, aws, endpoint], { env });
  return Number(process.hrtime.bigint() - startedAt) / 1e9 / LOOPED;
}
