import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import type { Bucket } from '../../../src/sandbox/buckets.js';
import { type PracticeAccountHandle, startPracticeAccount } from '../../../src/sandbox/start.js';
import type { JournalLine } from '../../../src/state/journal.js';
import { isolatedEnvironment } from '../../support/isolated-environment.js';
import { temporaryHome } from '../../support/temporary-home.js';
import { nameOf, versionsIn } from '../deletion-runs.js';

const PHONE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const TOKEN = 'GAHT12345678';
// Below node_modules, so that it finds the packages.
const program = fileURLToPath(new URL('../../../node_modules/.cache/s3-mfa-delete/killed-program.mjs', import.meta.url));
const showCode = fileURLToPath(new URL('../../interop/show-code.mjs', import.meta.url));

beforeAll(async () => {
  const entry = fileURLToPath(new URL('killed-program.ts', import.meta.url));
  await build({ entryPoints: [entry], outfile: program, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20', logLevel: 'error' });
});

type Ended = { exitCode: number | null; document: { summary: Record<string, number>; plan: { absent: unknown[] } } | null };

/** Starts an account, and runs the program against it with one device. */
async function bench(onAnswered: (operation: string, child: () => ChildProcess | null) => void) {
  let child: ChildProcess | null = null;
  const practice = await startPracticeAccount({ versions: 1_010, onAnswered: ({ operation }) => onAnswered(operation, () => child) });
  onTestFinished(() => practice.close());
  const home = temporaryHome();
  const list = path.join(home, 'list.ndjson');
  const wanted = versionsIn(bucketOf(practice));
  writeFileSync(list, wanted.map(({ key, versionId }) => `${JSON.stringify({ key, versionId })}\n`).join(''));
  const uris = Object.fromEntries(practice.mfaDevices.map(({ serialNumber, secret }) => [serialNumber, `otpauth://totp/x?secret=${secret ?? 'AAAA'}`]));
  const env = {
    ...isolatedEnvironment(home),
    AWS_ACCESS_KEY_ID: practice.root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: practice.root.secretAccessKey,
    DEVICE_URIS: JSON.stringify(uris),
    DEVICE_SHOWN: path.join(home, 'shown'),
  };
  const run = async (serial: string): Promise<Ended> => {
    child = spawn(process.execPath, [program, 'deep-history', list, `${process.execPath} ${showCode} {serial}`, serial, practice.endpoint], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    const exit = new Promise<number | null>((resolve) => child?.once('close', resolve));
    const [exitCode, output] = await Promise.all([exit, child.stdout === null ? '' : text(child.stdout)]);
    return { exitCode, document: output === '' ? null : (JSON.parse(output) as Ended['document']) };
  };
  const linesOf = <T>(folder: string): T[][] => {
    const directory = path.join(home, '.local', 'state', 's3-mfa-delete', folder);
    const files = readdirSync(directory).toSorted().map((file) => readFileSync(path.join(directory, file), 'utf8'));
    return files.map((content) => content.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T));
  };
  const journals = () => linesOf<JournalLine>('journals');
  const records = () => linesOf<Record<string, unknown>>('records').flat();
  return { practice, wanted, run, journals, records };
}

function bucketOf(practice: PracticeAccountHandle): Bucket {
  return practice.account.buckets.find('deep-history') ?? expect.unreachable('there is no such bucket');
}

it('killed between two batches: run again, it deletes what is left, and nothing twice', { timeout: 90_000 }, async () => {
  let deletes = 0;
  const { practice, wanted, run, journals } = await bench((operation, child) => {
    if (operation === 'DeleteObjects') deletes += 1;
    if (deletes === 1 && operation === 'GetBucketVersioning') child()?.kill('SIGKILL');
  });
  expect((await run(PHONE)).exitCode).toBeNull();
  expect(versionsIn(bucketOf(practice))).toHaveLength(10);
  expect(journals().map((lines) => lines.length)).toEqual([1_000]);
  deletes = 2;
  const again = await run(TOKEN);
  expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 10, deleted: 10, codesUsed: 1 } } });
  expect(again.document?.plan.absent).toHaveLength(1_000);
  expect(versionsIn(bucketOf(practice))).toEqual([]);
  expect(journals().flat().map(nameOf).toSorted()).toEqual(wanted.map(nameOf).toSorted());
});

it('killed while an answer was on its way: the record has what was sent, and run again it finds that gone', { timeout: 90_000 }, async () => {
  let isKilled = false;
  const { practice, wanted, run, journals, records } = await bench((operation, child) => {
    if (operation !== 'DeleteObjects' || isKilled) return;
    isKilled = true;
    child()?.kill('SIGKILL');
  });
  expect((await run(PHONE)).exitCode).toBeNull();
  expect(versionsIn(bucketOf(practice))).toHaveLength(10);
  // Nobody heard the answer, so nothing is claimed: the record says what was asked for.
  expect(journals()).toEqual([[]]);
  expect(records().at(-1)).toMatchObject({ event: 'deleting', versions: 1_000, first: { key: wanted[0]?.key, versionId: wanted[0]?.versionId }, last: { key: wanted[999]?.key } });
  const again = await run(TOKEN);
  expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 10, deleted: 10, codesUsed: 1 } } });
  expect(again.document?.plan.absent).toHaveLength(1_000);
  expect(versionsIn(bucketOf(practice))).toEqual([]);
});
