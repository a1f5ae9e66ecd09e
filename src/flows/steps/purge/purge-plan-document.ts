import { timeForCodes } from '../../../core/purge/plan-summary.js';
import type { PlanMeans } from '../deletion/show-deletion-plan.js';
import type { PlannedPurge } from './plan-purge.js';

/**
 * The plan of `purge`, as `--json` prints it.
 * @param file path of the plan where it is kept
 * @param now ms since the epoch
 */
export function purgePlanDocument(planned: PlannedPurge, { isProtected, devices }: PlanMeans, file: string | null, now: number): Record<string, unknown> {
  const { summary, uploads, seen, tagsUnread, rules } = planned;
  const time = isProtected ? timeForCodes(summary.codes, Math.max(1, devices)) : null;
  return {
    rules: rules.names,
    disabledRules: rules.disabled,
    notCarriedOut: rules.notCarriedOut.map(({ rule, element, reason }) => ({ rule, element, reason })),
    tagsUnread,
    seen,
    versions: summary.versions,
    deleteMarkers: summary.deleteMarkers,
    bytes: summary.bytes,
    oldest: summary.oldest === null ? null : new Date(summary.oldest).toISOString(),
    prefixes: summary.prefixes.map(({ prefix, versions, deleteMarkers, bytes }) => ({ prefix, versions, deleteMarkers, bytes })),
    requests: summary.codes,
    codes: isProtected ? summary.codes : 0,
    seconds: time === null ? null : time / 1000,
    finishesAt: time === null ? null : new Date(now + time).toISOString(),
    deleteMarkersToMake: summary.markersToMake,
    uploadsToAbort: uploads,
    file,
  };
}
