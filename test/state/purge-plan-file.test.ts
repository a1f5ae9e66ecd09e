import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/failures/failure.js';
import { hostileKeys } from '../../src/sandbox/seed/objects.js';
import { type PlanHead, type PlannedItem, type PlannedUpload, type PlannedVersion, readPlan, writePlan } from '../../src/state/purge-plan-file.js';
import { temporaryHome } from '../support/temporary-home.js';

const head: PlanHead = { bucket: 'ledger', endpoint: 'https://s3.us-east-1.amazonaws.com', account: null, createdAt: '2026-03-04T12:00:00.000Z', rules: ['--keep'], prefix: '', allVersions: false };
const version = (key: string): PlannedVersion => ({ key, versionId: 'null', isDeleteMarker: false, isLatest: false, lastModified: 1_000, size: 7, action: 'delete', rule: '--keep' });
const upload: PlannedUpload = { action: 'abort-upload', key: 'parts\r\n', uploadId: 'u1', initiated: 2_000, rule: 'abort' };

async function* stream(...items: PlannedItem[]): AsyncGenerator<PlannedItem> {
  yield* items;
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

const kindOf = (error: unknown): string => (isFailure(error) ? error.kind : String(error));

describe('a plan', () => {
  test('comes back exactly, as often as it is read, hostile names and all', async () => {
    const file = path.join(temporaryHome(), 'plan');
    const versions = [...hostileKeys, '\ud800 alone', '\u2028'].map(version);
    expect(await writePlan(file, head, stream(...versions, upload))).toEqual({ versions: versions.length, uploads: 1 });

    const plan = await readPlan(file);

    expect(plan.head).toEqual(head);
    for (let time = 0; time < 2; time += 1) {
      expect(await all(plan.versions)).toEqual(versions);
      expect(await all(plan.uploads)).toEqual([upload]);
    }
  });

  test('of many versions goes through in pieces', async () => {
    const file = path.join(temporaryHome(), 'plan');
    const versions = Array.from({ length: 5_000 }, (_, index) => version(`ключ/${index}`));
    await writePlan(file, head, stream(...versions));
    expect(await all((await readPlan(file)).versions)).toEqual(versions);
  });

  test('is for its owner alone, and replaces a file only when it is whole', async () => {
    const directory = temporaryHome();
    const file = path.join(directory, 'plan');
    writeFileSync(file, 'before', { mode: 0o644 });
    const breaksOff = async function* () {
      yield version('a');
      throw new Error('the listing broke off');
    };
    await expect(writePlan(file, head, breaksOff())).rejects.toThrow('the listing broke off');
    expect(readFileSync(file, 'utf8')).toBe('before');

    await writePlan(file, head, stream(version('a')));

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(directory)).toEqual(['plan']);
  });

  test('that cannot be written is said before the first item is asked for', async () => {
    let asked = false;
    const items = async function* () {
      asked = true;
      yield version('a');
    };
    expect(kindOf(await writePlan(path.join(temporaryHome(), 'no', 'plan'), head, items()).catch((error: unknown) => error))).toBe('local-file');
    expect(asked).toBe(false);
  });
});

describe('a file that is no plan', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'first line'],
    ['another JSON', '{"Rules":[]}\n', 'first line'],
    ['binary', '\u0000\u0001\n', 'line 1 cannot be read'],
  ])('%s', async (_, text, why) => {
    const file = path.join(temporaryHome(), 'plan');
    writeFileSync(file, text);
    await expect(readPlan(file)).rejects.toThrow(text === '' ? /cannot be read|first line/ : why);
  });

  test('a missing one is another failure', async () => {
    expect(kindOf(await readPlan(path.join(temporaryHome(), 'plan')).catch((error: unknown) => error))).toBe('local-file');
  });

  test.each<[string, (lines: string[]) => string[]]>([
    ['cut off', (lines) => lines.slice(0, -1)],
    ['a line lost', (lines) => lines.toSpliced(1, 1)],
    ['a line twice', (lines) => lines.toSpliced(1, 0, lines[1] ?? '')],
    ['a negative size', (lines) => lines.map((line) => line.replace('"size":7', '"size":-7'))],
    ['an unknown action', (lines) => lines.map((line) => line.replace('"action":"delete"', '"action":"keep"'))],
  ])('nor one that is not whole or not right: %s', async (_, spoil) => {
    const file = path.join(temporaryHome(), 'plan');
    await writePlan(file, head, stream(version('a'), version('b')));
    writeFileSync(file, `${spoil(readFileSync(file, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
    const failure = await readPlan(file).then(({ versions }) => all(versions)).catch((error: unknown) => error);
    expect(kindOf(failure)).toBe('usage');
  });
});
