import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Bucket } from '../../../src/sandbox/storage/buckets.js';
import { practiceContext } from '../../support/practice-context.js';
import { journalOf } from '../support/deletion-runs.js';
import { closes, deepBucket, keptWindowIn, OFF, ON, opens, runWindow, signsIn, windowFiles, windowOf } from './support/windows.js';

describe('closing', () => {
  it('takes the next code when one is refused', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    aws.onceAnswering('DeleteObjects', () => aws.practice.account.faults.add({ name: 'codes-refused', amount: 2, operation: null }));

    const run = await runWindow(aws);

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { codesUsed: 4 }, window: { state: 'closed' } } });
    expect(aws.stateOf('attic')).toEqual(ON);
  });

  it('that a bug prevents leaves the window open, says so, and ends with 70', async () => {
    const aws = await practiceContext();
    deepBucket(aws, 3);
    const aBug: typeof signsIn = ['turn on MFA Delete on attic', () => { throw new TypeError('nothing is undefined'); }];

    const run = await runWindow(aws, {}, { script: [signsIn, opens(aws), aBug] });

    expect(run).toMatchObject({ exitCode: 70, document: { error: { kind: 'window-open' }, window: { state: 'open' } } });
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase]).toEqual([OFF, 'open']);
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

const lifecycle: Bucket['lifecycle'] = { rules: [{ ID: 'sweep', Status: 'Enabled', Filter: { Prefix: '' }, Expiration: { Days: '9' } }], transitionDefaultMinimumObjectSize: 'all_storage_classes_128K' };
