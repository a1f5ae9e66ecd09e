import { join } from 'node:path';
import { readLifecycleRules } from '../../../aws/buckets/bucket-inspection.js';
import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import type { Clients } from '../../../aws/connection/clients.js';
import type { Context } from '../../../context.js';
import type { VersioningState } from '../../../core/buckets/bucket-state.js';
import { asFailure } from '../../../core/failures/explain.js';
import { Failure, isFailure, isStop } from '../../../core/failures/failure.js';
import { isWorthAnotherTry, type PurgeWindow } from '../../../core/purge/window.js';
import type { MfaDevice } from '../../../core/signers/mfa-device.js';
import { switchTargets } from '../../../core/switch/target.js';
import type { CodeSource, Gate } from '../../../mfa/types.js';
import type { RunRecord } from '../../../state/run-record.js';
import { freeRoom, keepWindow } from '../../../state/window-file.js';
import { type CodeOptions, codeSourceFor, openGate, personAsSource } from '../codes/code-source.js';
import type { RecordedSetting } from '../recorded.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { actOnBucket } from '../switch/act-on-bucket.js';
import { readOnce } from '../switch/read-back.js';
import { stillOpen } from './window-words.js';

/** What closing needs beside the window. */
type ClosingSetting = { recording: RecordedSetting; signedIn: SignedIn; codes: CodeOptions; devices: MfaDevice[] };

/** How closing went. */
export type Closing = {
  /** `unknown`: it could not be closed, nor AWS be asked. */
  state: 'closed' | 'open' | 'unknown';
  /** `others`: it was closed before this run came to it. */
  by: 'this-run' | 'others' | null;
  /** When AWS was seen to say that MFA Delete is on, ms since the epoch. */
  closedAt: number | null;
  codesUsed: number;
  lifecycleBackup: string | null;
  /** Why it is still open. */
  failure: Failure | null;
  /** The person pressed Ctrl-C at a question for the closing code. */
  interrupted: Failure | null;
};

/** Pauses before further tries, in ms: about two minutes in all. */
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000, 30_000];

/**
 * Turns MFA Delete on again, with one code, and reads it back. It goes on after the first signal, and asks once more
 * after the first Ctrl-C at its question: the window is worse than the wait. What may pass is tried again for minutes;
 * a lifecycle configuration that appeared is saved and removed; where a command for codes fails on a terminal, the
 * person is asked instead. Never throws.
 */
export async function closeWindow(window: PurgeWindow, setting: ClosingSetting, context: Context): Promise<Closing> {
  const closing: Closing = { state: 'open', by: null, closedAt: null, codesUsed: 0, lifecycleBackup: null, failure: null, interrupted: null };
  try {
    const lasting = await context.lasting();
    freeRoom(context.stateDirectory, window);
    quietly(() => keepWindow(context.stateDirectory, { ...window, phase: 'closing' }), context);
    const source = await codeSourceFor(setting.codes, setting.signedIn, lasting);
    if (source instanceof Failure) throw source;
    const unheard = onFirstSignal(context, () => lasting.ui.warning(`the purge window of \`${window.bucket}\` is OPEN and is being closed; a second Ctrl-C or signal leaves it open`));
    await tryAndTryAgain(window, closing, source, setting, context, lasting).finally(unheard);
  } catch (error) {
    closing.failure = asFailure(error);
  }
  if (closing.state !== 'closed') {
    const now = await readOnce(setting.recording.steadyClients, { name: window.bucket, region: window.region }).catch(() => null);
    if (now?.mfaDelete === 'Enabled') closed(closing, closing.codesUsed > 0 ? 'this-run' : 'others', context);
    else closing.state = now === null ? 'unknown' : 'open';
  }
  quietly(() => setting.recording.record.write({ event: 'window', bucket: window.bucket, became: closing.state === 'closed' ? 'closed' : 'left-open', plan: window.plan }), context);
  if (closing.state === 'closed') return { ...closing, failure: null };
  return { ...closing, failure: stillOpen(window, closing.failure ?? asFailure('it could not be closed'), context) };
}

