import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { fileSizeLimit } from '../../support/file-size-limit.js';
import { practiceContext, type PracticeContext, type FlowRun } from '../../support/practice-context.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { bucketOf, deleting, journalOf, listFile, nameOf, summaryOf, unattended, versionsIn } from '../support/deletion-runs.js';

const bucket = 'deep-history';

/** A bucket of so many versions, all of which are to be deleted. */
async function started(versions: number, faults: string[] = []) {
  const aws = await practiceContext({ versions, faults });
  const wanted = versionsIn(bucketOf(aws, bucket));
  const run = (options = unattended) => deleting(aws, { bucket, from: listFile(aws, wanted), isConfirmed: true }, options);
  return { aws, wanted, run };
}

const left = (aws: PracticeContext): string[] => versionsIn(bucketOf(aws, bucket)).map(nameOf);

/** Everything that was deleted is in the journal once, and everything else is still there. */
function expectAccounted(aws: PracticeContext, run: FlowRun, wanted: readonly { key: string; versionId: string }[]): void {
  const journal = journalOf(run).map(nameOf);
  expect(new Set(journal).size).toBe(journal.length);
  expect([...journal, ...left(aws)].toSorted()).toEqual(wanted.map(nameOf).toSorted());
  expect(summaryOf(run).deleted).toBe(journal.length);
}

const deletes = (aws: PracticeContext) => aws.requests.filter(({ operation }) => operation === 'DeleteObjects');
const codes = (aws: PracticeContext) => deletes(aws).map(({ mfa }) => mfa);

describe('an answer that is lost after the batch was applied', () => {
  it.each(['lost-answer', 'error-after-apply'])('%s: what is gone counts as deleted, and nothing is sent again', async (fault) => {
    const { aws, wanted, run } = await started(1_010, [`${fault}=once@DeleteObjects`]);
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expectAccounted(aws, ended, wanted);
    expect(left(aws)).toEqual([]);
    expect(deletes(aws)).toHaveLength(2);
    expect(new Set(codes(aws)).size).toBe(2);
    expect(ended.narration).toContain('1,000 versions of 1000 gone, read back from AWS');
    expect(journalOf(ended).map(({ requestId }) => requestId === null).filter(Boolean)).toHaveLength(1_000);
  });

  it('of a single version, too', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteObject'] });
    const versionId = bucketOf(aws, 'payments-protected').objects.current('readme.txt')?.versionId ?? '';
    const run = await deleting(aws, { bucket: 'payments-protected', key: 'readme.txt', versionIds: [versionId], isConfirmed: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(summaryOf(run)).toMatchObject({ deleted: 1, codesUsed: 1 });
  });

  it('that cannot be looked up either leaves the batch unknown, and says so', async () => {
    const { aws, run } = await started(1_010, ['lost-answer=once@DeleteObjects']);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'slow-down', amount: Infinity, operation: 'ListObjectVersions' }));
    const ended = await run();
    expect(ended.exitCode).toBe(3);
    expect(summaryOf(ended)).toMatchObject({ deleted: 0, unknown: 1_000, codesUsed: 1 });
    expect(ended.document?.error).toMatchObject({ kind: 'state-unknown' });
    expect(left(aws)).toHaveLength(10);
  });
});

