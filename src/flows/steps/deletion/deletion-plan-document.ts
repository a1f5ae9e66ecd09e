import type { Aftermath, DeletionPlan } from '../../../core/deletion/plan.js';
import type { ObjectVersion } from '../../../core/versions/object-version.js';

/** The plan of `delete-version` or `restore`, as `--json` prints it. */
export function deletionPlanDocument({ versions, absent, aftermath, batches }: DeletionPlan): Record<string, unknown> {
  return {
    versions: versions.map(versionDocument),
    absent: absent.map(({ key, versionId }) => ({ key, versionId })),
    aftermath: aftermath.map(aftermathDocument),
    requests: batches,
  };
}

function versionDocument({ key, versionId, isDeleteMarker, isLatest, lastModified, size }: ObjectVersion): Record<string, unknown> {
  return { key, versionId, isDeleteMarker, isLatest, lastModified: timeOf(lastModified), size };
}

function aftermathDocument({ key, becomes, version }: Aftermath): Record<string, unknown> {
  return { key, becomes, versionId: version?.versionId ?? null };
}

function timeOf(lastModified: number): string | null {
  return Number.isFinite(lastModified) ? new Date(lastModified).toISOString() : null;
}
