import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { emptyContent } from '../../../src/sandbox/seed/objects.js';
import { practiceContext } from '../../support/practice-context.js';
import { noFlags } from '../purge/support/runs.js';
import { deepBucket, keptWindowIn, ON, runWindow, windowFiles, windowOf } from './support/windows.js';

describe('--window-max', () => {
  it('closes the window when it has passed, and another run goes on with the rest of the frozen plan only', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 20_500);
    aws.onceAnswering('DeleteObjects', () => void aws.clock.sleep(60_000));

    const run = await runWindow(aws, { maxMs: 60_000 });
    const first = { size: bucket.objects.size(), state: aws.stateOf('attic'), kept: keptWindowIn(aws) };
    // What becomes noncurrent afterwards is not in the plan.
    bucket.objects.put('log', emptyContent(1), { versioning: 'Enabled', at: Date.now() });
    const again = await runWindow(aws, { basis: null });

    expect(run).toMatchObject({ exitCode: 1, document: { error: { kind: 'window-paused', hints: [expect.stringContaining('purge attic --window')] }, window: { state: 'closed', maxSeconds: 60 } } });
    expect(first.state).toEqual(ON);
    expect(first.size).toBeGreaterThan(1_000);
    expect(first.kept).toMatchObject({ phase: 'paused' });
    expect(windowOf(run).left).toBe(first.size - 1);
    expect(again).toMatchObject({ exitCode: 0, document: { summary: { planned: first.size - 1, deleted: first.size - 1 }, window: { state: 'closed', left: 0 } } });
    expect(bucket.objects.size()).toBe(2);
    expect(windowFiles(aws)).toEqual([]);
    expect(readdirSync(path.join(aws.stateDirectory, 'journals'))).toHaveLength(2);
  });

  it('goes on with the frozen plan for the same flags, and makes a new plan for others', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 12_000);
    aws.onceAnswering('DeleteObjects', () => void aws.clock.sleep(60_000));
    await runWindow(aws, { maxMs: 60_000 });

    const same = await runWindow(aws, { dryRun: true });
    const other = await runWindow(aws, { basis: { by: 'flags', flags: { ...noFlags, keep: 5 } }, dryRun: true });

    expect(same.narration).toContain('Going on with the plan of');
    expect(other.narration).toContain('is dropped: these flags ask for another');
  });
});
