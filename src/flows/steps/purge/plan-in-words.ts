import { counted } from '../../../core/text/quantities.js';
import type { PlannedPurge } from './plan-purge.js';

/** What a plan does, as a verb phrase. */
export function planInWords({ summary, uploads }: PlannedPurge, bucket: string): string {
  const versions = summary.versions + summary.deleteMarkers;
  const parts = [
    versions > 0 ? [`delete ${counted(versions, 'version')} from ${bucket} for good`] : [],
    summary.markersToMake > 0 ? [`put delete markers on ${counted(summary.markersToMake, 'object')}`] : [],
    uploads > 0 ? [`abort ${counted(uploads, 'upload')}`] : [],
  ].flat();
  return `${parts.slice(0, -1).join(', ')}${parts.length > 1 ? ' and ' : ''}${parts.at(-1) ?? ''}`;
}
