import type { BucketAddress } from '../../../aws/buckets/bucket-address.js';
import { readVersioning } from '../../../aws/buckets/bucket-versioning.js';
import { makeDeleteMarkers } from '../../../aws/versions/delete-markers.js';
import { abortUpload } from '../../../aws/versions/multipart-uploads.js';
import type { Context } from '../../../context.js';
import { batchesOf } from '../../../core/deletion/batches.js';
import { type Failure, isFailure } from '../../../core/failures/failure.js';
import { counted, thousands } from '../../../core/text/quantities.js';
import type { PlannedUpload, PlannedVersion } from '../../../state/purge-plan-file.js';
import type { RecordedSetting } from '../recorded.js';

/** Something that was not done, and why. */
export type UncodedFailure = { action: 'make-delete-marker' | 'abort-upload'; key: string; code: string; message: string };

/** What became of the part of a plan that takes no codes. */
export type UncodedTotals = {
  /** Current versions that got a delete marker (count). */
  marked: number;
  /** Uploads that were aborted (count). */
  aborted: number;
  /** Uploads that were completed or aborted by others before (count). */
  uploadsGone: number;
  failures: UncodedFailure[];
};

/** Nothing done yet. */
export function noneYet(): UncodedTotals {
  return { marked: 0, aborted: 0, uploadsGone: 0, failures: [] };
}

/** What is worked on. */
type UncodedWork = {
  bucket: BucketAddress;
  /** Current versions to hide, as they are still there. */
  expiring: AsyncIterable<PlannedVersion>;
  uploads: AsyncIterable<PlannedUpload>;
  /** Counted while it goes on. */
  totals: UncodedTotals;
};

/**
 * Carries out the part of a plan that takes no codes: delete markers on current versions that expire, and incomplete
 * uploads. What is refused is counted; the run goes on.
 * @throws Failure with exit code 4, `local-file`, the reason of the interruption
 */
export async function purgeWithoutCodes(work: UncodedWork, recording: RecordedSetting, context: Context): Promise<void> {
  const { totals, bucket } = work;
  let forget: () => void = () => undefined;
  const note = (): void => {
    forget();
    forget = context.changes.leave(`in \`${bucket.name}\`: ${counted(totals.marked, 'current version')} got a delete marker, ${counted(totals.aborted, 'upload')} aborted`);
  };
  await context.ui.during('Making delete markers and aborting uploads', async (update) => {
    for await (const batch of batchesOf(work.expiring)) {
      context.interruption.throwIfAborted();
      await mark(batch, work, recording);
      note();
      update(`Making delete markers, ${thousands(totals.marked)} made`);
    }
    for await (const upload of work.uploads) {
      context.interruption.throwIfAborted();
      await abort(upload, work, recording);
      note();
      update(`Aborting uploads, ${thousands(totals.aborted)} aborted`);
    }
  });
}

async function mark(batch: readonly PlannedVersion[], { bucket, totals }: UncodedWork, { steadyClients, record }: RecordedSetting): Promise<void> {
  const keys = batch.map(({ key }) => key);
  const fail = (code: string, message: string, failed: readonly string[] = keys): void =>
    void totals.failures.push(...failed.map((key) => ({ action: 'make-delete-marker' as const, key, code, message })));
  try {
    // Where versioning was suspended meanwhile, a plain delete would destroy the `null` version.
    const { versioning } = await readVersioning(steadyClients, bucket.name, bucket.region, bucket.expectedOwner);
    if (versioning !== 'Enabled') return fail('VersioningSuspended', 'versioning is no longer on, so a plain delete would destroy data');
    const { failures, requestId } = await makeDeleteMarkers(steadyClients, bucket, keys);
    for (const { key, code, message } of failures) fail(code, message, [key]);
    totals.marked += keys.length - failures.length;
    record.write({ event: 'marked', bucket: bucket.name, keys: keys.length - failures.length, first: keys[0] ?? null, last: keys.at(-1) ?? null, requestId });
  } catch (error) {
    const failure = bearable(error);
    fail(failure.aws?.code ?? failure.kind, failure.message);
  }
}

async function abort(upload: PlannedUpload, { bucket, totals }: UncodedWork, { steadyClients, record }: RecordedSetting): Promise<void> {
  const { key, uploadId } = upload;
  try {
    const became = await abortUpload(steadyClients, bucket, upload);
    if (became === 'gone') {
      totals.uploadsGone += 1;
      return;
    }
    totals.aborted += 1;
    record.write({ event: 'upload-aborted', bucket: bucket.name, key, uploadId });
  } catch (error) {
    const failure = bearable(error);
    totals.failures.push({ action: 'abort-upload', key, code: failure.aws?.code ?? failure.kind, message: failure.message });
  }
}

/** Something that may go better with the next one. */
function bearable(error: unknown): Failure {
  if (isFailure(error) && error.exitCode === 3 && error.kind !== 'local-file') return error;
  throw error;
}
