import { describe, expect, it } from 'vitest';
import { disable } from '../../../src/flows/disable.js';
import { suspend } from '../../../src/flows/suspend.js';
import type { SwitchOptions } from '../../../src/flows/switch-mfa-delete.js';
import { type FlowRun, PHONE, type PracticeContext, practiceContext } from '../../support/practice-context.js';
import { bucketOf, deleting, restoring, unattended, versionsIn } from '../support/deletion-runs.js';
import { makeBucket, runPurge, write } from '../purge/support/runs.js';
import { furtherKeys, notesOnDisk, signersOf } from '../support/root-keys.js';
import { userKey } from '../support/signers.js';

const ON = 'payments-protected';
const switching: SwitchOptions = { buckets: [ON], dryRun: false, yes: true, mfaSerials: [PHONE], mfaCode: undefined, mfaProcess: undefined, ephemeralRootKey: true };

/** The first version of the bucket that is no delete marker. */
function oneVersion(aws: PracticeContext): { key: string; versionId: string } {
  return versionsIn(bucketOf(aws, ON)).find(({ content }) => content !== null) ?? expect.unreachable('the bucket is empty');
}

const commands: [name: string, coded: string, run: (aws: PracticeContext, ephemeralRootKey: boolean) => Promise<FlowRun>][] = [
  ['disable', 'PutBucketVersioning', (aws) => aws.run('enable', (context) => disable(switching, context), unattended)],
  ['suspend', 'PutBucketVersioning', (aws) => aws.run('enable', (context) => suspend(switching, context), unattended)],
  ['delete-version', 'DeleteObject', (aws, ephemeralRootKey) => {
    const { key, versionId } = oneVersion(aws);
    return deleting(aws, { bucket: ON, key, versionIds: [versionId], isConfirmed: true, ephemeralRootKey }, unattended);
  }],
  ['restore', 'DeleteObject', (aws, ephemeralRootKey) => restoring(aws, { bucket: ON, yes: true, ephemeralRootKey }, unattended)],
  ['purge', 'DeleteObject', (aws, ephemeralRootKey) => {
    const bucket = makeBucket(aws);
    write(bucket, 'a', 90);
    write(bucket, 'a', 60);
    return runPurge(aws, { olderThanMs: 0 }, { ephemeralRootKey });
  }],
];

describe('--ephemeral-root-key', () => {
  it.each(commands)('lets %s send its code (%s) with a key of its own, and deletes that', async (_name, coded, run) => {
    const aws = await practiceContext();

    const ended = await run(aws, true);

    const signers = (operation: string): string[] => signersOf(aws, operation, aws.practice.rootSession.accessKeyId);
    expect(ended.exitCode).toBe(0);
    expect([signers('CreateAccessKey'), signers(coded), signers('DeleteAccessKey')]).toEqual([['session: 200'], [coded === 'DeleteObject' ? 'ephemeral key: 204' : 'ephemeral key: 200'], ['session: 200']]);
    expect(ended.narration).not.toContain('The root access key still exists');
    expect({ keys: furtherKeys(aws), notes: notesOnDisk(aws) }).toEqual({ keys: [], notes: [] });
  });

  it.each(commands.slice(2))('deletes the key of %s also where Ctrl-C comes while %s is answered', async (_name, coded, run) => {
    const aws = await practiceContext();
    aws.onceAnswering(coded, () => aws.interrupt());

    const ended = await run(aws, true);

    expect(ended.exitCode).toBe(130);
    expect(ended.narration).not.toContain('still exists');
    expect({ keys: furtherKeys(aws), notes: notesOnDisk(aws) }).toEqual({ keys: [], notes: [] });
  });

  it('makes no key where MFA Delete is off and no code is needed', async () => {
    const aws = await practiceContext();
    const [version] = versionsIn(bucketOf(aws, 'ledger-ready'));

    const ended = await deleting(aws, { bucket: 'ledger-ready', key: version?.key, versionIds: [version?.versionId ?? ''], isConfirmed: true, allowUnprotected: true, ephemeralRootKey: true }, unattended);

    expect(ended.exitCode).toBe(0);
    expect(aws.requests.filter(({ operation }) => operation === 'CreateAccessKey')).toEqual([]);
    expect(ended.lines).toContain('MFA Delete is off in `ledger-ready`: that takes no code, so no root access key is made.');
    expect(ended.narration).not.toContain('The run itself would');
  });

  it('is said to be without effect where an IAM user deletes what needs no code', async () => {
    const aws = await practiceContext();
    const [version] = versionsIn(bucketOf(aws, 'ledger-ready'));

    const ended = await deleting(aws, { bucket: 'ledger-ready', key: version?.key, versionIds: [version?.versionId ?? ''], isConfirmed: true, allowUnprotected: true, ephemeralRootKey: true }, { signer: userKey(aws, 'admin') });

    expect(ended.exitCode).toBe(0);
    expect(ended.lines).toContain('! `--ephemeral-root-key` makes no key with these credentials: that takes a session of the root user');
  });

  it('is asked for where --allow-unprotected let a session in and the bucket turns out to be protected', async () => {
    const aws = await practiceContext();
    const { key, versionId } = oneVersion(aws);

    const ended = await deleting(aws, { bucket: ON, key, versionIds: [versionId], isConfirmed: true, allowUnprotected: true, ephemeralRootKey: true }, unattended);

    expect(ended.exitCode).toBe(0);
    expect({ keys: furtherKeys(aws), notes: notesOnDisk(aws) }).toEqual({ keys: [], notes: [] });
  });
});
