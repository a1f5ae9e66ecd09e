import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { changesAmong, deepBucket, keptWindowIn, ON, runWindow, windowFiles } from './support/windows.js';

const NEVER_OPEN = { state: 'not-opened', openedAt: null, closedAt: null, left: 3 };

describe('opening', () => {
  it('takes the next code when one is refused', async () => {
    const aws = await practiceContext({ faults: ['codes-refused=1'] });
    deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3, codesUsed: 3 } } });
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('that comes to no accepted code deletes nothing and leaves nothing: exit 5', async () => {
    const aws = await practiceContext({ faults: ['codes-refused=9'] });
    const bucket = deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 5, document: { error: { kind: 'code-refused' }, summary: { deleted: 0 }, window: NEVER_OPEN } });
    expect(bucket.objects.size()).toBe(4);
    expect(aws.stateOf('attic')).toEqual(ON);
    expect(windowFiles(aws)).toEqual([]);
  });

  it('whose answer was lost is read back, and goes on', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@PutBucketVersioning'] });
    deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3, codesUsed: 2 }, window: { state: 'closed' } } });
    expect(changesAmong(aws)).toEqual(['Disabled', 'DeleteObjects', 'Enabled']);
  });

  it('whose request was lost as well deletes nothing, and leaves a note for the next run', async () => {
    const aws = await practiceContext({ faults: ['reset=once@PutBucketVersioning'] });
    const bucket = deepBucket(aws, 3);

    const run = await runWindow(aws);
    const kept = keptWindowIn(aws)?.phase;
    const again = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 3, document: { error: { kind: 'lost-answer' }, window: NEVER_OPEN } });
    expect(kept).toBe('opening');
    expect(again.narration).toContain('is not open any more, AWS says that MFA Delete is on');
    expect(again).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3 } } });
    expect(bucket.objects.size()).toBe(1);
    expect(windowFiles(aws)).toEqual([]);
  });
});
