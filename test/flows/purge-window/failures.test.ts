import { describe, expect, it } from 'vitest';
import { fileSizeLimit } from '../../support/file-size-limit.js';
import { practiceContext } from '../../support/practice-context.js';
import { journalOf } from '../support/deletion-runs.js';
import { deepBucket, keptWindowIn, ON, runWindow } from './support/windows.js';

describe('a failure while the window is open', () => {
  it('of the deletions closes it first, and another run does the rest', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 2_500);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'access-denied', amount: 9, operation: 'DeleteObjects' }));

    const run = await runWindow(aws);
    const [state, left, kept] = [aws.stateOf('attic'), bucket.objects.size(), keptWindowIn(aws)?.phase];
    aws.practice.account.faults.add({ name: 'access-denied', amount: 0, operation: 'DeleteObjects' });

    expect(run).toMatchObject({ exitCode: 3, document: { error: { kind: 'access-denied' }, window: { state: 'closed', left: 1_500 } } });
    expect([state, left, kept]).toEqual([ON, 1_501, 'paused']);
    expect(journalOf(run)).toHaveLength(1_000);
  });

  it('of the disk, which is full for the journal, closes it first', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 2_500);
    const limit = fileSizeLimit();
    aws.onceAnswering('PutBucketVersioning', () => limit(300_000));

    const run = await runWindow(aws);
    limit(null);

    expect(run).toMatchObject({ exitCode: 3, document: { error: { kind: 'local-file' }, window: { state: 'closed' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
    // What was deleted is counted, also where the journal had no room for it.
    expect(run.document?.summary).toMatchObject({ deleted: 2_501 - bucket.objects.size() });
    expect(keptWindowIn(aws)?.phase ?? 'gone').toMatch(/paused|gone/);
  });

  it('that AWS asks to slow down is waited out', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 2_500);
    aws.onceAnswering('PutBucketVersioning', () => aws.practice.account.faults.add({ name: 'slow-down', amount: 5, operation: 'DeleteObjects' }));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 2_500 }, window: { state: 'closed' } } });
    expect(bucket.objects.size()).toBe(1);
  });

  it('that the answer to a deletion was lost is settled by a listing', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=4@DeleteObjects'] });
    const bucket = deepBucket(aws, 900);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 900, unknown: 0 }, window: { state: 'closed' } } });
    expect(bucket.objects.size()).toBe(1);
  });

  it.each([[], ['refused-inside-200']])('that somebody else closes it ends the deletions, takes no further code, and says who (%s)', async (...faults) => {
    const aws = await practiceContext({ faults });
    const bucket = deepBucket(aws, 2_500);
    aws.onceAnswering('DeleteObjects', () => bucket.setVersioning(ON, Date.now()));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 1, document: { error: { kind: 'window-paused' }, summary: { deleted: 1_000, codesUsed: 1, failed: 0 }, window: { state: 'closed', closedBy: 'others', left: 1_500 } } });
    expect(run.narration).toContain('somebody else turned MFA Delete on in `attic` while the window was open');
    expect(bucket.objects.size()).toBe(1_501);
    expect(keptWindowIn(aws)?.phase).toBe('paused');
  });
});
