import { describe, expect, it } from 'vitest';
import { practiceContext } from '../../support/practice-context.js';
import { journalOf } from '../deletion-runs.js';
import { changesAmong, deepBucket, runWindow, windowFiles, windowOf } from './support/windows.js';

const on = { status: 'Enabled', mfaDelete: 'Enabled' };

describe('a purge window', () => {
  it('turns MFA Delete off with one code, deletes without codes, and turns it on with another', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 2_500);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 2_500, deleted: 2_500, codesUsed: 2 } } });
    expect(changesAmong(aws)).toEqual(['Disabled', 'DeleteObjects', 'DeleteObjects', 'DeleteObjects', 'Enabled']);
    expect(aws.stateOf('attic')).toEqual(on);
    expect(bucket.objects.size()).toBe(1);
    expect(journalOf(run)).toHaveLength(2_500);
    expect(windowOf(run)).toMatchObject({ state: 'closed', closedBy: 'this-run', left: 0, plan: null });
    expect(windowFiles(aws)).toEqual([]);
  });
});
