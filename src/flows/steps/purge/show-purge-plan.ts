import { timeForCodes } from '../../../core/purge/plan-summary.js';
import { counted, durationInWords, momentInWords, sizeInWords, thousands } from '../../../core/text/quantities.js';
import type { Ui } from '../../../ui/ui.js';
import type { PlanMeans } from '../deletion/show-deletion-plan.js';
import type { PlannedPurge } from './plan-purge.js';

/** Shows what a purge would delete, what it costs, and when it would be done. @param now ms since the epoch */
export function showPurgePlan(planned: PlannedPurge, means: PlanMeans, now: number, ui: Ui): void {
  ui.heading('Step 4 of 6: Plan');
  showLeftOut(planned, ui);
  const { summary, uploads } = planned;
  const versions = summary.versions + summary.deleteMarkers;
  if (versions + summary.markersToMake + uploads === 0) return ui.success('nothing to do');
  if (versions > 0) showDeletions(planned, means, now, ui);
  if (summary.markersToMake > 0) ui.line(`Current versions that expire: ${thousands(summary.markersToMake)} get a delete marker; they stay below it, and it takes no code.`);
  if (uploads > 0) ui.line(`Incomplete multipart uploads to abort: ${thousands(uploads)}; it takes no code.`);
}

function showLeftOut({ rules, tagsUnread }: PlannedPurge, ui: Ui): void {
  for (const { rule, element, reason } of rules.notCarriedOut) ui.warning(`rule \`${rule}\`: ${element} is not carried out: ${reason}`);
  if (rules.disabled.length > 0) ui.line(`Disabled, and so left out: ${rules.disabled.map((name) => `\`${name}\``).join(', ')}`, 'muted');
  if (tagsUnread > 0) ui.warning(`the tags of ${counted(tagsUnread, 'version')} could not be read (s3:GetObjectVersionTagging), so rules that ask for tags leave them`);
}

function showDeletions({ summary, rules }: PlannedPurge, means: PlanMeans, now: number, ui: Ui): void {
  const { versions, deleteMarkers, bytes, oldest, prefixes } = summary;
  ui.table({
    head: ['Prefix', 'Versions', 'Delete markers', 'Size'],
    rows: prefixes.map((share) => [share.prefix === '' ? '(no folder)' : share.prefix, thousands(share.versions), thousands(share.deleteMarkers), sizeInWords(share.bytes)]),
  });
  ui.line();
  ui.line(`Deleted for good: ${counted(versions, 'version')}, ${counted(deleteMarkers, 'delete marker')}, ${sizeInWords(bytes)}`, 'strong');
  if (rules.allVersions) ui.warning('these are all versions, current ones too: nothing is left of these objects');
  if (oldest !== null) ui.line(`The oldest was created ${momentInWords(oldest)} UTC.`);
  showCodes(summary.codes, means, now, ui);
}

function showCodes(codes: number, { isProtected, devices }: PlanMeans, now: number, ui: Ui): void {
  if (!isProtected) return ui.line(`It takes ${counted(codes, 'request')} and no code: MFA Delete is off in this bucket.`);
  const inTurn = Math.max(1, devices);
  if (codes <= inTurn) return ui.line(`It takes ${counted(codes, 'code')}.`);
  const time = timeForCodes(codes, inTurn);
  const how = inTurn === 1 ? 'a new one every 30 s' : `${inTurn} devices in turn, each with a new one every 30 s`;
  ui.line(`It takes ${counted(codes, 'code')}, ${how}: about ${durationInWords(time)}, until ${momentInWords(now + time)} UTC.`);
}
