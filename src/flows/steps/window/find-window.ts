import { inspectBucket } from '../../../aws/buckets/bucket-inspection.js';
import { s3EndpointUrl } from '../../../aws/connection/code-travel.js';
import type { Context } from '../../../context.js';
import type { BucketInspection } from '../../../core/buckets/bucket-state.js';
import { deletionObstacle } from '../../../core/deletion/obstacles.js';
import { Failure } from '../../../core/failures/failure.js';
import { type PurgeWindow, type WindowCourse, windowCourse, windowStanding } from '../../../core/purge/window.js';
import { forgetWindow, isAtWork, keptWindow, type WindowPlace } from '../../../state/window-file.js';
import type { DeletionOptions, OpenBucket } from '../deletion/open-bucket.js';
import type { PurgeBasis } from '../purge/purge-rules.js';
import type { SignedIn } from '../sign-in/sign-in.js';
import { closeCommand, openInWords, sinceInWords } from './window-words.js';

/** What is asked of a window. */
export type WindowQuery = Omit<DeletionOptions, 'allowUnprotected'> & {
  /** What says which versions go; `null`: the rest of a window that was not finished. */
  basis: PurgeBasis | null;
};

/** The bucket, the window that is kept for it, and what is to be done. */
export type FoundWindow = { place: WindowPlace; kept: PurgeWindow | null; course: WindowCourse; asked: string | null; bucket: Omit<OpenBucket, 'devices' | 'source'> };

/**
 * Checks the bucket, and looks what is kept of a window that an earlier run left behind; says what it finds.
 * @throws Failure where no window can be opened, or where another process is at work in one
 */
export async function findWindow(options: WindowQuery, signedIn: SignedIn, context: Context): Promise<FoundWindow> {
  const { ui, stateDirectory } = context;
  const owner = signedIn.identity?.account ?? null;
  const inspection = await ui.during(`Checking ${options.bucket}, nothing is changed yet`, () => inspectBucket(signedIn.clients, options.bucket, { owner }));
  const obstacle = deletionObstacle(inspection, { ...options, allowUnprotected: true }) ?? unfitForWindow(inspection);
  if (obstacle !== null) throw obstacle;
  const place = { bucket: inspection.name, endpoint: s3EndpointUrl(signedIn.clients), account: owner };
  const asked = options.basis === null ? null : JSON.stringify(options.basis);
  const { mfaDelete } = inspection.state;
  let kept = keptWindow(stateDirectory, place);
  if (kept !== null && kept.phase !== 'paused' && isAtWork(kept)) throw atWork(kept, context);
  if (kept !== null && windowStanding(kept, mfaDelete) === 'closed-meanwhile') {
    ui.success(`\`${kept.bucket}\`: the purge window of ${sinceInWords(kept)} is not open any more, AWS says that MFA Delete is on; what was kept of it is removed`);
    if (!options.dryRun) forgetWindow(stateDirectory, kept);
    kept = null;
  }
  const standing = windowStanding(kept, mfaDelete);
  const course = windowCourse(standing, kept, asked, inspection.name, mfaDelete);
  if (standing === 'open' && kept !== null) ui.warning(`an earlier run did not close it: ${openInWords(kept, context)}`);
  const address = { name: inspection.name, region: inspection.region, expectedOwner: owner };
  return { place, kept, course, asked, bucket: { signedIn, address, inspection, isProtected: mfaDelete === 'Enabled', codesUsed: 0 } };
}

/** It is not known whether AWS takes "Suspended" and MFA Delete together, and a window that cannot be closed is not opened. */
function unfitForWindow({ name, state }: BucketInspection): Failure | null {
  if (state.versioning === 'Enabled') return null;
  return new Failure('bucket-state', `versioning of \`${name}\` is not on, and it is not known whether AWS would turn MFA Delete on again there`, {
    hints: ['leave out `--window`: each 1,000 versions take a code then'],
  });
}

function atWork(kept: PurgeWindow, context: Context): Failure {
  return new Failure('window-at-work', `process ${kept.processId} is at work in the purge window of \`${kept.bucket}\`, since ${sinceInWords(kept)}`, {
    hints: ['wait for it to end', `if that process is something else, close the window: \`${closeCommand(kept.bucket, context)}\``],
  });
}
