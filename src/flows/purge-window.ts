import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { inspectBucket } from '../aws/buckets/bucket-inspection.js';
import { s3EndpointUrl } from '../aws/connection/code-travel.js';
import type { Context } from '../context.js';
import type { BucketInspection } from '../core/buckets/bucket-state.js';
import { deletionCautions, deletionObstacle } from '../core/deletion/obstacles.js';
import { Failure } from '../core/failures/failure.js';
import { type PurgeWindow, type WindowCourse, windowCourse, windowStanding } from '../core/purge/window.js';
import { type PurgePlan, readPlan, writePlan } from '../state/purge-plan-file.js';
import { forgetWindow, frozenPlanPath, isAtWork, keptWindow, thisProcess, type WindowPlace } from '../state/window-file.js';
import type { CommandResult } from './command-result.js';
import type { PurgeOptions } from './purge.js';
import { planInWords } from './steps/purge/plan-in-words.js';
import { planSource, type PlanSource } from './steps/purge/plan-source.js';
import { resultWithoutPurge } from './steps/purge/purge-result.js';
import { type AcceptedWindow, carryOutWindow } from './steps/window/carry-out-window.js';
import { showDevices } from './steps/codes/choose-device.js';
import { confirmPurge } from './steps/purge/confirm-purge.js';
import { confirmWindow, refuseCodesThatEnd } from './steps/window/confirm-window.js';
import { meansForCodes } from './steps/codes/means-for-codes.js';
import type { OpenBucket } from './steps/deletion/open-bucket.js';
import { loadPurge, type PlannedPurge, planPurge } from './steps/purge/plan-purge.js';
import { purgePlanDocument } from './steps/purge/purge-plan-document.js';
import { showPurgePlan } from './steps/purge/show-purge-plan.js';
import { showWindowPlan } from './steps/window/show-window-plan.js';
import { type SignedIn, signIn } from './steps/sign-in/sign-in.js';
import { loadRest } from './steps/purge/rest-of-plan.js';
import { idleWindow } from './steps/window/window-result.js';
import { closeCommand, openInWords, sinceInWords } from './steps/window/window-words.js';

/** What `purge --window` was asked. */
export type PurgeWindowOptions = Omit<PurgeOptions, 'basis' | 'allowUnprotected'> & {
  /** What says which versions go; `null`: the rest of a window that was not finished. */
  basis: PurgeOptions['basis'] | null;
  /** No further deletion is begun so long after opening (ms). */
  maxMs: number;
  /** `--accept-open-window`. */
  acceptsOpen: boolean;
};

/**
 * `purge --window`: turns MFA Delete off with one code, deletes a frozen plan without codes, and turns it on again with
 * another. A window that an earlier run left behind comes first.
 * @throws Failure for everything that stops the run before the window is opened
 */
export async function purgeWindow(options: PurgeWindowOptions, context: Context): Promise<CommandResult> {
  const source = options.basis === null ? null : await planSource({ ...options, basis: options.basis });
  const signedIn = await signIn(context, { anyReader: options.dryRun, isDryRun: options.dryRun, ephemeralRootKey: options.ephemeralRootKey });
  try {
    const found = await lookAround(options, signedIn, context);
    const means = options.dryRun ? { devices: await showDevices(signedIn, context), source: null } : await meansForCodes(withKeptSerials(options, found), signedIn, context);
    const bucket = { ...found.bucket, ...means };
    if (bucket.source !== null) refuseCodesThatEnd(bucket.source);
    context.ui.heading('Step 3 of 6: Versions');
    for (const caution of deletionCautions(found.bucket.inspection, { ...options, allowUnprotected: false })) context.ui.warning(caution);
    const frozen = await freeze(source, found, bucket, options, context);
    try {
      return await proceed(frozen, found, bucket, options, context);
    } finally {
      const isKept = keptWindow(context.stateDirectory, found.place)?.plan === frozen.path;
      if (frozen.ownsPlan && frozen.path !== null && !isKept) await rm(frozen.path, { force: true });
    }
  } finally {
    signedIn.clients.close();
  }
}

/** The bucket, the window that is kept for it, and what is to be done. */
type Found = { place: WindowPlace; kept: PurgeWindow | null; course: WindowCourse; asked: string | null; bucket: Omit<OpenBucket, 'devices' | 'source'> };

