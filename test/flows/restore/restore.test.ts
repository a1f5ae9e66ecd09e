import { describe, expect, it } from 'vitest';
import { textContent } from '../../../src/sandbox/seed/objects.js';
import { practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { writesAmong } from '../../support/seen-request.js';
import { bucketOf, journalOf, nameOf, restoring, summaryOf, unattended, unrepeatable, versionsIn } from '../support/deletion-runs.js';

const bucket = 'payments-protected';
const key = 'minutes/2024-01.txt';
const MINUTE = 60_000;

const remove = (aws: PracticeContext, name: string, at: number) => bucketOf(aws, bucket).objects.remove(name, { versioning: 'Enabled', at });
const isBack = (aws: PracticeContext, name: string): boolean => (bucketOf(aws, bucket).objects.current(name)?.content ?? null) !== null;
const markersOf = (aws: PracticeContext, name = bucket) => versionsIn(bucketOf(aws, name)).filter(({ content }) => content === null);

describe('restore', () => {
  it('shows what is deleted and what comes back, asks, removes the markers and nothing else, and reads back', async () => {
    const aws = await practiceContext();
    const before = versionsIn(bucketOf(aws, bucket));
    const run = await restoring(aws, { bucket }, {
      script: [
        ['Which credentials', 'environment'],
        ['Which device', 'root-account'],
        ['Remove 1 delete marker from payments-protected? It takes 1 code', true],
        ['Code of', () => aws.code()],
      ],
    });
    expect(run.exitCode).toBe(0);
    expect(run.narration).toMatch(/minutes\/2024-01\.txt {2}2026-02-22 12:00 {2}2026-01-13 12:00, 19 bytes/);
    expect(run.narration).toContain('Removed: 1 delete marker of 1 object; no version is touched');
    expect(run.narration).toContain('1 object back, read back from AWS');
    expect(run.output).toContain('1 delete marker removed, 1 code');
    expect(isBack(aws, key)).toBe(true);
    expect(versionsIn(bucketOf(aws, bucket)).map(nameOf)).toEqual(before.filter(({ content }) => content !== null).map(nameOf));
    expect(journalOf(run)).toMatchObject([{ key, isDeleteMarker: true, size: 0 }]);
  });

  it('changes nothing where the answer is no', async () => {
    const aws = await practiceContext();
    const run = await restoring(aws, { bucket }, { script: [['Which credentials', 'environment'], ['Which device', 'root-account'], ['Remove', false]] });
    expect(run.failure?.kind).toBe('declined');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('off a terminal wants consent', async () => {
    const aws = await practiceContext();
    const run = await restoring(aws, { bucket }, unattended);
    expect(run.failure?.kind).toBe('missing-input');
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('brings back named keys only, and says which are not deleted', async () => {
    const aws = await practiceContext();
    remove(aws, 'readme.txt', aws.clock.now() - MINUTE);
    const run = await restoring(aws, { bucket, keys: ['readme.txt', 'contracts/lease.txt', 'minutes'], yes: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect([isBack(aws, 'readme.txt'), isBack(aws, key)]).toEqual([true, false]);
    expect(run.narration).toContain('`contracts/lease.txt` is not deleted');
    expect(run.narration).toContain('`minutes` is not deleted, or not in that time, or was never there');
  });

  it('brings back what lies under a prefix', async () => {
    const aws = await practiceContext();
    remove(aws, 'readme.txt', aws.clock.now() - MINUTE);
    await restoring(aws, { bucket, prefix: 'minutes/', yes: true }, unattended);
    expect([isBack(aws, 'readme.txt'), isBack(aws, key)]).toEqual([false, true]);
  });

  it('undoes the deletions of a time: what was deleted before stays deleted', async () => {
    const aws = await practiceContext();
    const now = aws.clock.now();
    remove(aws, 'readme.txt', now - 60 * MINUTE);
    remove(aws, 'contracts/lease.txt', now - 10 * MINUTE);
    remove(aws, key, now - 10 * MINUTE);
    const run = await restoring(aws, { bucket, span: { after: now - 20 * MINUTE, before: now - 5 * MINUTE }, yes: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect([isBack(aws, 'readme.txt'), isBack(aws, 'contracts/lease.txt'), isBack(aws, key)]).toEqual([false, true, false]);
    // The one of ten days ago is still there.
    expect(markersOf(aws).filter((marker) => marker.key === key)).toHaveLength(1);
    expect(run.narration).toContain('none: deleted before that time as well');
  });

  it('removes several markers on top of one another, so that the object is back', async () => {
    const aws = await practiceContext();
    remove(aws, key, aws.clock.now() - MINUTE);
    remove(aws, key, aws.clock.now());
    const run = await restoring(aws, { bucket, keys: [key], yes: true }, unattended);
    expect(summaryOf(run)).toMatchObject({ planned: 3, deleted: 3, codesUsed: 1 });
    expect(isBack(aws, key)).toBe(true);
  });

  it('leaves markers alone that nothing lies under', async () => {
    const aws = await practiceContext();
    remove(aws, 'never-written', aws.clock.now());
    const run = await restoring(aws, { bucket, yes: true }, unattended);
    expect(run.narration).toContain('1 key left alone: only delete markers are there');
    expect(markersOf(aws).map((marker) => marker.key)).toEqual(['never-written']);
  });

  it('has nothing to do where nothing is deleted, and takes no code', async () => {
    const aws = await practiceContext();
    await restoring(aws, { bucket, yes: true }, unattended);
    const again = await restoring(aws, { bucket, yes: true }, unattended);
    expect(again.exitCode).toBe(0);
    expect(again.narration).toContain('nothing to do');
    expect(summaryOf(again)).toMatchObject({ planned: 0, codesUsed: 0 });
  });

  it('brings hostile names back, those that XML cannot carry with a code of their own', async () => {
    const aws = await practiceContext();
    const deleted = markersOf(aws, 'odd-names');
    const run = await restoring(aws, { bucket: 'odd-names', yes: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(markersOf(aws, 'odd-names')).toEqual([]);
    expect(journalOf(run).map(nameOf).toSorted()).toEqual(deleted.map(nameOf).toSorted());
    expect(summaryOf(run).codesUsed).toBe(2);
  });

  it.each([
    ['a key', { keys: ['bell-\u0007'] }, ['bell-\u0007']],
    ['a prefix', { prefix: 'bell-\u0007' }, ['bell-\u0007', 'bell-\u0007a']],
  ])('names nothing to a server that XML cannot carry: %s', async (_, wanted, back) => {
    const aws = await practiceContext();
    const keys = ['bell-', 'bell-\u0006', 'bell-\u0007', 'bell-\u0007a', 'bell-z'];
    for (const name of keys) {
      bucketOf(aws, bucket).objects.put(name, textContent('x'), { versioning: 'Enabled', at: aws.clock.now() - 2 * MINUTE });
      remove(aws, name, aws.clock.now() - MINUTE);
    }
    const run = await restoring(aws, { bucket, ...wanted, yes: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(keys.filter((name) => isBack(aws, name))).toEqual(back);
    expect(unrepeatable(aws)).toEqual([]);
  });

  it('removes a thousand markers with one code', async () => {
    const aws = await practiceContext();
    const { objects } = bucketOf(aws, bucket);
    for (let index = 0; index < 1_005; index += 1) {
      objects.put(`many/${index}`, textContent('x'), { versioning: 'Enabled', at: aws.clock.now() - 2 * MINUTE });
      remove(aws, `many/${index}`, aws.clock.now() - MINUTE);
    }
    const run = await restoring(aws, { bucket, prefix: 'many/', yes: true }, unattended);
    expect(summaryOf(run)).toMatchObject({ planned: 1_005, deleted: 1_005, codesUsed: 2 });
    expect(run.narration).toContain('1,005 objects back, read back from AWS');
  });

  it('says so where somebody deletes an object again meanwhile', async () => {
    const aws = await practiceContext();
    aws.onceAnswering('DeleteObject', () => remove(aws, key, aws.clock.now()));
    const run = await restoring(aws, { bucket, yes: true }, unattended);
    expect(run.exitCode).toBe(3);
    expect(run.document?.error).toMatchObject({ kind: 'conflict' });
    expect(run.narration).toContain('1 object still deleted, for example `minutes/2024-01.txt`');
  });

  it('settles a lost answer by what is there', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@DeleteObject'] });
    const run = await restoring(aws, { bucket, yes: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(summaryOf(run)).toMatchObject({ deleted: 1, codesUsed: 1 });
    expect(isBack(aws, key)).toBe(true);
  });

  it('plans for anybody who may read', async () => {
    const aws = await practiceContext();
    const run = await restoring(aws, { bucket, dryRun: true }, { signer: aws.practice.users[0] ?? null });
    expect(run.exitCode).toBe(0);
    expect(run.output).toBe('would remove 1 delete marker\n');
    expect(run.document).toMatchObject({ plan: { versions: [{ key, isDeleteMarker: true, isLatest: true }], aftermath: [{ key, becomes: 'version' }] } });
    expect(writesAmong(aws.requests)).toEqual([]);
  });

  it('takes no code where MFA Delete is off, if that is agreed to', async () => {
    const aws = await practiceContext();
    const options = { bucket: 'ledger-ready', yes: true };
    expect((await restoring(aws, options, unattended)).failure?.kind).toBe('mfa-delete-off');
    const run = await restoring(aws, { ...options, allowUnprotected: true }, unattended);
    expect(run.exitCode).toBe(0);
    expect(markersOf(aws, 'ledger-ready')).toEqual([]);
    expect(aws.requests.filter(({ mfa }) => mfa !== null)).toEqual([]);
  });
});
