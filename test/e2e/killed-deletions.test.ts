import { readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { quote } from 'shlex';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startPracticeAccount } from '../../src/sandbox/start.js';
import type { JournalLine } from '../../src/state/journal.js';
import { nameOf, versionsIn } from '../flows/support/deletion-runs.js';
import { type RunningProgram, runProgram } from '../support/built-program.js';
import { temporaryHome } from '../support/temporary-home.js';

const PHONE = 'arn:aws:iam::111122223333:mfa/root-account-mfa-device';
const TOKEN = 'GAHT12345678';
const BUCKET = 'deep-history';
const showCode = [process.execPath, fileURLToPath(new URL('../interop/show-code.mjs', import.meta.url))].map(quote).join(' ');

type Document = { summary: Record<string, number>; plan: { absent: unknown[] } };

/** A practice account with so many versions, on which the built program runs, each time with another device. */
async function bench(versions: number, onAnswered: (operation: string, program: RunningProgram | null) => void) {
  let program: RunningProgram | null = null;
  const practice = await startPracticeAccount({ versions, onAnswered: ({ operation }) => onAnswered(operation, program) });
  onTestFinished(() => practice.close());
  const home = temporaryHome();
  const bucket = practice.account.buckets.find(BUCKET) ?? expect.unreachable('there is no such bucket');
  const env = {
    AWS_ACCESS_KEY_ID: practice.root.accessKeyId,
    AWS_SECRET_ACCESS_KEY: practice.root.secretAccessKey,
    DEVICE_URIS: JSON.stringify(Object.fromEntries(practice.mfaDevices.map(({ serialNumber, secret }) => [serialNumber, `otpauth://totp/x?secret=${secret ?? 'AAAA'}`]))),
    DEVICE_SHOWN: path.join(home, 'shown'),
  };
  const state = (folder: string): string => path.join(home, '.local', 'state', 's3-mfa-delete', folder);
  const linesOf = <T>(folder: string): T[][] => {
    const files = readdirSync(state(folder)).toSorted().map((file) => readFileSync(path.join(state(folder), file), 'utf8'));
    return files.map((content) => content.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as T));
  };
  return {
    home,
    state,
    contents: () => versionsIn(bucket),
    async run(args: string[], serial: string) {
      const codes = ['--mfa-serial', serial, '--mfa-process', `${showCode} {serial}`];
      const started = (running: RunningProgram): void => void (program = running);
      const { exitCode, stdout } = await runProgram([...args, '--confirm', BUCKET, '--json', '--endpoint-url', practice.endpoint, ...codes], { env, home, started });
      return { exitCode, document: stdout === '' ? null : (JSON.parse(stdout) as Document) };
    },
    journals: () => linesOf<JournalLine>('journals'),
    records: () => linesOf<Record<string, unknown>>('records').flat(),
  };
}

type Bench = Awaited<ReturnType<typeof bench>>;

/** Kills between the first batch, once it is in the journal, and the second: before its code is asked for. */
function betweenBatches(): (operation: string, program: RunningProgram | null) => void {
  let [deletes, isKilled] = [0, false];
  return (operation, program) => {
    if (operation === 'DeleteObjects') deletes += 1;
    if (isKilled || deletes === 0 || operation !== 'GetBucketVersioning') return;
    isKilled = true;
    program?.kill('SIGKILL');
  };
}

/** Kills after the first batch was deleted, and before the answer is on its way. */
function whileAnswering(): (operation: string, program: RunningProgram | null) => void {
  let isKilled = false;
  return (operation, program) => {
    if (operation !== 'DeleteObjects' || isKilled) return;
    isKilled = true;
    program?.kill('SIGKILL');
  };
}

