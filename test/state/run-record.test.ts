import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { isFailure } from '../../src/core/failures/failure.js';
import { identityOf } from '../../src/core/signers/identity.js';
import { openRunRecord, type RecordEvent } from '../../src/state/run-record.js';
import { temporaryHome } from '../support/temporary-home.js';

const NOON = Date.parse('2026-03-01T12:00:00.250Z');
const before = { versioning: 'Enabled', mfaDelete: 'Disabled' } as const;
const wanted = { versioning: 'Enabled', mfaDelete: 'Enabled' } as const;

const events: RecordEvent[] = [
  {
    event: 'start',
    command: 'enable',
    tool: 's3-mfa-delete/1.0.0',
    identity: identityOf('111122223333', 'arn:aws:iam::111122223333:root'),
    accessKeyIdLast4: 'ABCD',
    endpoint: 'https://s3.eu-west-1.amazonaws.com',
    buckets: ['ledger'],
  },
  { event: 'sending', bucket: 'ledger', before, wanted, serialNumber: 'GAHT12345678' },
  { event: 'result', bucket: 'ledger', after: wanted, outcome: 'changed', requestId: 'REQ1', error: null },
  { event: 'end', exitCode: 0 },
];

const linesOf = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as unknown);

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('the record of a run', () => {
  test('is one JSON document a line, each with its time', () => {
    let now = NOON;
    const record = openRunRecord(temporaryHome(), 'enable', () => now);
    for (const event of events) {
      record.write(event);
      now += 1_500;
    }
    record.close();
    const times = ['2026-03-01T12:00:00.250Z', '2026-03-01T12:00:01.750Z', '2026-03-01T12:00:03.250Z', '2026-03-01T12:00:04.750Z'];
    expect(linesOf(record.path)).toEqual(events.map((event, at) => ({ time: times[at], ...event })));
  });

  test('is on disk line by line, so that a crash leaves the line before it', () => {
    const record = openRunRecord(temporaryHome(), 'enable', () => NOON);
    for (const [at, event] of events.entries()) {
      record.write(event);
      expect(readFileSync(record.path, 'utf8')).toMatch(/\}\n$/);
      expect(linesOf(record.path)).toHaveLength(at + 1);
    }
    record.close();
  });

  test('keeps a name with line breaks on one line', () => {
    const record = openRunRecord(temporaryHome(), 'enable', () => NOON);
    record.write({ event: 'result', bucket: 'a\nb', after: null, outcome: 'unknown', requestId: null, error: 'state-unknown' });
    record.close();
    expect(linesOf(record.path)).toMatchObject([{ bucket: 'a\nb' }]);
  });

  test('is named by time and command, and nobody else can read it', () => {
    const home = temporaryHome();
    const state = join(home, 'state', 's3-mfa-delete');
    const record = openRunRecord(state, 'enable', () => NOON);
    record.close();
    expect(record.path).toMatch(/\/records\/2026-03-01T12-00-00-250Z-enable-[0-9a-f]{6}\.ndjson$/);
    expect(modeOf(record.path)).toBe('600');
    expect([dirname(record.path), state, join(home, 'state')].map(modeOf)).toEqual(['700', '700', '700']);
  });

  test('is never shared: runs that begin in the same millisecond have files of their own', () => {
    const state = temporaryHome();
    const records = [1, 2, 3].map(() => openRunRecord(state, 'enable', () => NOON));
    for (const record of records) record.close();
    expect(new Set(records.map(({ path }) => path)).size).toBe(3);
    expect(readdirSync(join(state, 'records'))).toHaveLength(3);
  });
});

describe('a record that cannot be written', () => {
  function failureOf(act: () => unknown): unknown {
    try {
      return act();
    } catch (error) {
      return error;
    }
  }

  test('stops the run before anything is changed, and names the path', () => {
    const occupied = join(temporaryHome(), 'state');
    writeFileSync(occupied, 'a file where a directory should be');
    const failure = failureOf(() => openRunRecord(occupied, 'enable', () => NOON));
    expect(isFailure(failure, 'local-file')).toBe(true);
    expect(failure).toMatchObject({ message: expect.stringContaining(`\`${occupied}/records/`), exitCode: 3 });
    expect(failure).toMatchObject({ message: expect.stringContaining('ENOTDIR'), hints: [expect.stringContaining('XDG_STATE_HOME')] });
  });

  test('is said when it happens later', () => {
    const record = openRunRecord(temporaryHome(), 'enable', () => NOON);
    record.close();
    const failure = failureOf(() => record.write({ event: 'end', exitCode: 0 }));
    expect(isFailure(failure, 'local-file')).toBe(true);
    expect(readFileSync(record.path, 'utf8')).toBe('');
  });
});
