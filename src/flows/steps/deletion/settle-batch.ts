import type { DeletionAnswer, VersionFailure } from '../../../aws/versions/version-deletes.js';
import { presenceOf } from '../../../aws/versions/version-presence.js';
import type { Context } from '../../../context.js';
import { Failure, isFailure } from '../../../core/failures/failure.js';
import { counted } from '../../../core/text/quantities.js';
import { type ObjectVersion, type VersionName, versionNamed } from '../../../core/versions/object-version.js';
import type { DeletionSetting } from './delete-batches.js';
import type { DeletionTally } from './deletion-tally.js';

type Batch = readonly ObjectVersion[];

/** What AWS says of single versions when it is busy: a later request may well delete them. */
const passing: ReadonlySet<string> = new Set(['InternalError', 'ServiceUnavailable', 'SlowDown', 'OperationAborted', 'RequestTimeout']);

/** The first and the last of a batch, for the record. */
export function endsOf(batch: Batch): { first: VersionName | null; last: VersionName | null } {
  const nameOf = (version: ObjectVersion | undefined): VersionName | null =>
    version === undefined ? null : { key: version.key, versionId: version.versionId };
  return { first: nameOf(batch[0]), last: nameOf(batch.at(-1)) };
}

/**
 * Accounts for an answered batch. What the answer leaves open is looked up.
 * @param isLastTry what AWS was too busy for counts as failed then
 * @returns the versions that go out again
 * @throws Failure `local-file` when the journal cannot be written
 */
export async function settle(
  batch: Batch,
  answer: DeletionAnswer<ObjectVersion>,
  isLastTry: boolean,
  tally: DeletionTally,
  setting: DeletionSetting,
): Promise<Batch> {
  const { failures, requestId } = answer;
  const isAgain = ({ code }: VersionFailure): boolean => !isLastTry && passing.has(code);
  const missing = failures.filter(({ code }) => code === 'NoSuchVersion');
  tally.failed(failures.filter((failure) => failure.code !== 'NoSuchVersion' && !isAgain(failure)));
  await keep(answer.deleted, requestId, tally, setting);
  const again = named(failures.filter(isAgain), batch);
  if (missing.length > 0) await settleMissing(missing, tally, setting);
  return [...again, ...(await settleUnmentioned(answer, isLastTry, tally, setting))];
}

/** The versions of a batch that failures are about. */
function named(failures: readonly VersionFailure[], batch: Batch): Batch {
  if (failures.length === 0) return [];
  const names = new Set(failures.map(versionNamed));
  return batch.filter((version) => names.has(versionNamed(version)));
}

/** AWS says that they do not exist: a listing has to agree, else they have not been deleted. */
async function settleMissing(missing: readonly VersionFailure[], tally: DeletionTally, setting: DeletionSetting): Promise<void> {
  const { gone, there } = await lookUp(missing, setting);
  tally.absent(gone.length);
  tally.failed(there);
}

async function settleUnmentioned(
  { unmentioned, requestId }: DeletionAnswer<ObjectVersion>,
  isLastTry: boolean,
  tally: DeletionTally,
  setting: DeletionSetting,
): Promise<Batch> {
  if (unmentioned.length === 0) return [];
  const { gone, there } = await lookUp(unmentioned, setting);
  await keep(gone, requestId, tally, setting);
  if (!isLastTry) return there;
  const message = 'the answer did not say what became of it, and it is still there';
  tally.failed(there.map(({ key, versionId }) => ({ key, versionId, code: 'Unmentioned', message })));
  return [];
}

/**
 * Finds out what a request did whose answer was lost.
 * @returns the versions that are still there, to go out again with a new code
 * @throws Failure `state-unknown` when it cannot be found out, or why not where these credentials no longer work
 */
export async function reconcile(batch: Batch, lost: Failure, tally: DeletionTally, setting: DeletionSetting, context: Context): Promise<Batch> {
  const { ui } = context;
  ui.warning(`${lost.message}; looking up what is gone`, lost.kind);
  try {
    const { gone, there } = await presenceOf(setting.steadyClients, setting.bucket, batch);
    ui.line(`${counted(gone.length, setting.words.noun)} of ${batch.length} gone, read back from AWS${there.length > 0 ? `; ${there.length} to go out again` : ''}`);
    await keep(gone, null, tally, setting);
    return there;
  } catch (error) {
    if (!isFailure(error) || error.kind === 'local-file') throw error;
    tally.unknown(batch.length);
    if (error.exitCode === 4) throw error;
    const message = `an answer was lost, and what became of ${counted(batch.length, setting.words.noun)} could not be looked up: ${error.message}`;
    throw new Failure('state-unknown', message, {
      hints: ['run this again in a few minutes: what is gone by then is said and costs no code'],
      aws: error.aws,
      cause: error,
    });
  }
}

/** Counts before it writes: that the journal is full must not make deleted versions look as if they were there. */
async function keep(versions: Batch, requestId: string | null, tally: DeletionTally, { journal, record, bucket, gate }: DeletionSetting): Promise<void> {
  if (versions.length === 0) return;
  tally.deleted(versions);
  await journal.write(versions, requestId);
  if (gate !== null) record.write({ event: 'deleted', bucket: bucket.name, versions: versions.length, ...endsOf(versions), requestId });
}

async function lookUp<V extends VersionName>(versions: readonly V[], { steadyClients, bucket }: DeletionSetting): Promise<{ gone: V[]; there: V[] }> {
  try {
    return await presenceOf(steadyClients, bucket, versions);
  } catch (error) {
    // Not found out is not gone.
    if (isFailure(error)) return { gone: [], there: [...versions] };
    throw error;
  }
}