describe('delete-version, killed', () => {
  /** All versions of the bucket, in a list. */
  const wanted = (b: Bench): string[] => {
    const list = path.join(b.home, 'list.ndjson');
    writeFileSync(list, b.contents().map(({ key, versionId }) => `${JSON.stringify({ key, versionId })}\n`).join(''));
    return ['delete-version', BUCKET, '--from', list];
  };

  it('between two batches: run again, it deletes what is left, and nothing twice', async () => {
    const b = await bench(1_010, betweenBatches());
    const [args, all] = [wanted(b), b.contents()];
    expect((await b.run(args, PHONE)).exitCode).toBeNull();
    expect(b.contents()).toHaveLength(10);
    expect(b.journals().map((lines) => lines.length)).toEqual([1_000]);
    const again = await b.run(args, TOKEN);
    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 10, deleted: 10, codesUsed: 1 } } });
    expect(again.document?.plan.absent).toHaveLength(1_000);
    expect(b.contents()).toEqual([]);
    expect(b.journals().flat().map(nameOf).toSorted()).toEqual(all.map(nameOf).toSorted());
  });

  it('while an answer was on its way: the record has what was sent, and run again it finds that gone', async () => {
    const b = await bench(1_010, whileAnswering());
    const [args, all] = [wanted(b), b.contents()];
    expect((await b.run(args, PHONE)).exitCode).toBeNull();
    expect(b.contents()).toHaveLength(10);
    // Nobody heard the answer, so nothing is claimed: the record says what was asked for.
    expect(b.journals()).toEqual([[]]);
    expect(b.records().at(-1)).toMatchObject({ event: 'deleting', versions: 1_000, first: { key: all[0]?.key, versionId: all[0]?.versionId }, last: { key: all[999]?.key } });
    const again = await b.run(args, TOKEN);
    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 10, deleted: 10, codesUsed: 1 } } });
    expect(again.document?.plan.absent).toHaveLength(1_000);
    expect(b.contents()).toEqual([]);
  });
});

describe('purge, killed', () => {
  const args = ['purge', BUCKET, '--older-than', '0s'];

  /** In a listing a key begins with its current version; this bucket has no delete markers. */
  const split = (b: Bench): { current: string[]; noncurrent: string[] } => {
    const all = b.contents();
    const isCurrent = (at: number): boolean => all[at]?.key !== all[at - 1]?.key;
    return { current: all.filter((_, at) => isCurrent(at)).map(nameOf), noncurrent: all.filter((_, at) => !isCurrent(at)).map(nameOf) };
  };

  /** As if the run had been killed two minutes ago: then nobody has renewed its lock for long enough. */
  const letTimePass = (b: Bench): void => {
    const then = Date.now() / 1000 - 120;
    for (const lock of readdirSync(b.state('plans')).filter((name) => name.endsWith('.lock'))) utimesSync(path.join(b.state('plans'), lock), then, then);
  };

  it('between two batches: run again, it deletes what is left, nothing twice, and clears the old plan away', async () => {
    const b = await bench(1_120, betweenBatches());
    const { current, noncurrent } = split(b);
    expect(noncurrent).toHaveLength(1_008);
    expect((await b.run(args, PHONE)).exitCode).toBeNull();
    expect(b.contents()).toHaveLength(current.length + 8);
    expect(b.journals().map((lines) => lines.length)).toEqual([1_000]);
    expect(readdirSync(b.state('plans')).map((name) => path.extname(name)).toSorted()).toEqual(['.lock', '.ndjson']);
    letTimePass(b);

    const again = await b.run(args, TOKEN);

    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 8, deleted: 8, codesUsed: 1 } } });
    expect(b.contents().map(nameOf)).toEqual(current);
    expect(b.journals().flat().map(nameOf).toSorted()).toEqual(noncurrent.toSorted());
    expect(readdirSync(b.state('plans'))).toEqual([]);
  });

  it('while an answer was on its way: run again, it finds that gone and does the rest', async () => {
    const b = await bench(1_120, whileAnswering());
    const { current, noncurrent } = split(b);
    expect((await b.run(args, PHONE)).exitCode).toBeNull();
    expect(b.contents()).toHaveLength(current.length + 8);
    expect(b.journals()).toEqual([[]]);
    expect(b.records().at(-1)).toMatchObject({ event: 'deleting', versions: 1_000 });

    const again = await b.run(args, TOKEN);

    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: 8, deleted: 8, codesUsed: 1 } } });
    expect(b.contents().map(nameOf)).toEqual(current);
    expect(b.journals().map((lines) => lines.length)).toEqual([0, 8]);
    expect(noncurrent).toEqual(expect.arrayContaining(b.journals().flat().map(nameOf)));
  });
});
