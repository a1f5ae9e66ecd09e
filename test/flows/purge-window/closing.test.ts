import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileSizeLimit } from '../../support/file-size-limit.js';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { emptyContent } from '../../../src/sandbox/seed/objects.js';
import { practiceContext } from '../../support/practice-context.js';
import { journalOf } from '../support/deletion-runs.js';
import { noFlags } from '../purge/support/runs.js';
import { changesAmong, closes, deepBucket, keptWindowIn, OFF, ON, runWindow, signsIn, windowFiles, windowOf } from './support/windows.js';

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

describe('closing', () => {
  it('takes the next code when one is refused', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'codes-refused', amount: 2, operation: null }));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 4 }, window: { state: 'closed' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('whose answer was lost is read back', async () => {
    const aws = await practiceContext({ faults: ['lost-answer=once@PutBucketVersioning+1'] });
    deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 2 }, window: { state: 'closed', closedBy: 'this-run' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
    expect(windowFiles(aws)).toEqual([]);
  });

  it('whose request never arrived is tried again with another code', async () => {
    const aws = await practiceContext({ faults: ['reset=once@PutBucketVersioning+1'] });
    deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 3 }, window: { state: 'closed' } } });
    expect(run.narration).toContain('the purge window of `attic` is not closed yet, trying again');
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('waits for AWS to show what it accepted', async () => {
    const aws = await practiceContext({ faults: ['stale-reads=4000'] });
    deepBucket(aws, 3);

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 2 }, window: { state: 'closed' } } });
  });

  it('saves and removes a lifecycle configuration that appeared, and says so', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => void (bucket.lifecycle = lifecycle));

    const run = await runWindow(aws);

    const backup = windowOf(run).lifecycleBackup as string;
    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 2 }, window: { state: 'closed' } } });
    expect(run.narration).toContain(`lifecycle configuration (1 rule) saved to \`${backup}\``);
    expect(run.narration).toContain('lifecycle configuration removed');
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(backup, 'utf8'))).toMatchObject({ Rules: [{ ID: 'sweep' }] });
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('does the same where the configuration came too late to be seen: 409', async () => {
    const aws = await practiceContext();
    const bucket = deepBucket(aws, 3);
    // Answered twice while the window is planned and opened; the third is the look before closing.
    aws.onceAnswering('DeleteObjects', () => aws.onceAnswering('GetBucketLifecycleConfiguration', () => void (bucket.lifecycle = lifecycle)));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 3 }, window: { state: 'closed' } } });
    expect(aws.requests.filter(({ status }) => status === 409)).toHaveLength(1);
    expect(existsSync(windowOf(run).lifecycleBackup as string)).toBe(true);
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('goes on while the network is away for a minute', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => {
      for (let count = 0; count < 14; count += 1) aws.practice.account.faults.add({ name: 'reset', amount: 1, operation: 'GetBucketVersioning' });
    });

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 2 }, window: { state: 'closed' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('that cannot be done says so in plain words, with the command to type: exit 3', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'revoked-key', amount: 0, operation: null }));

    const run = await runWindow(aws);

    expect(run.exitCode).toBe(3);
    expect(run).toMatchObject({ document: { error: { kind: 'window-open' }, window: { state: 'unknown', closedAt: null } } });
    expect(run.narration).toContain('the purge window of `attic` is STILL OPEN, MFA Delete is off since 2026-03-04 12:00:02 UTC');
    expect(run.narration).toContain('close it: `s3-mfa-delete enable attic`');
    expect(aws.stateOf('attic')).toEqual(OFF);
    expect(keptWindowIn(aws)).toMatchObject({ phase: 'open', openedAt: '2026-03-04T12:00:02.000Z' });
    expect(journalOf(run)).toHaveLength(3);
  });

  it('asks the person where the command for codes fails on a terminal', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    const file = path.join(aws.home, 'codes');
    const mfaProcess = `node -e "const f=require('fs');if(f.existsSync('${file}'))process.exit(1);f.writeFileSync('${file}','');console.log('${aws.code()}')"`;

    const run = await runWindow(aws, { mfaProcess }, { script: [signsIn, closes(aws)] });

    expect(run).toMatchObject({ exitCode: 0, document: { window: { state: 'closed' } } });
    expect(run.narration).toContain('so the code to close the window is asked for here');
  });
});

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

const lifecycle: Bucket['lifecycle'] = { rules: [{ ID: 'sweep', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: '9' } }], transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
