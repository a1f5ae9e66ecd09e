import type { Context } from '../../../context.js';
import type { VersioningState } from '../../../core/buckets/bucket-state.js';
import { asFailure } from '../../../core/failures/explain.js';
import type { Failure } from '../../../core/failures/failure.js';
import type { PurgeWindow } from '../../../core/purge/window.js';
import { switchTargets } from '../../../core/switch/target.js';
import type { Gate } from '../../../mfa/types.js';
import { keepWindow, reserveRoom } from '../../../state/window-file.js';
import type { RecordedSetting } from '../recorded.js';
import { type ActSetting, actOnBucket, type Change } from '../switch/act-on-bucket.js';
import { closeCommand, openInWords } from './window-words.js';

/** What opening needs beside the window. */
type OpeningSetting = { recording: RecordedSetting; gate: Gate; before: VersioningState };

/** How opening went. `unclear`: MFA Delete may be off, so the window has to be closed like an open one. */
export type Opening = { became: 'open' | 'unclear' | 'not-open'; window: PurgeWindow; failure: Failure | null; forgetNote: () => void };

/**
 * Turns MFA Delete off for a purge, with one code. The window is on disk before the code is asked for, so that
 * whatever happens afterwards is found out about.
 * @throws Failure `local-file` when it cannot be kept; nothing was sent then
 */
export async function openWindow(wanted: PurgeWindow, { recording, gate, before }: OpeningSetting, context: Context): Promise<Opening> {
  const { stateDirectory, clock, changes, ui } = context;
  let window: PurgeWindow = { ...wanted, phase: 'opening', openedAt: new Date(clock.now()).toISOString() };
  reserveRoom(stateDirectory, window);
  keepWindow(stateDirectory, window);
  recording.record.write({ event: 'window', bucket: window.bucket, became: 'opening', plan: window.plan });
  let forgetNote: () => void = () => undefined;
  const record: ActSetting['record'] = {
    ...recording.record,
    write(event) {
      if (event.event === 'sending') {
        window = { ...window, openedAt: new Date(clock.now()).toISOString() };
        forgetNote = changes.leave(`unknown: the purge window of \`${window.bucket}\` was being opened; close it: \`${closeCommand(window.bucket, context)}\``);
      }
      recording.record.write(event);
    },
  };
  const change: Change = { step: 'change', name: window.bucket, region: window.region, before, wanted: { versioning: 'Enabled', mfaDelete: 'Disabled' }, cautions: [], awsCommand: '', setsLifecycleAside: false };
  const outcome = await actOnBucket(change, { ...recording, target: switchTargets.disable, record, gate, lifecycleDirectory: stateDirectory }, context);
  forgetNote();
  if (outcome.outcome === 'changed' || outcome.outcome === 'unknown') {
    const open: PurgeWindow = { ...window, phase: 'open' };
    const failure = kept(open, context);
    const became = outcome.outcome === 'changed' && failure === null ? 'open' : 'unclear';
    if (became === 'open') ui.warning(`the purge window of \`${window.bucket}\` is open: until it is closed, its versions are deleted without codes`);
    return { became, window: open, failure: failure ?? outcome.error, forgetNote: changes.leave(openInWords(open, context)) };
  }
  return { became: 'not-open', window, failure: outcome.error, forgetNote: () => undefined };
}

/** The window is open by now: that its file could not be written must lead to closing it, not away from here. */
function kept(window: PurgeWindow, { stateDirectory }: Context): Failure | null {
  try {
    keepWindow(stateDirectory, window);
    return null;
  } catch (error) {
    return asFailure(error);
  }
}
