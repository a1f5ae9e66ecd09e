import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { TOKEN, practiceContext } from '../../support/practice-context.js';
import { contentsOf, write } from '../purge/support/runs.js';
import { asked, changesAmong, closes, keptWindowIn, leftOpen, OFF, ON, runWindow, signsIn, windowFiles, windowOf } from './support/windows.js';

const EVERY_CURRENT = ['k0 5', 'k1 5', 'k2 5', 'k3 5', 'k4 5', 'k5 5'];

describe('a window that a run left open', () => {
  it('is gone on with, whatever was written since, and closed', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);
    // Not in the frozen plan, though the flags would take it.
    for (const daysAgo of [3, 2]) write(bucket, 'new', daysAgo);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 3, deleted: 3, codesUsed: 1 }, window: { state: 'closed', openedAt: '2026-03-04T12:00:02.000Z', left: 0 } } });
    expect(run.narration).toContain('an earlier run did not close it: the purge window of `attic` is OPEN since 2026-03-04 12:00:02 UTC');
    expect(changesAmong(aws)).toEqual(['DeleteObjects', 'Enabled']);
    expect(contentsOf(bucket)).toEqual([...EVERY_CURRENT, 'new 2', 'new 3']);
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('is gone on with without any flag that says what, too', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);

    const run = await runWindow(aws, { basis: null });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 3 } } });
    expect(contentsOf(bucket)).toEqual(EVERY_CURRENT);
  });

  it('can be closed at once on a terminal; the rest of its plan waits', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);

    const run = await runWindow(aws, {}, { script: [signsIn, ['What about the open window', 'Close it now'], closes(aws)] });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { deleted: 0 }, window: { state: 'closed', left: 3 } } });
    expect(changesAmong(aws)).toEqual(['Enabled']);
    expect(contentsOf(bucket)).toHaveLength(9);
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase]).toEqual([ON, 'paused']);
  });

  it('is not gone on with off a terminal unless that is accepted again', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runWindow(aws, { acceptsOpen: false });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'missing-input', hints: [expect.stringContaining('--accept-open-window')] } });
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase, changesAmong(aws)]).toEqual([OFF, 'open', []]);
  });

  it('is only closed where its plan is gone', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);
    rmSync(keptWindowIn(aws)?.plan ?? '');

    const run = await runWindow(aws);

    expect(run.narration).toContain('so the window can only be closed');
    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 0, deleted: 0 }, window: { state: 'closed' } } });
    expect(contentsOf(bucket)).toHaveLength(9);
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('that somebody closed meanwhile is forgotten, and said, and a new one is made', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);
    bucket.setVersioning(ON, Date.now());

    const run = await runWindow(aws);

    expect(run.narration).toContain('`attic`: the purge window of 2026-03-04 12:00:02 UTC is not open any more, AWS says that MFA Delete is on');
    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 3, codesUsed: 2 } } });
    expect(changesAmong(aws)).toEqual(['Disabled', 'DeleteObjects', 'Enabled']);
    expect(windowFiles(aws)).toEqual([]);
  });

  it('and closed by somebody leaves nothing to go on with: exit 2', async () => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);
    bucket.setVersioning(ON, Date.now());

    const run = await runWindow(aws, { basis: null });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage' } });
    expect(windowFiles(aws)).toEqual([]);
  });

  it('is not mixed with another plan', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runWindow(aws, { basis: asked({ olderThanMs: 1 }) });

    expect(run).toMatchObject({ exitCode: 2, failure: { kind: 'usage', hints: ['go on with its plan, or close it: `s3-mfa-delete purge attic --window`'] } });
    expect(keptWindowIn(aws)?.phase).toBe('open');
  });

  it('with a process that is still at work is left to that', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);
    rewrite(aws, { processId: process.ppid, processStarted: null });

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'window-at-work', hints: [expect.stringContaining('wait'), expect.stringContaining('s3-mfa-delete enable attic')] } });
    expect(changesAmong(aws)).toEqual([]);
  });

  it.runIf(existsSync('/proc/self/stat'))('whose process ended, and whose number another program has by now, is gone on with', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);
    rewrite(aws, { processId: process.ppid, processStarted: 'another boot 42' });

    const run = await runWindow(aws);

    expect(run.exitCode).toBe(0);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('is closed with another device, where that is named', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    await runWindow(aws, { mfaSerials: [TOKEN] });

    expect(aws.requests.flatMap(({ mfa }) => mfa?.split(' ')[0] ?? [])).toEqual([TOKEN]);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('in a rehearsal is said and left as it is', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runWindow(aws, { dryRun: true, confirm: undefined, acceptsOpen: false });

    expect(windowOf(run)).toMatchObject({ state: 'open', openedAt: '2026-03-04T12:00:02.000Z', left: 3 });
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase, changesAmong(aws)]).toEqual([OFF, 'open', []]);
  });

  it('whose file cannot be read stops the run, and names it', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);
    const directory = path.join(aws.stateDirectory, 'windows');
    const name = readdirSync(directory).find((candidate) => candidate.endsWith('.json')) ?? '';
    writeFileSync(path.join(directory, name), '{"format":');

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 3, failure: { kind: 'local-file', message: expect.stringContaining(name) as string } });
    expect(changesAmong(aws)).toEqual([]);
  });
});

function rewrite(aws: Parameters<typeof keptWindowIn>[0], changed: Record<string, unknown>): void {
  const directory = path.join(aws.stateDirectory, 'windows');
  const name = readdirSync(directory).find((candidate) => candidate.endsWith('.json')) ?? '';
  writeFileSync(path.join(directory, name), JSON.stringify({ ...keptWindowIn(aws), ...changed }));
}
