import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import type { Context } from '../../../context.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isStop } from '../../../core/failures/failure.js';
import type { LeftAlone } from '../../../core/purge/recheck.js';
import type { PurgeWindow } from '../../../core/purge/window.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import type { CodeSource } from '../../../mfa/types.js';
import { type DeletionJournal, openJournal } from '../../../state/journal.js';
import type { PurgePlan } from '../../../state/purge-plan-file.js';
import type { CommandResult } from '../../command-result.js';
import { type CodeOptions, openGate } from '../codes/code-source.js';
import type { DeletionTotals } from '../deletion/delete-batches.js';
import { nothingDeleted } from '../deletion/deletion-result.js';
import { readBackDeletion } from '../deletion/read-back-deletion.js';
import { leaveRootKey } from '../keys/settle-root-key.js';
import { carryOutUncoded, readBackPurge, stillThere } from '../purge/carry-out-purge.js';
import type { PlannedPurge } from '../purge/plan-purge.js';
import { noneYet } from '../purge/purge-without-codes.js';
import { recorded, type RecordedSetting } from '../recorded.js';
import { sayInterrupted } from '../say-interrupted.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { type Closing, closeWindow } from './close-window.js';
import { withAnotherToCome } from './confirm-window.js';
import { leaveWindow } from './leave-window.js';
import { type Opening, openWindow } from './open-window.js';
import { purgeThroughWindow, type WindowTotals } from './purge-through-window.js';
import { windowResult } from './window-result.js';
import { openInWords } from './window-words.js';

/** An accepted window, with everything it takes. */
export type AcceptedWindow = {
  planned: PlannedPurge;
  /** `null` only where the window is just closed. */
  plan: PurgePlan | null;
  /** The plan as `--json` prints it. */
  document: Record<string, unknown>;
  /** As it is kept; it is open already where an earlier run left it so. */
  window: PurgeWindow;
  isOpen: boolean;
  /** Only to be closed: nothing more is deleted. */
  closesOnly: boolean;
  maxMs: number;
  bypassGovernanceRetention: boolean;
  codes: CodeOptions;
  devices: MfaDevice[];
  source: CodeSource;
  bucket: BucketAddress;
  signedIn: SignedIn;
};

/**
 * Carries out a purge through a window: what takes no codes anyway, opening, deleting, closing, reading back. Once the
 * window may be open nothing leads out of here but through its closing.
 * @throws Failure `local-file` when codes, record, journal or window could not be kept; nothing was sent then
 */
export async function carryOutWindow(accepted: AcceptedWindow, context: Context): Promise<CommandResult> {
  const { signedIn, bucket, plan, planned } = accepted;
  const gate = await openGate(accepted.devices, withAnotherToCome(accepted.source, context.clock), signedIn, context);
  const now = (): number => context.clock.now();
  return recorded({ command: 'purge', buckets: [bucket.name], coded: { codes: 2, buckets: [bucket] } }, signedIn, context, async (recording) => {
    const journal = openJournal(context.stateDirectory, { command: 'purge', bucket: bucket.name }, now);
    try {
      context.ui.heading('Step 5 of 6: Window');
      const startedAt = now();
      const uncoded = noneYet();
      if (plan !== null && !accepted.closesOnly) await carryOutUncoded(planned, plan, bucket, uncoded, recording, context);
      const wanted = { ...accepted.window, journals: [...accepted.window.journals, journal.path] };
      const setting = { recording, gate, before: { versioning: 'Enabled', mfaDelete: 'Enabled' } } as const;
      const opening = accepted.isOpen ? alreadyOpen(wanted, context) : await openWindow(wanted, setting, context);
      const leftAlone: LeftAlone = { gone: 0, changed: 0 };
      const deletion = await deleteWhileOpen(accepted, opening, leftAlone, { recording, journal }, context);
      const closing = opening.became === 'not-open' ? null : await close(accepted, opening, recording, context);
      const { ranOut } = deletion;
      const totals = becauseOfOthers(deletion.totals, closing, bucket.name);
      const left = leaveWindow(opening.window, { accepted, totals, ranOut, leftAlone, closing }, context);
      const ended = { totals, opening, closing, left, leftAlone, uncoded, codesUsed: gate.codesUsed() + (closing?.codesUsed ?? 0), tookMs: now() - startedAt };
      const afterwards = await conclude(accepted, ended, recording, context);
      return windowResult(accepted, { ...ended, afterwards, journal: journal.lines() > 0 ? journal.path : null, record: recording.record.path }, context);
    } finally {
      journal.close();
    }
  });
}

