import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ours, temporaryDirectory } from './commands.mjs';
import { costOf } from './cost.mjs';
import { startRelay } from './relay.mjs';
import { startSandbox } from './sandbox.mjs';

const BUCKET = 'deep-history';
const LATENCY_MS = 20;
const ROUNDS = 3;
/** Requests at a time of a purge without codes. */
const PARALLEL = 4;
const local = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Carrying out a purge: with codes, and at full speed without. */
export async function* purge() {
  yield await betweenCodes();
  yield* withoutCodes(110_000);
}

/**
 * From the end of the answer to one coded request of 1000 versions until the program asks for the next code: reading the
 * answer, journal and record on disk, the next batch ready, and a look whether MFA Delete is still on, which is a request of
 * its own. Two devices, so that nothing is waited for in between.
 */
async function betweenCodes() {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const server = await startSandbox('--versions', '2200', '--latency', String(LATENCY_MS));
    const relay = await startRelay(server.endpoint);
    try {
      const asked = path.join(temporaryDirectory(), 'asked');
      const devices = server.mfaDevices.filter(({ owner, secret }) => owner === 'root' && secret !== null);
      const env = {
        ...server.env,
        BENCH_CODES_ASKED: asked,
        BENCH_DEVICES: JSON.stringify(Object.fromEntries(devices.map(({ serialNumber, secret }) => [serialNumber, `otpauth://totp/x?secret=${secret}`]))),
      };
      const codes = [...devices.flatMap(({ serialNumber }) => ['--mfa-serial', serialNumber]), '--mfa-process', `${process.execPath} ${local('show-code.mjs')} {serial}`];
      await costOf(ours(['purge', BUCKET, '--older-than', '0s', '--confirm', BUCKET, '--endpoint-url', relay.endpoint, ...codes], env)());
      const [, second] = readFileSync(asked, 'utf8').trim().split('\n').map(Number);
      rounds.push((second - relay.answers[0]) / 1000);
    } finally {
      relay.stop();
      server.stop();
    }
  }
  return { what: `code accepted to next code, 1000 versions, ${LATENCY_MS} ms away, s`, bound: 0.3, ratio: Math.min(...rounds), rounds };
}

/** The deletes against a bare loop of the same requests, in turn; each on a practice account of its own, as what is deleted is gone. */
async function* withoutCodes(versions) {
  const flags = ['--versions', String(versions), '--latency', String(LATENCY_MS), '--fault', 'mfa-delete-off=0'];
  const [times, costs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await onSandbox(flags, async (server, plan) => {
      const command = { file: process.execPath, args: [local('bare-deletes.mjs'), server.endpoint, BUCKET, plan, String(PARALLEL)], env: server.env };
      return JSON.parse((await costOf(command)).stdout);
    });
    const own = await onSandbox(flags, async (server) => {
      const args = ['purge', BUCKET, '--older-than', '0s', '--confirm', BUCKET, '--allow-unprotected', '--json', '--endpoint-url', server.endpoint];
      const { stdout, cpuSeconds } = await costOf(ours(args, server.env)());
      return { ...JSON.parse(stdout).summary, cpuSeconds };
    });
    if (own.deleted !== bare.deleted) throw new Error(`${own.deleted} versions were deleted, and ${bare.deleted} by the bare loop`);
    times.push(own.seconds / bare.seconds);
    costs.push((own.cpuSeconds / own.deleted) * 1e6);
  }
  yield { what: `deleting ${versions * 0.9} versions / a bare loop of DeleteObjects`, bound: 1 / 0.8, ratio: Math.min(...times), rounds: times };
  yield { what: 'processor time a version, listings included, µs', bound: 70, ratio: Math.min(...costs), rounds: costs };
}

async function onSandbox(flags, work) {
  const server = await startSandbox(...flags);
  try {
    const plan = path.join(temporaryDirectory(), 'plan.ndjson');
    await costOf(ours(['purge', BUCKET, '--older-than', '0s', '--dry-run', '--allow-unprotected', '--plan-out', plan, '--endpoint-url', server.endpoint], server.env)());
    return await work(server, plan);
  } finally {
    server.stop();
  }
}
