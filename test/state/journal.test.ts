import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/failures/failure.js';
import type { ObjectVersion } from '../../src/core/versions/object-version.js';
import { type DeletionJournal, openJournal } from '../../src/state/journal.js';
import { hostileKeys } from '../../src/sandbox/seed/objects.js';
import { fileSizeLimit } from '../support/file-size-limit.js';
import { temporaryHome } from '../support/temporary-home.js';

const NOON = Date.parse('2026-03-04T12:00:00Z');
const version = (key: string, versionId = '1'): ObjectVersion => ({ key, versionId, isDeleteMarker: false, isLatest: false, lastModified: 0, size: 7 });
const many = (count: number): ObjectVersion[] => Array.from({ length: count }, (_, index) => version('k', String(index)));

function opened(stateDirectory = temporaryHome()): DeletionJournal {
  return openJournal(stateDirectory, { command: 'purge', bucket: 'ledger' }, () => NOON);
}

const linesOf = ({ path: file }: DeletionJournal): unknown[] =>
  readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);

test('a line a version, exactly as it was, readable while the run goes on', async () => {
  const journal = opened();
  await journal.write([version('a')], 'REQUEST1');
  await journal.write([{ ...version('b', 'null'), isDeleteMarker: true, size: 0 }], null);
  expect(linesOf(journal)).toEqual([
    { bucket: 'ledger', key: 'a', versionId: '1', isDeleteMarker: false, size: 7, time: '2026-03-04T12:00:00.000Z', requestId: 'REQUEST1' },
    { bucket: 'ledger', key: 'b', versionId: 'null', isDeleteMarker: true, size: 0, time: '2026-03-04T12:00:00.000Z', requestId: null },
  ]);
  expect(journal.lines()).toBe(2);
  journal.close();
});

test('hostile keys come back to the letter, and a terminal that shows the file obeys none of them', async () => {
  const journal = opened();
  await journal.write(hostileKeys.map((key) => version(key)), 'R');
  expect(linesOf(journal).map((line) => (line as { key: string }).key)).toEqual([...hostileKeys]);
  // eslint-disable-next-line no-control-regex
  expect(readFileSync(journal.path, 'utf8')).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\u2028]/);
  journal.close();
});

test('only its owner can read it', async () => {
  const home = temporaryHome();
  const journal = opened(path.join(home, 'state'));
  expect(statSync(journal.path).mode & 0o777).toBe(0o600);
  expect(statSync(path.dirname(journal.path)).mode & 0o777).toBe(0o700);
  journal.close();
});

test('a run that deleted nothing leaves no journal', () => {
  const journal = opened();
  journal.ensureRoom(many(3));
  journal.close();
  expect(existsSync(journal.path)).toBe(false);
});

test('batches that end at the same time do not mix', async () => {
  const journal = opened();
  await Promise.all(Array.from({ length: 20 }, (_, index) => journal.write(many(100).map((each) => ({ ...each, key: String(index) })), null)));
  const keys = linesOf(journal).map((line) => (line as { key: string }).key);
  expect(keys).toHaveLength(2_000);
  expect(keys).toEqual(Array.from({ length: 2_000 }, (_, index) => String(Math.floor(index / 100))));
  journal.close();
});

test('a directory that cannot be used is said before anything is deleted', () => {
  const home = temporaryHome();
  writeFileSync(path.join(home, 'journals'), '');
  expect(() => opened(home)).toThrow(/journal of deleted versions cannot be written/);
});

describe('on a disk that is full', () => {
  test('it is known before a code is spent, and nothing is left of the try', async () => {
    const journal = opened();
    await journal.write(many(10), 'R');
    const before = readFileSync(journal.path, 'utf8');
    fileSizeLimit()(4_096);
    expect(() => journal.ensureRoom(many(1_000))).toThrow(/cannot be written/);
    journal.ensureRoom(many(2));
    expect(readFileSync(journal.path, 'utf8')).toBe(before);
    journal.close();
  });

  test('lines are whole: as many as there was room for', async () => {
    const journal = opened();
    const limit = fileSizeLimit();
    limit(4_096);
    const failure = await journal.write(many(100), 'R').catch((error: unknown) => error);
    expect(isFailure(failure, 'local-file')).toBe(true);
    expect(linesOf(journal)).toHaveLength(journal.lines());
    expect(journal.lines()).toBeGreaterThan(20);
    limit(null);
    await journal.write([version('later')], null);
    expect((linesOf(journal).at(-1) as { key: string }).key).toBe('later');
    journal.close();
  });
});

test('every run has a journal of its own', () => {
  const home = temporaryHome();
  const journals = [opened(home), opened(home)];
  expect(readdirSync(path.join(home, 'journals'))).toHaveLength(2);
  journals.forEach((journal) => journal.close());
});