function alreadyOpen(window: PurgeWindow, context: Context): Opening {
  return { became: 'open', window, failure: null, forgetNote: context.changes.leave(openInWords(window, context)) };
}

async function deleteWhileOpen(
  accepted: AcceptedWindow,
  { became, window, failure }: Opening,
  leftAlone: LeftAlone,
  { recording, journal }: { recording: RecordedSetting; journal: DeletionJournal },
  context: Context,
): Promise<WindowTotals> {
  if (became !== 'open') return { totals: { ...nothingDeleted, stopped: failure }, ranOut: false };
  const { planned, plan, signedIn, bucket, bypassGovernanceRetention } = accepted;
  if (plan === null || accepted.closesOnly) return { totals: nothingDeleted, ranOut: false };
  // An hour-old window of a run that crashed gets its time from now on.
  const from = accepted.isOpen || window.openedAt === null ? context.clock.now() : Date.parse(window.openedAt);
  const until = from + accepted.maxMs;
  const listedAt = planned.seen === null ? null : Date.parse(plan.head.createdAt);
  return purgeThroughWindow({ bucket, plan, listedAt, summary: planned.summary, signedIn, recording, journal, bypassGovernanceRetention, leftAlone, until }, context);
}

/** What AWS refused because somebody else had closed the window reads as a denial; this says what it was. */
function becauseOfOthers(totals: DeletionTotals, closing: Closing | null, bucket: string): DeletionTotals {
  if (closing?.by !== 'others' || totals.stopped?.kind !== 'access-denied') return totals;
  const { aws } = totals.stopped;
  const stopped = new Failure('window-paused', `somebody else turned MFA Delete on in \`${bucket}\` while the window was open, so the rest was refused`, {
    hints: ['find out who did it: CloudTrail has the event PutBucketVersioning', `go on with the rest: \`s3-mfa-delete purge ${bucket} --window\``],
    aws,
    cause: totals.stopped,
  });
  return { ...totals, stopped };
}

async function close(accepted: AcceptedWindow, { window, forgetNote }: Opening, recording: RecordedSetting, context: Context): Promise<Closing> {
  const { ui, interruption } = context;
  if (interruption.aborted) ui.warning(`${asFailure(interruption.reason).message}: the purge window is closed first; a second Ctrl-C or signal would leave it OPEN`);
  const { signedIn, codes, devices } = accepted;
  const closing = await closeWindow(window, { recording, signedIn, codes, devices }, context);
  if (closing.state === 'closed') {
    forgetNote();
    context.changes.leave(`the purge window of \`${window.bucket}\` is closed, MFA Delete is on again`);
    ui.success(`\`${window.bucket}\`: the purge window is closed${closing.by === 'others' ? '; somebody else had turned MFA Delete on already' : ''}`);
  }
  return closing;
}

type Ended = { totals: WindowTotals['totals']; opening: Opening; closing: Closing | null; left: Failure | null };

/** What is to be reported beside what ended the deletion; the first that holds. */
async function conclude({ plan, bucket, signedIn, closesOnly }: AcceptedWindow, { totals, closing, left }: Ended, recording: RecordedSetting, context: Context): Promise<Failure | null> {
  const { ui, interruption } = context;
  const { stopped } = totals;
  const ending = interruption.aborted ? asFailure(interruption.reason) : (closing?.interrupted ?? stopped);
  if (isStop(ending)) sayInterrupted(ending, await leaveRootKey(signedIn, recording), context);
  else if (stopped !== null) ui.error(stopped);
  const notClosed = closing?.failure ?? null;
  if (notClosed !== null) {
    ui.error(notClosed);
    return notClosed;
  }
  if (left !== null) ui.warning(left.message, left.kind);
  if (ending !== null || left !== null || closesOnly || plan === null || totals.deleted === 0) return left;
  const present = stillThere(plan, 'delete', bucket, recording.steadyClients, { gone: 0, changed: 0 });
  return readBackDeletion(() => readBackPurge(present, totals, context), signedIn, recording, context);
}