describe('a request that did not get through', () => {
  it.each(['reset=once@DeleteObjects', 'slow-down=2@DeleteObjects'])('%s: the same batch goes out again, each time with a new code', async (fault) => {
    const { aws, wanted, run } = await started(1_010, [fault]);
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expectAccounted(aws, ended, wanted);
    expect(new Set(codes(aws)).size).toBe(deletes(aws).length);
    expect(summaryOf(ended).codesUsed).toBe(deletes(aws).length);
  });

  it('is given up after three times, with nothing deleted', async () => {
    const { aws, wanted, run } = await started(1_010, ['slow-down=always@DeleteObjects']);
    const ended = await run();
    expect(ended.exitCode).toBe(3);
    expect(deletes(aws)).toHaveLength(3);
    expectAccounted(aws, ended, wanted);
    expect(summaryOf(ended)).toMatchObject({ deleted: 0, failed: 0, unknown: 0 });
    expect(ended.document?.journal).toBeNull();
    expect(ended.output).toContain('1010 not deleted for good');
  });

  it('without codes it is tried again as often as any request', async () => {
    const { aws, wanted, run } = await started(1_010, ['slow-down=2@DeleteObjects', 'reset=once@DeleteObjects']);
    bucketOf(aws, bucket).setVersioning({ status: 'Enabled', mfaDelete: 'Disabled' }, 0);
    expect((await run()).failure?.kind).toBe('mfa-delete-off');
    const ended = await deleting(aws, { bucket, from: listFile(aws, wanted), isConfirmed: true, allowUnprotected: true }, unattended);
    expect(ended.exitCode).toBe(0);
    expectAccounted(aws, ended, wanted);
  });
});

describe('a code that is refused mid-run', () => {
  it('is asked for again, for the same batch', async () => {
    const { aws, wanted, run } = await started(1_010);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'codes-refused', amount: 1, operation: null }));
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expectAccounted(aws, ended, wanted);
    expect(deletes(aws).map(({ status }) => status)).toEqual([200, 400, 200]);
    expect(deletes(aws)[1]?.body).toBe(deletes(aws)[2]?.body);
  });

  it('again and again ends the run with exit code 5, and what is left is still there', async () => {
    const { aws, wanted, run } = await started(1_010);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'codes-refused', amount: 99, operation: null }));
    const ended = await run();
    expect(ended.exitCode).toBe(5);
    expectAccounted(aws, ended, wanted);
    expect(left(aws)).toHaveLength(10);
    expect(ended.document?.error).toMatchObject({ kind: 'code-refused' });
  });
});

describe('somebody else, mid-run', () => {
  it('makes the key inactive: it ends with exit code 4, and what was deleted is in the journal', async () => {
    const { aws, wanted, run } = await started(2_010);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'revoked-key', amount: 0, operation: null }));
    const ended = await run();
    expect(ended.exitCode).toBe(4);
    expectAccounted(aws, ended, wanted);
    expect(left(aws)).toHaveLength(1_010);
    expect(ended.document?.error).toMatchObject({ kind: 'unknown-access-key' });
  });

  it('turns MFA Delete off: it stops before the next code, and says so', async () => {
    const { aws, wanted, run } = await started(2_010);
    aws.onceAnswering('DeleteObjects', () => bucketOf(aws, bucket).setVersioning({ status: 'Enabled', mfaDelete: 'Disabled' }, aws.clock.now()));
    const ended = await run();
    expect(ended.exitCode).toBe(1);
    expectAccounted(aws, ended, wanted);
    expect(deletes(aws)).toHaveLength(1);
    expect(ended.document?.error).toMatchObject({ kind: 'mfa-delete-off' });
    expect(ended.narration).toContain('MFA Delete was turned off in `deep-history` while this ran, and not by this run');
  });

  it('deletes versions of the plan: they are not there, and nothing is wrong with that', async () => {
    const { aws, run } = await started(1_010);
    const { objects } = bucketOf(aws, bucket);
    aws.onceAnswering('DeleteObjects', () => versionsIn(bucketOf(aws, bucket)).slice(0, 100).forEach((version) => objects.removeVersion(version)));
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expect(left(aws)).toEqual([]);
  });

  it('writes new versions all the while: they stay', async () => {
    const { aws, run } = await started(1_010);
    const { objects } = bucketOf(aws, bucket);
    const write = () => objects.put('events/0000000.json', { size: 1, body: null, etag: '"x"', storageClass: 'STANDARD', headers: {} }, { versioning: 'Enabled', at: aws.clock.now() });
    for (const operation of ['ListObjectVersions', 'DeleteObjects', 'DeleteObjects', 'ListObjectVersions']) aws.onceAnswering(operation, write);
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expect(left(aws).length).toBeGreaterThanOrEqual(3);
    expect(left(aws).every((name) => name.startsWith('events/0000000.json'))).toBe(true);
    expect(journalOf(ended)).toHaveLength(1_010);
  });

  it('sets the clock back: the document does not say that it took less than no time', async () => {
    const { aws, run } = await started(10);
    aws.onceAnswering('DeleteObjects', () => vi.setSystemTime(Date.now() - 70_000));
    expect(summaryOf(await run()).seconds).toBe(0);
  });

  it('sets the clock: the run goes on with codes of the time that it is then', async () => {
    const { aws, wanted, run } = await started(2_010);
    aws.onceAnswering('DeleteObjects', () => aws.clock.sleep(600_000));
    const ended = await run();
    expect(ended.exitCode).toBe(0);
    expectAccounted(aws, ended, wanted);
    expect(new Set(codes(aws)).size).toBe(3);
  });
});

