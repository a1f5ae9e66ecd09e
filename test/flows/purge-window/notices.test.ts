import { describe, expect, it } from 'vitest';
import { disable } from '../../../src/flows/disable.js';
import { suspend } from '../../../src/flows/suspend.js';
import type { SwitchOptions } from '../../../src/flows/switch-mfa-delete.js';
import { type FlowRun, PHONE, practiceContext, type PracticeContext, type RunOptions } from '../../support/practice-context.js';
import { deleting, restoring } from '../support/deletion-runs.js';
import { runPurge } from '../purge/support/runs.js';
import { runEnable, runVerify } from '../support/runs.js';
import { userKey } from '../support/signers.js';
import { changesAmong, closes, keptWindowIn, leftOpen, OFF, ON, signsIn, windowFiles } from './support/windows.js';

const IS_OPEN = /! the purge window of `attic` is OPEN since 2026-03-04 12:00:02 UTC: MFA Delete is off; close it: `s3-mfa-delete enable attic/;

const switching = (aws: PracticeContext, flow: typeof disable, run?: RunOptions): Promise<FlowRun> => {
  const options: SwitchOptions = { buckets: ['attic'], dryRun: false, yes: true, mfaSerials: [PHONE], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: false, rootKey: 'keep' };
  return aws.run('enable', (context) => flow(options, context), run);
};

/** Every other command on the bucket, as it is run in a script. */
const commands: [string, (aws: PracticeContext, run?: RunOptions) => Promise<FlowRun>][] = [
  ['delete-version', (aws, run) => deleting(aws, { bucket: 'attic', key: 'k0', versionIds: ['null'], mfaSerials: [PHONE], dryRun: true }, run)],
  ['restore', (aws, run) => restoring(aws, { bucket: 'attic', mfaSerials: [PHONE], allowUnprotected: true }, run)],
  ['purge without --window', (aws, run) => runPurge(aws, { keep: 9 }, { allowUnprotected: true }, run)],
  ['disable', (aws, run) => switching(aws, disable, run)],
  ['verify', (aws, run) => runVerify(aws, { buckets: ['attic'] }, run)],
];

describe('while a purge window is open', () => {
  it.each(commands)('%s says so where nobody can be asked, and leaves it', async (_name, command) => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await command(aws, {});

    expect(run.narration).toMatch(IS_OPEN);
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase, changesAmong(aws)]).toEqual([OFF, 'open', []]);
  });

  it.each([
    ['delete-version', (aws: PracticeContext, run: RunOptions) => deleting(aws, { bucket: 'attic', key: 'k0', versionIds: ['null'], mfaSerials: [PHONE] }, run)],
    ['verify', (aws: PracticeContext, run: RunOptions) => runVerify(aws, { buckets: ['attic'] }, run)],
  ])('%s offers to close it on a terminal', async (name, command) => {
    const aws = await practiceContext();
    await leftOpen(aws);
    const script = [...(name === 'verify' ? [] : [signsIn]), ['Close the purge window of attic now', true] as const, closes(aws)];

    const run = await command(aws, { script });

    expect(changesAmong(aws)).toEqual(['Enabled']);
    expect(run.narration).toContain('the purge window of 2026-03-04 12:00:02 UTC is closed, AWS says that MFA Delete is on');
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('closing it takes a code, which is counted among those of the run', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runPurge(aws, { keep: 9 }, { allowUnprotected: true }, { script: [signsIn, ['Close the purge window of attic now', true], closes(aws)] });

    expect(run).toMatchObject({ exitCode: 0, document: { summary: { planned: 0, codesUsed: 1 } } });
  });

  it('suspend offers it as well, and goes its own way where that is declined', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await switching(aws, suspend, { script: [signsIn, ['Close the purge window', false]] });

    expect(run).toMatchObject({ exitCode: 1, document: { buckets: [{ outcome: 'blocked', error: { kind: 'mfa-delete-off' } }] } });
    expect(keptWindowIn(aws)?.phase).toBe('open');
  });

  it('verify reports off, with the reason', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runVerify(aws, { buckets: ['attic', 'payments-protected'] }, { signer: userKey(aws, 'auditor') });

    expect(run).toMatchObject({
      exitCode: 1,
      document: { buckets: [{ name: 'attic', verdict: 'off', reason: 'purge-window-open', fix: expect.stringContaining('s3-mfa-delete enable attic') as string }, { verdict: 'on', reason: null }] },
    });
  });

  it('verify --all finds it without being told', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runVerify(aws, { all: true }, {});

    const attic = (run.document?.buckets as { name: string; reason: string }[]).find(({ name }) => name === 'attic');
    expect(attic).toMatchObject({ verdict: 'off', reason: 'purge-window-open' });
    expect(run.narration).toMatch(IS_OPEN);
  });

  it('enable is the closing: what was kept is removed once AWS says on', async () => {
    const aws = await practiceContext();
    await leftOpen(aws);

    const run = await runEnable(aws, { buckets: ['attic'], yes: true, mfaSerials: [PHONE] }, { embedded: true });

    expect(run.narration).toMatch(IS_OPEN);
    expect(run).toMatchObject({ exitCode: 0, document: { buckets: [{ outcome: 'changed' }] } });
    expect(run.narration).toContain('what was kept of it is removed');
    expect([aws.stateOf('attic'), windowFiles(aws)]).toEqual([ON, []]);
  });

  it('enable that does not come to it leaves what is kept', async () => {
    const aws = await practiceContext({});
    await leftOpen(aws);
    aws.practice.account.faults.add({ name: 'codes-refused', amount: 9, operation: null });

    const run = await runEnable(aws, { buckets: ['attic'], yes: true, mfaSerials: [PHONE] }, { embedded: true });

    expect(run.exitCode).toBe(5);
    expect([aws.stateOf('attic'), keptWindowIn(aws)?.phase]).toEqual([OFF, 'open']);
  });
});

describe('once somebody has closed it', () => {
  it.each(commands)('%s says that, and removes what was kept', async (_name, command) => {
    const aws = await practiceContext();
    const bucket = await leftOpen(aws);
    bucket.setVersioning(ON, Date.now());

    const run = await command(aws, { embedded: true });

    expect(run.narration).toContain('`attic`: the purge window of 2026-03-04 12:00:02 UTC is closed, AWS says that MFA Delete is on; what was kept of it is removed');
    expect(windowFiles(aws)).toEqual([]);
  });
});

describe('without a window', () => {
  it('no command asks AWS anything more for its sake', async () => {
    const aws = await practiceContext();

    await runVerify(aws, { buckets: ['payments-protected'] }, {});

    expect(aws.requests.filter(({ operation }) => operation === 'GetBucketVersioning')).toHaveLength(1);
  });
});
