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
/** Requests at a time while a window is open: WINDOW_PARALLEL of src/flows/steps/window/purge-through-window.ts. */
const PARALLEL = 8;
const local = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Carrying out a purge: with codes, and at full speed through a window. */
export async function* purge() {
  yield await betweenCodes();
  yield* throughWindow(110_000);
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
      const { codes, env } = codesOf(server, asked);
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

/** Every device of the root user in turn, each of whose codes comes from a program, so that nothing is waited for in between. */
function codesOf(server, asked) {
  const devices = server.mfaDevices.filter(({ owner, secret }) => owner === 'root' && secret !== null);
  return {
    codes: [...devices.flatMap(({ serialNumber }) => ['--mfa-serial', serialNumber]), '--mfa-process', `${process.execPath} ${local('show-code.mjs')} {serial}`],
    env: {
      ...server.env,
      XDG_STATE_HOME: temporaryDirectory(),
      BENCH_CODES_ASKED: asked,
      BENCH_DEVICES: JSON.stringify(Object.fromEntries(devices.map(({ serialNumber, secret }) => [serialNumber, `otpauth://totp/x?secret=${secret}`]))),
    },
  };
}

/** What `purge --window` deletes against a bare loop of the same requests, in turn; each on a practice account of its own, as what is deleted is gone. */
async function* throughWindow(versions) {
  const flags = ['--versions', String(versions), '--latency', String(LATENCY_MS)];
  const [times, costs] = [[], []];
  for (let round = 0; round < ROUNDS; round += 1) {
    const bare = await bareLoop([...flags, '--fault', 'mfa-delete-off=0']);
    const own = await window(flags);
    if (own.deleted !== bare.deleted) throw new Error(`${own.deleted} versions were deleted, and ${bare.deleted} by the bare loop`);
    times.push(own.seconds / bare.seconds);
    costs.push((own.cpuSeconds / own.deleted) * 1e6);
  }
  yield { what: `deleting ${versions * 0.9} versions / a bare loop of DeleteObjects`, bound: 1 / 0.8, ratio: Math.min(...times), rounds: times };
  yield { what: 'processor time a version, listings included, µs', bound: 70, ratio: Math.min(...costs), rounds: costs };
}

async function bareLoop(flags) {
  const server = await startSandbox(...flags);
  try {
    const plan = path.join(temporaryDirectory(), 'plan.ndjson');
    await costOf(ours(['purge', BUCKET, '--older-than', '0s', '--dry-run', '--allow-unprotected', '--plan-out', plan, '--endpoint-url', server.endpoint], server.env)());
    const command = { file: process.execPath, args: [local('bare-deletes.mjs'), server.endpoint, BUCKET, plan, String(PARALLEL)], env: server.env };
    return JSON.parse((await costOf(command)).stdout);
  } finally {
    server.stop();
  }
}

/** `seconds`: from when MFA Delete was read back as off until the last version was in the journal. */
async function window(flags) {
  const server = await startSandbox(...flags);
  try {
    const { codes, env } = codesOf(server, path.join(temporaryDirectory(), 'asked'));
    const consent = ['--confirm', BUCKET, '--window', '--accept-open-window'];
    const { stdout, cpuSeconds } = await costOf(ours(['purge', BUCKET, '--older-than', '0s', ...consent, '--json', '--endpoint-url', server.endpoint, ...codes], env)());
    const { summary, journal, record } = JSON.parse(stdout);
    const opened = linesOf(record).find(({ event }) => event === 'result').time;
    const seconds = (Date.parse(linesOf(journal).at(-1).time) - Date.parse(opened)) / 1000;
    return { deleted: summary.deleted, seconds, cpuSeconds };
  } finally {
    server.stop();
  }
}

const linesOf = (file) => readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
