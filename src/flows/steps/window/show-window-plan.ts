import { timeForCodes, type PlanSummary } from '../../../core/purge/plan-summary.js';
import { timeThroughWindow } from '../../../core/purge/window.js';
import { durationInWords } from '../../../core/text/quantities.js';
import type { Ui } from '../../../ui/ui.js';
import { WINDOW_PARALLEL } from './purge-through-window.js';

/** What the plan of a window says beside the plan of the purge. */
type WindowMeans = { bucket: string; devices: number; maxMs: number; isOpen: boolean };

/** Shows what a window does, how long both ways take, and what is at risk while it is open. */
export function showWindowPlan({ versions, deleteMarkers, codes }: PlanSummary, { bucket, devices, maxMs, isOpen }: WindowMeans, ui: Ui): void {
  const time = timeThroughWindow(versions + deleteMarkers, devices);
  const inTurn = Math.max(1, devices);
  ui.line();
  ui.line('Purge window', 'strong');
  ui.line(isOpen ? '1. MFA Delete is off already: an earlier run left the window open.' : '1. Code 1 turns MFA Delete off.');
  ui.line(`2. Exactly this plan is deleted without codes, ${WINDOW_PARALLEL} requests at a time.`);
  ui.line(`3. ${isOpen ? 'A code' : 'Code 2'} turns MFA Delete on again, and it is read back.`);
  ui.table({
    head: ['Way', 'Codes', 'Time, about'],
    rows: [
      ['through the window', isOpen ? '1' : '2', durationInWords(time)],
      ['with codes, without a window', String(codes), codes <= inTurn ? 'at once' : durationInWords(timeForCodes(codes, inTurn))],
    ],
  });
  ui.line();
  const shortest = devices > 1 ? 'The shortest window with one device is one code step; of several, another gives the second code at once.' : 'The shortest window is one code step: a device gives its second code 30 s after the first.';
  ui.line(shortest);
  const windows = Math.ceil(time / maxMs);
  const more = windows > 1 ? `; this plan takes about ${windows} such windows` : '';
  ui.line(`After ${durationInWords(maxMs)} (\`--window-max\`) it is closed with whatever is done by then, and \`purge ${bucket} --window\` goes on${more}.`);
  ui.warning('while the window is open, anyone with s3:DeleteObjectVersion, stolen keys included, can delete any version of this bucket for good, without a code');
}