describe('Ctrl-C', () => {
  it('while a request is under way: its answer is awaited, and the word is exact', async () => {
    const { aws, wanted, run } = await started(2_010);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt());
    const ended = await run();
    expect(ended.exitCode).toBe(130);
    expectAccounted(aws, ended, wanted);
    expect(summaryOf(ended)).toMatchObject({ deleted: 1_000, unknown: 0, codesUsed: 1 });
    expect(ended.narration).toContain('interrupted: deleted for good: 1,000 of 2,010 versions in `deep-history`');
  });

  it('while its answer is lost: it is still found out what became of it', async () => {
    const { aws, wanted, run } = await started(1_010, ['lost-answer=once@DeleteObjects']);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt('terminated'));
    const ended = await run();
    expect(ended.exitCode).toBe(143);
    expectAccounted(aws, ended, wanted);
    expect(summaryOf(ended).deleted).toBe(1_000);
  });

  it('at the question for the second code: the first batch is deleted, the others are not', async () => {
    const { aws, wanted, run } = await started(1_010);
    const ended = await run({
      script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['Code of', () => aws.code()], ['Code of', ctrlC]],
    });
    expect(ended.exitCode).toBe(130);
    expectAccounted(aws, ended, wanted);
    expect(left(aws)).toHaveLength(10);
    expect(ended.changes).toEqual(['deleted for good: 1,000 of 1,010 versions in `deep-history`']);
  });

  it('before anything was sent: nothing was changed', async () => {
    const { aws, wanted, run } = await started(20);
    const ended = await run({ script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['Code of', ctrlC]] });
    expect(ended.exitCode).toBe(130);
    expect(ended.narration).toContain('interrupted: nothing was changed');
    expect(left(aws)).toHaveLength(wanted.length);
  });
});

describe('a disk that is full', () => {
  it('is noticed before the next code: what was deleted is in the journal, whole', async () => {
    const { aws, wanted, run } = await started(2_010);
    const limit = fileSizeLimit();
    aws.onceAnswering('DeleteObjects', () => limit(400_000));
    const ended = await run();
    limit(null);
    expect(ended.exitCode).toBe(3);
    expect(ended.document?.error).toMatchObject({ kind: 'local-file' });
    expect(deletes(aws)).toHaveLength(1);
    expectAccounted(aws, ended, wanted);
    expect(left(aws)).toHaveLength(1_010);
  });
});

it('keeps a record of what was sent, without codes', async () => {
  const { aws, run } = await started(1_010);
  const ended = await run();
  const events = readFileSync(String(ended.document?.record), 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events.map(({ event }) => event)).toEqual(['start', 'deleting', 'deleted', 'deleting', 'deleted', 'end']);
  expect(events[1]).toMatchObject({ bucket, versions: 1_000, first: { key: 'events/0000000.json' }, serialNumber: expect.any(String) });
  expect(events[2]).toMatchObject({ versions: 1_000, requestId: expect.any(String) });
  expect(aws.requests.length).toBeGreaterThan(0);
});
