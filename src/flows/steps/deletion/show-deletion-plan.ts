import { STEP_MS } from '../../../core/clock.js';
import type { Aftermath, DeletionPlan } from '../../../core/deletion/plan.js';
import { counted, durationInWords, minuteInWords, sizeInWords } from '../../../core/text/quantities.js';
import { fitsXml } from '../../../core/text/xml-characters.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';
import { keyInWords, shortVersionId, standingOf, versionsInWords } from '../../../core/versions/version-words.js';
import type { Ui } from '../../../ui/ui.js';

/** Longer lists are cut: nobody reads a thousand rows before saying yes. */
const SHOWN_AT_MOST = 20;

/** What a plan is carried out with. */
export type PlanMeans = {
  /** Does a deletion take a code? */
  isProtected: boolean;
  /** Devices that take turns (count). */
  devices: number;
};

/** Shows what `delete-version` would delete, and what is current afterwards. */
export function showDeletionPlan(plan: DeletionPlan, means: PlanMeans, ui: Ui): void {
  ui.heading('Step 4 of 6: Plan');
  showAbsent(plan, ui);
  if (plan.versions.length === 0) return ui.success('nothing to do');
  ui.table({
    head: ['Key', 'Version', 'Created (UTC)', 'Size', 'Is'],
    rows: firstRows(plan.versions).map((version) => [
      keyInWords(version.key, keyWidth(ui, 56)),
      shortVersionId(version.versionId),
      minuteInWords(version.lastModified),
      version.isDeleteMarker ? '-' : sizeInWords(version.size),
      standingOf(version),
    ]),
  });
  showRest(plan.versions.length, ui);
  ui.line();
  ui.line(`Deleted for good: ${versionsInWords(plan.versions)}`, 'strong');
  showAftermath(plan.aftermath, ui);
  showCost(plan.versions, plan.batches, means, ui);
}

/** Room for a key in a table whose other columns take so much; where nobody looks on, there is enough. */
export function keyWidth({ canAsk, columns }: Pick<Ui, 'canAsk' | 'columns'>, others: number): number {
  return canAsk ? Math.max(16, columns - others) : 80;
}

/** Says that more was found than is shown, and where the rest is. */
export function showRest(count: number, ui: Ui, where = '`--json --dry-run` lists all of them'): void {
  if (count > SHOWN_AT_MOST) ui.line(`… and ${counted(count - SHOWN_AT_MOST, 'more', 'more')}; ${where}`, 'muted');
}

/** The same of what AWS refused: a rehearsal would not know of it. */
export function showRestOfFailures(count: number, ui: Ui): void {
  showRest(count, ui, 'the document that `--json` prints has all of them');
}

/** The first rows of a list that may be long. */
export function firstRows<T>(rows: readonly T[]): readonly T[] {
  return rows.slice(0, SHOWN_AT_MOST);
}

function showAbsent({ absent }: DeletionPlan, ui: Ui): void {
  for (const { key, versionId } of firstRows(absent)) {
    ui.warning(`\`${keyInWords(key)}\` has no version ${versionId}: deleted already, or never written`);
  }
  showRest(absent.length, ui);
}

function showAftermath(aftermath: readonly Aftermath[], ui: Ui): void {
  const changed = aftermath.filter(({ becomes }) => becomes !== 'unchanged');
  if (changed.length === 0) return ui.line('Afterwards: every current version stays current.');
  ui.line('Afterwards:');
  for (const entry of firstRows(changed)) ui.line(`- \`${keyInWords(entry.key)}\`: ${aftermathInWords(entry)}`);
  showRest(changed.length, ui);
  const unchanged = aftermath.length - changed.length;
  if (unchanged > 0) ui.line(`- ${counted(unchanged, 'other key')}: the current version stays current`);
}

function aftermathInWords({ becomes, version }: Aftermath): string {
  switch (becomes) {
    case 'unchanged':
      return 'the current version stays current';
    case 'nothing':
      return 'nothing is left of it';
    case 'unclear':
      return 'a version or a delete marker becomes current: they came in the same second';
    case 'delete-marker':
      return `the delete marker of ${minuteInWords(version?.lastModified ?? Number.NaN)} becomes current, so the object looks deleted`;
    case 'version':
      return `the version of ${minuteInWords(version?.lastModified ?? Number.NaN)} (${sizeInWords(version?.size ?? 0)}) becomes current`;
  }
}

/** Says how many codes it takes, and how long they take to come. */
export function showCost(versions: readonly ObjectVersion[], batches: number, { isProtected, devices }: PlanMeans, ui: Ui): void {
  if (!isProtected) return ui.line('It takes no code: MFA Delete is off in this bucket.');
  const waits = Math.ceil(batches / Math.max(1, devices)) - 1;
  const time = waits > 0 ? `, and so about ${durationInWords(waits * STEP_MS)}${devices > 1 ? ` with ${devices} devices` : ''}` : '';
  ui.line(`It takes ${counted(batches, 'code')}${time}; one code deletes up to 1,000 versions.`);
  const alone = versions.filter(({ key }) => !fitsXml(key)).length;
  if (alone > 0 && versions.length > 1) ui.line(`${counted(alone, 'version')} with control characters in the key: AWS takes those one by one, each with a code of its own.`);
}