async function lookAround(options: PurgeWindowOptions, signedIn: SignedIn, context: Context): Promise<Found> {
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
  return { place, kept, course, asked, bucket: { signedIn, address, inspection, isProtected: mfaDelete === 'Enabled' } };
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

/** The devices that opened a window close it, unless others are named. */
function withKeptSerials(options: PurgeWindowOptions, { kept, course }: Found): PurgeWindowOptions {
  return kept === null || course !== 'go-on' || options.mfaSerials.length > 0 ? options : { ...options, mfaSerials: kept.serialNumbers };
}

/** A plan that stands in a file before anything is opened; in a rehearsal that is not saved, only counted. */
type Frozen = { planned: PlannedPurge; path: string | null; ownsPlan: boolean };

async function freeze(source: PlanSource | null, { kept, course, place }: Found, bucket: OpenBucket, options: PurgeWindowOptions, context: Context): Promise<Frozen> {
  if (kept !== null && (course === 'go-on' || course === 'reopen')) {
    return { planned: await loadRest(kept, course, bucket, options, context), path: kept.plan, ownsPlan: kept.ownsPlan };
  }
  if (source === null) throw new Error('there is neither a plan to go on with nor one to make');
  if (course === 'start-anew') context.ui.warning('the rest of the plan of the window before is dropped: these flags ask for another');
  const path = options.planOut !== undefined ? resolve(options.planOut) : options.dryRun ? null : frozenPlanPath(context.stateDirectory, place);
  const ownsPlan = options.planOut === undefined;
  if (source.from === 'rules') return { planned: await planPurge(source.rulesFor(bucket.inspection.state.versioning), path, bucket, context), path, ownsPlan };
  const planned = await loadPurge(source.plan, bucket, context);
  if (path === null) return { planned, path, ownsPlan };
  await writePlan(path, source.plan.head, everythingIn(source.plan));
  return { planned: { ...planned, plan: await readPlan(path) }, path, ownsPlan };
}

async function* everythingIn({ versions, uploads }: PurgePlan): AsyncGenerator<Parameters<typeof writePlan>[2] extends AsyncIterable<infer Item> ? Item : never, void> {
  yield* versions;
  yield* uploads;
}

async function proceed({ planned, path, ownsPlan }: Frozen, found: Found, bucket: OpenBucket, options: PurgeWindowOptions, context: Context): Promise<CommandResult> {
  const { ui, clock } = context;
  const { summary, uploads, plan } = planned;
  const isOpen = found.course === 'go-on';
  const means = { isProtected: bucket.isProtected, devices: bucket.devices.length };
  const now = clock.now();
  showPurgePlan(planned, means, now, ui);
  const versions = summary.versions + summary.deleteMarkers;
  const isEmpty = versions + summary.markersToMake + uploads === 0;
  if (!isEmpty) showWindowPlan(summary, { bucket: bucket.address.name, devices: means.devices, maxMs: options.maxMs, isOpen }, ui);
  const kept = ownsPlan ? null : path;
  if (kept !== null && options.planOut !== undefined) ui.success(`plan saved to \`${kept}\``);
  const document = purgePlanDocument(planned, means, kept, now);
  if (options.dryRun || (isEmpty && !isOpen)) {
    if (!options.dryRun && found.kept !== null) forgetWindow(context.stateDirectory, found.kept);
    return resultWithoutPurge(planned, document, bucket, options, context, idleWindow({ isOpen, openedAt: found.kept?.openedAt ?? null, maxMs: options.maxMs, plan: kept, left: versions }));
  }
  if (path === null || bucket.source === null || bucket.source instanceof Failure) throw new Error('a window was to be opened without a file for its plan, or without codes');
  const closesOnly = isOpen && (isEmpty || plan === null || (await choosesToClose(context)));
  if (!closesOnly) {
    const { name } = bucket.address;
    await confirmPurge(planInWords(planned, name), name, planned.rules.allVersions, options.confirm, context);
    await confirmWindow(name, options.acceptsOpen, context);
  }
  const accepted: AcceptedWindow = {
    ...{ planned, plan, document, isOpen, closesOnly, maxMs: options.maxMs, bypassGovernanceRetention: options.bypassGovernanceRetention },
    ...{ codes: options, devices: bucket.devices, source: bucket.source, bucket: bucket.address, signedIn: bucket.signedIn },
    window: windowToKeep(found, { path, ownsPlan }, bucket),
  };
  if (found.course === 'start-anew' && found.kept !== null) forgetWindow(context.stateDirectory, found.kept);
  return carryOutWindow(accepted, context);
}

/** On a terminal an open window can simply be closed; off one, flags say that the plan is to be gone on with. */
async function choosesToClose({ ui }: Context): Promise<boolean> {
  if (!ui.canAsk) return false;
  return (
    (await ui.select('What about the open window?', [
      { value: 'close' as const, name: 'Close it now', description: 'one code; what is left of the plan stays' },
      { value: 'go-on' as const, name: 'Go on with the rest of the plan, then close it' },
    ])) === 'close'
  );
}

function windowToKeep({ place, kept, course, asked }: Found, { path, ownsPlan }: { path: string; ownsPlan: boolean }, { address, devices }: OpenBucket): PurgeWindow {
  const resumes = kept !== null && (course === 'go-on' || course === 'reopen');
  return {
    ...place,
    region: address.region,
    phase: resumes ? kept.phase : 'opening',
    openedAt: resumes ? kept.openedAt : null,
    plan: path,
    ownsPlan,
    asked: resumes ? kept.asked : (asked ?? ''),
    serialNumbers: devices.map(({ serialNumber }) => serialNumber),
    journals: resumes ? kept.journals : [],
    processId: thisProcess(),
  };
}
