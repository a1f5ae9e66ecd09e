import { describe, expect, it, vi } from 'vitest';
import { practiceContext, type PracticeContext } from '../../support/practice-context.js';
import { ctrlC } from '../../support/scripted-ui.js';
import { changesAmong, closes, deepBucket, keptWindowIn, OFF, ON, opens, runWindow, signsIn, windowFiles, windowOf } from './support/windows.js';

const STILL_OPEN = /the purge window of `attic` is OPEN since 2026-03-04 12:00:02 UTC: MFA Delete is off; close it: `s3-mfa-delete enable attic( --endpoint-url http:\S+)?`/;

/** What the device will show then. */
function codeAfter(aws: PracticeContext, ms: number): string {
  const now = Date.now();
  vi.setSystemTime(now + ms);
  const code = aws.code();
  vi.setSystemTime(now);
  return code;
}

describe('Ctrl-C', () => {
  it('at the code that opens changes nothing and leaves nothing: exit 130', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);

    const run = await runWindow(aws, {}, { script: [signsIn, ['turn off MFA Delete on attic', ctrlC]] });

    expect(run).toMatchObject({ exitCode: 130, document: { window: { state: 'not-opened' } }, changes: ['nothing was changed'] });
    expect([aws.stateOf('attic'), bucket.objects.size(), windowFiles(aws)]).toEqual([ON, 4, []]);
  });

  it('while the opening code is on its way deletes nothing, and closes at once', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);
    aws.onceAnswering('PutBucketVersioning', () => aws.interrupt());

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), closes(aws)] });

    expect(run).toMatchObject({ exitCode: 130, document: { summary: { deleted: 0, codesUsed: 2 }, window: { state: 'closed', left: 3 } } });
    expect(changesAmong(aws)).toEqual(['Disabled', 'Enabled']);
    expect([aws.stateOf('attic'), bucket.objects.size(), keptWindowIn(aws)?.phase]).toEqual([ON, 4, 'paused']);
  });

  it('while it is open asks for a code to close before anything else', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 12_000);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt());

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), closes(aws)] });

    expect(run).toMatchObject({ exitCode: 130, document: { error: { kind: 'interrupted' }, window: { state: 'closed', closedBy: 'this-run' } } });
    expect(run.narration).toContain('interrupted: the purge window is closed first');
    expect(run.narration).toMatch(/error: interrupted: deleted for good: [\d,]+ of 12,000 versions in `attic`; the purge window of `attic` is closed/);
    expect(run.document?.summary).toMatchObject({ deleted: 12_001 - bucket.objects.size() });
    expect(windowOf(run).left).toBe(bucket.objects.size() - 1);
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase]).toEqual([ON, 'paused']);
    expect(changesAmong(aws).at(-1)).toBe('Enabled');
  });

  it('at the closing code says that it is open and asks again', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), ['turn on MFA Delete on attic', ctrlC], closes(aws)] });

    expect(run).toMatchObject({ exitCode: 130, document: { summary: { deleted: 3 }, window: { state: 'closed', left: 0 } } });
    expect(run.narration).toContain('the purge window of `attic` is OPEN: give a code to close it, or press Ctrl-C again to leave it open');
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('twice at the closing code leaves it open, and says how to close it', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    const gone: [string, typeof ctrlC] = ['turn on MFA Delete on attic', ctrlC];

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), gone, gone] });

    expect(run).toMatchObject({ exitCode: 130, document: { error: { kind: 'window-open' }, window: { state: 'open', closedAt: null } } });
    expect(run.narration).toMatch(STILL_OPEN);
    expect(run.changes).toContainEqual(expect.stringMatching(STILL_OPEN));
    expect(aws.stateOf('attic')).toEqual(OFF);
    expect(keptWindowIn(aws)).toMatchObject({ phase: 'open' });
    expect(windowFiles(aws)).toEqual(['attic-#-*.plan.ndjson 600', 'attic-#.json 600']);
  });

  it('while it is open, and a second one while the closing code is asked, leaves it open', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt());

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), ['turn on MFA Delete on attic', ctrlC]] });

    expect(run).toMatchObject({ exitCode: 130, document: { window: { state: 'open' } } });
    expect(run.narration).toMatch(STILL_OPEN);
    expect(aws.stateOf('attic')).toEqual(OFF);
  });
});

describe('a signal', () => {
  it('SIGTERM closes the window without anybody to ask: exit 143', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 12_000);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt('terminated'));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 143, document: { error: { kind: 'terminated' }, window: { state: 'closed' } } });
    expect(bucket.objects.size()).toBeGreaterThan(1);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('while the next code is waited for does not end the wait', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.clock.onceSlept(() => aws.interrupt('terminated'));

    const run = await runWindow(aws);

    expect(run.narration).toContain('the purge window of `attic` is OPEN and is being closed; a second Ctrl-C or signal leaves it open');
    expect(run).toMatchObject({ exitCode: 143, document: { window: { state: 'closed', left: 0 } } });
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('that comes a second time while the next code is waited for leaves it open', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt('terminated'));
    aws.clock.onceSlept(() => aws.interrupt('terminated'));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 143, document: { error: { kind: 'window-open' }, window: { state: 'open' } } });
    expect(run.changes).toContainEqual(expect.stringMatching(STILL_OPEN));
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase]).toEqual([OFF, 'open']);
  });

  it('while a list of codes is read still takes the next one from there', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.interrupt());

    const run = await runWindow(aws, { mfaCode: '-' }, { stdin: [aws.code(), codeAfter(aws, 28_000)] });

    expect(run).toMatchObject({ exitCode: 130, document: { summary: { codesUsed: 2 }, window: { state: 'closed' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
  });
});
