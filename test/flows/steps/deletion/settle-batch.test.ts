import { readFileSync } from 'node:fs';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { DeletionAnswer } from '../../../../src/aws/versions/version-deletes.js';
import { makeChangeLog } from '../../../../src/core/change-log.js';
import { versionWords } from '../../../../src/core/deletion/words.js';
import type { ObjectVersion } from '../../../../src/core/versions/object-version.js';
import type { DeletionSetting } from '../../../../src/flows/steps/deletion/delete-batches.js';
import { makeTally } from '../../../../src/flows/steps/deletion/deletion-tally.js';
import { settle } from '../../../../src/flows/steps/deletion/settle-batch.js';
import { textContent } from '../../../../src/sandbox/seed/objects.js';
import { openJournal } from '../../../../src/state/journal.js';
import { openRunRecord } from '../../../../src/state/run-record.js';
import { signedInPractice } from '../../../aws/support/practice.js';
import { temporaryHome } from '../../../support/temporary-home.js';

const bucket = { name: 'ledger-ready', region: 'us-east-1', expectedOwner: null };
const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };

/** A batch of so many versions that are there, with all that settling it takes. */
async function bench(count: number) {
  const { clients, bucket: find } = await signedInPractice();
  const { objects } = find(bucket.name);
  const batch = Array.from({ length: count }, (_, index): ObjectVersion => {
    const { key, versionId, lastModified } = objects.put(`k${index}`, textContent('four'), { versioning: 'Enabled', at: Date.now() });
    return { key, versionId, lastModified, isDeleteMarker: false, isLatest: true, size: 4 };
  });
  const home = temporaryHome();
  const [journal, record] = [openJournal(home, { command: 'purge', bucket: bucket.name }, clock.now), openRunRecord(home, 'purge', clock.now)];
  onTestFinished(() => {
    journal.close();
    record.close();
  });
  const setting: DeletionSetting = {
    ...{ bucket, clients, steadyClients: clients, gate: null, journal, record, bypassGovernanceRetention: false, parallel: 1, words: versionWords },
    planned: { versions: count, batches: 1 },
  };
  const tally = makeTally(setting, { changes: makeChangeLog(), clock });
  const remove = ({ key, versionId }: ObjectVersion): void => {
    const version = objects.find(key, versionId);
    if (version !== undefined) objects.removeVersion(version);
  };
  return {
    batch,
    remove,
    totals: tally.totals,
    settle: (answer: Partial<DeletionAnswer<ObjectVersion>>, isLastTry = false) =>
      settle(batch, { deleted: [], failures: [], unmentioned: [], requestId: 'R1', ...answer }, isLastTry, tally, setting),
    journalled: () => readFileSync(journal.path, 'utf8').split('\n').filter((line) => line !== '').map((line) => (JSON.parse(line) as { key: string }).key),
  };
}

const failure = (version: ObjectVersion | undefined, code: string) => ({ key: version?.key ?? '', versionId: version?.versionId ?? '', code, message: `AWS says ${code}` });

test('what AWS deleted is journalled and counted, what it refused is a failure', async () => {
  const { batch, settle: run, totals, journalled } = await bench(3);
  expect(await run({ deleted: batch.slice(0, 2), failures: [failure(batch[2], 'AccessDenied')] })).toEqual([]);
  expect(journalled()).toEqual(['k0', 'k1']);
  expect(totals).toMatchObject({ deleted: 2, bytes: 8, failures: [{ key: 'k2', code: 'AccessDenied' }], unknown: 0 });
});

describe('what AWS was too busy for', () => {
  test.each(['InternalError', 'SlowDown', 'ServiceUnavailable', 'OperationAborted'])('%s goes out again', async (code) => {
    const { batch, settle: run, totals } = await bench(2);
    expect(await run({ deleted: batch.slice(0, 1), failures: [failure(batch[1], code)] })).toEqual([batch[1]]);
    expect(totals).toMatchObject({ deleted: 1, failures: [] });
  });

  test('and is a failure in the end', async () => {
    const { batch, settle: run, totals } = await bench(1);
    expect(await run({ failures: [failure(batch[0], 'InternalError')] }, true)).toEqual([]);
    expect(totals.failures).toMatchObject([{ key: 'k0', code: 'InternalError' }]);
  });
});

describe('what AWS says does not exist', () => {
  test('is gone where a listing agrees: nothing is wrong with that, and this run did not delete it', async () => {
    const { batch, remove, settle: run, totals, journalled } = await bench(2);
    batch.slice(0, 1).forEach(remove);
    await run({ deleted: batch.slice(1), failures: [failure(batch[0], 'NoSuchVersion')] });
    expect(totals).toMatchObject({ deleted: 1, absent: 1, failures: [] });
    expect(journalled()).toEqual(['k1']);
  });

  test('is a failure where it is still listed', async () => {
    const { batch, settle: run, totals } = await bench(1);
    await run({ failures: [failure(batch[0], 'NoSuchVersion')] });
    expect(totals).toMatchObject({ absent: 0, failures: [{ key: 'k0', code: 'NoSuchVersion' }] });
  });
});

describe('what the answer does not mention', () => {
  test('is looked up: gone is deleted, and what is there goes out again', async () => {
    const { batch, remove, settle: run, totals, journalled } = await bench(2);
    batch.slice(0, 1).forEach(remove);
    expect(await run({ unmentioned: batch })).toEqual([batch[1]]);
    expect(totals).toMatchObject({ deleted: 1, failures: [] });
    expect(journalled()).toEqual(['k0']);
  });

  test('and is a failure in the end', async () => {
    const { batch, settle: run, totals } = await bench(1);
    expect(await run({ unmentioned: batch }, true)).toEqual([]);
    expect(totals.failures).toMatchObject([{ key: 'k0', code: 'Unmentioned' }]);
  });
});
