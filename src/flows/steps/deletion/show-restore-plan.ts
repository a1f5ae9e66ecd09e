import type { DeletedKey } from '../../../core/deletion/deleted-keys.js';
import { counted, minuteInWords, sizeInWords } from '../../../core/text/quantities.js';
import { keyInWords } from '../../../core/versions/version-words.js';
import type { Cell, Ui } from '../../../ui/ui.js';
import { firstRows, keyWidth, type PlanMeans, showCost, showRest } from './show-deletion-plan.js';

/** Shows which delete markers `restore` would remove, and what comes back. */
export function showRestorePlan(found: readonly DeletedKey[], keys: readonly string[], batches: number, means: PlanMeans, ui: Ui): void {
  ui.heading('Step 4 of 6: Plan');
  const named = new Set(found.map(({ key }) => key));
  for (const key of keys.filter((wanted) => !named.has(wanted))) ui.warning(`\`${keyInWords(key)}\` is not deleted, or not in that time, or was never there`);
  const restorable = found.filter(({ stays }) => stays !== 'nothing-left');
  const hopeless = found.length - restorable.length;
  if (hopeless > 0) ui.warning(`${counted(hopeless, 'key')} left alone: only delete markers are there, and no version that could come back`);
  if (restorable.length === 0) return ui.success('nothing to do');
  ui.table({
    head: ['Key', 'Deleted (UTC)', 'Version that comes back'],
    rows: firstRows(restorable).map((deleted) => [keyInWords(deleted.key, keyWidth(ui, 56)), minuteInWords(deleted.markers[0]?.lastModified ?? Number.NaN), comesBackCell(deleted)]),
  });
  showRest(restorable.length, ui);
  ui.line();
  const markers = restorable.flatMap((deleted) => deleted.markers);
  ui.line(`Removed: ${counted(markers.length, 'delete marker')} of ${counted(restorable.length, 'object')}; no version is touched`, 'strong');
  showCost(markers, batches, means, ui);
}

function comesBackCell({ comesBack, stays }: DeletedKey): Cell {
  if (stays === 'deleted-earlier') return { text: 'none: deleted before that time as well', tone: 'warning' };
  return comesBack === null ? '-' : `${minuteInWords(comesBack.lastModified)}, ${sizeInWords(comesBack.size)}`;
}