/** The closing does not stop for it, so it has to be answered. @returns stops listening */
function onFirstSignal({ interruption }: Pick<Context, 'interruption'>, say: () => void): () => void {
  interruption.addEventListener('abort', say, { once: true });
  return () => interruption.removeEventListener('abort', say);
}

async function tryAndTryAgain(window: PurgeWindow, closing: Closing, first: CodeSource, setting: ClosingSetting, context: Context, lasting: Context): Promise<void> {
  let source = first;
  let setsAside = false;
  for (let tries = 0; ; ) {
    const gate = await openGate(setting.devices, source, setting.signedIn, lasting);
    const failure: Failure | null = await tryToClose(window, closing, { gate, setsAside }, setting, lasting).catch(asFailure);
    closing.codesUsed += gate.codesUsed();
    closing.failure = failure;
    if (failure === null || lasting.interruption.aborted) return;
    if (isStop(failure)) {
      const isSecond = closing.interrupted !== null || context.interruption.aborted;
      closing.interrupted = failure;
      if (isSecond) return;
      lasting.ui.warning(`the purge window of \`${window.bucket}\` is OPEN: give a code to close it, or press Ctrl-C again to leave it open`);
    } else if (failure.exitCode === 5 && source.kind !== 'prompt' && lasting.ui.canAsk) {
      lasting.ui.warning(`${failure.message}; so the code to close the window is asked for here`, failure.kind);
      source = personAsSource(lasting);
    } else {
      const pause = PAUSES_MS[tries];
      if (pause === undefined || !isWorthAnotherTry(failure)) return;
      setsAside = failure.kind === 'bucket-state' || failure.kind === 'lifecycle-in-the-way';
      tries += 1;
      lasting.ui.warning(`the purge window of \`${window.bucket}\` is not closed yet, trying again: ${failure.message}`, failure.kind);
      await lasting.clock.sleep(pause, lasting.interruption);
    }
  }
}

async function tryToClose(
  window: PurgeWindow,
  closing: Closing,
  { gate, setsAside }: { gate: Gate; setsAside: boolean },
  { recording }: ClosingSetting,
  lasting: Context,
): Promise<Failure | null> {
  const { bucket: name, region } = window;
  const { steadyClients } = recording;
  const before = await stateBefore(steadyClients, window);
  if (before?.mfaDelete === 'Enabled') return closed(closing, closing.codesUsed > 0 ? 'this-run' : 'others', lasting);
  const lifecycle = before === null ? null : await readLifecycleRules(steadyClients, name, region);
  const record: RunRecord = { ...recording.record, write: (event) => quietly(() => recording.record.write(event), lasting) };
  const outcome = await actOnBucket(
    {
      ...{ step: 'change', name, region, cautions: [], awsCommand: '', wanted: { versioning: 'Enabled', mfaDelete: 'Enabled' } },
      before: before ?? { versioning: 'Enabled', mfaDelete: 'Disabled' },
      setsLifecycleAside: setsAside || (lifecycle?.read === true && lifecycle.value > 0),
    },
    { ...recording, target: switchTargets.enable, record, gate, lifecycleDirectory: join(lasting.stateDirectory, 'lifecycle') },
    lasting,
  );
  closing.lifecycleBackup = outcome.lifecycleBackup ?? closing.lifecycleBackup;
  if (outcome.outcome === 'changed') return closed(closing, 'this-run', lasting);
  return outcome.error ?? asFailure(`the closing of the window came to “${outcome.outcome}”`);
}

/** Where it cannot be read at the moment no code is spent; where it must not be read, one is. @throws Failure */
async function stateBefore(clients: Clients, { bucket, region }: PurgeWindow): Promise<VersioningState | null> {
  try {
    return await readVersioning(clients, bucket, region);
  } catch (error) {
    if (isFailure(error, 'access-denied', 'unexpected-answer')) return null;
    throw error;
  }
}

function closed(closing: Closing, by: 'this-run' | 'others', { clock }: Context): null {
  Object.assign(closing, { state: 'closed', by, closedAt: clock.now() });
  return null;
}

/** What cannot be noted is said; it must not keep the window open. */
function quietly(note: () => void, { ui }: Pick<Context, 'ui'>): void {
  try {
    note();
  } catch (error) {
    const { message, kind } = asFailure(error);
    ui.warning(message, kind);
  }
}
