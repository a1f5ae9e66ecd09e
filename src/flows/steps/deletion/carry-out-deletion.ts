import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isStop } from '../../../core/failures/failure.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import type { Gate } from '../../../mfa/types.js';
import { openJournal } from '../../../state/journal.js';
import type { CommandResult } from '../../command-result.js';
import { openGate } from '../codes/code-source.js';
import { leaveRootKey } from '../keys/settle-root-key.js';
import { recorded, type RecordedSetting } from '../recorded.js';
import { sayInterrupted } from '../say-interrupted.js';
import { deleteInBatches, type DeletionSetting, type DeletionTotals } from './delete-batches.js';
import { type DeletionEnding, deletionResult } from './deletion-result.js';
import type { OpenBucket } from './open-bucket.js';
import { readBackDeletion } from './read-back-deletion.js';

/** Requests under way at the same time where no codes are needed. */
const PARALLEL = 4;

/** An accepted plan to delete versions. */
type AcceptedDeletion = Pick<DeletionEnding, 'words' | 'planned' | 'plan'> & {
  command: string;
  /** As `batchesOf` divides them. */
  batches: AsyncIterable<readonly ObjectVersion[]>;
  /** Requests that the plan takes (count). */
  batchCount: number;
  bypassGovernanceRetention: boolean;
  /** What is done before the first batch, without codes, and written to the record; what it throws ends the run. */
  beforehand?(recording: RecordedSetting): Promise<void>;
  /** As {@link DeletionSetting} has it. */
  lookAgain?: DeletionSetting['lookAgain'];
  /** Versions that were left out of the batches so far, because they were gone already (count). */
  goneBefore?(): number;
  /** Looks whether all is as it was said to be, with clients that go on after Ctrl-C; returns what is not. */
  readBack(clients: Clients, totals: DeletionTotals): Promise<Failure | null>;
};

/**
 * Deletes what was agreed to: opens gate, record and journal, deletes batch after batch, reads back, reports.
 * @throws Failure `local-file` when codes, record or journal could not be kept; nothing was sent then
 */
export async function carryOutDeletion(deletion: AcceptedDeletion, bucket: OpenBucket, context: Context): Promise<CommandResult> {
  const { signedIn, address } = bucket;
  const gate = deletion.batchCount === 0 ? null : await gateFor(bucket, context);
  const now = (): number => context.clock.now();
  const coded = { codes: bucket.isProtected ? deletion.batchCount : 0, buckets: [address] };
  return recorded({ command: deletion.command, buckets: [address.name], coded }, signedIn, context, async (recording) => {
    const { record, clients, steadyClients } = recording;
    const journal = openJournal(context.stateDirectory, { command: deletion.command, bucket: address.name }, now);
    try {
      context.ui.heading(gate === null ? 'Step 5 of 6: Deletion' : 'Step 5 of 6: Codes');
      const startedAt = now();
      await deletion.beforehand?.(recording);
      const totals = await deleteInBatches(
        deletion.batches,
        {
          ...{ bucket: address, clients, steadyClients, gate, journal, record, parallel: PARALLEL, words: deletion.words },
          bypassGovernanceRetention: deletion.bypassGovernanceRetention,
          ...(deletion.lookAgain && { lookAgain: deletion.lookAgain }),
          planned: { versions: deletion.planned, batches: deletion.batchCount, devices: Math.max(1, bucket.devices.length) },
        },
        context,
      );
      const tookMs = now() - startedAt;
      const ended = withLateInterruption({ ...totals, absent: totals.absent + (deletion.goneBefore?.() ?? 0) }, context);
      const afterwards = await conclude(ended, deletion, recording, bucket, context);
      return deletionResult({
        ...{ bucket: address, dryRun: false, words: deletion.words, planned: deletion.planned, plan: deletion.plan },
        ...{ totals: ended, codesUsed: bucket.codesUsed + (gate?.codesUsed() ?? 0), tookMs, afterwards },
        ...{ journal: journal.lines() > 0 ? journal.path : null, record: record.path },
      });
    } finally {
      journal.close();
    }
  });
}

async function gateFor({ isProtected, devices, source, signedIn }: OpenBucket, context: Context): Promise<Gate | null> {
  if (!isProtected) return null;
  if (source instanceof Failure) throw source;
  if (source === null) throw new Error('a bucket with MFA Delete was opened without a source of codes');
  return openGate(devices, source, signedIn, context);
}

/** Whoever sent a signal after the last answer is told what it found. */
function withLateInterruption(totals: DeletionTotals, { interruption }: Context): DeletionTotals {
  return interruption.aborted ? { ...totals, stopped: asFailure(interruption.reason) } : totals;
}

/** Says how it ended; what was interrupted has been accounted for already and is not read back. */
async function conclude(totals: DeletionTotals, deletion: AcceptedDeletion, recording: RecordedSetting, { signedIn }: OpenBucket, context: Context): Promise<Failure | null> {
  const { ui } = context;
  const { stopped } = totals;
  if (isStop(stopped)) {
    sayInterrupted(stopped, await leaveRootKey(signedIn, recording), context);
    return null;
  }
  if (stopped !== null) ui.error(stopped);
  if (totals.deleted === 0) return null;
  return readBackDeletion(() => deletion.readBack(recording.steadyClients, totals), signedIn, recording, context);
}
