import { rm } from 'node:fs/promises';
import type { Context } from '../context.js';
import { deletionCautions } from '../core/deletion/obstacles.js';
import { Failure } from '../core/failures/failure.js';
import type { PurgeWindow } from '../core/purge/window.js';
import { forgetWindow, keptWindow, thisProcess } from '../state/window-file.js';
import type { CommandResult } from './command-result.js';
import type { PurgeOptions } from './purge.js';
import { showDevices } from './steps/codes/choose-device.js';
import { meansForCodes } from './steps/codes/means-for-codes.js';
import type { OpenBucket } from './steps/deletion/open-bucket.js';
import { confirmPurge } from './steps/purge/confirm-purge.js';
import { planInWords } from './steps/purge/plan-in-words.js';
import { planSource } from './steps/purge/plan-source.js';
import { purgePlanDocument } from './steps/purge/purge-plan-document.js';
import { resultWithoutPurge } from './steps/purge/purge-result.js';
import { showPurgePlan } from './steps/purge/show-purge-plan.js';
import { signIn } from './steps/sign-in/sign-in.js';
import { type AcceptedWindow, carryOutWindow } from './steps/window/carry-out-window.js';
import { confirmWindow, refuseCodesThatEnd } from './steps/window/confirm-window.js';
import { findWindow, type FoundWindow, type WindowQuery } from './steps/window/find-window.js';
import { freezePlan, type FrozenPlan } from './steps/window/freeze-plan.js';
import { showWindowPlan } from './steps/window/show-window-plan.js';
import { idleWindow } from './steps/window/window-result.js';

/** What `purge --window` was asked. */
export type PurgeWindowOptions = WindowQuery & Pick<PurgeOptions, 'planOut' | 'confirm'> & {
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
  const source = options.basis === null ? null : await planSource({ ...options, basis: options.basis }, context);
  const signedIn = await signIn({ anyReader: options.dryRun, isDryRun: options.dryRun, ephemeralRootKey: options.ephemeralRootKey }, context);
  try {
    const found = await findWindow(options, signedIn, context);
    const means = options.dryRun ? { devices: await showDevices(signedIn, context), source: null } : await meansForCodes(withKeptSerials(options, found), signedIn, context);
    const bucket = { ...found.bucket, ...means };
    if (bucket.source !== null) refuseCodesThatEnd(bucket.source);
    context.ui.heading('Step 3 of 6: Versions');
    for (const caution of deletionCautions(found.bucket.inspection, { ...options, allowUnprotected: false })) context.ui.warning(caution);
    const frozen = await freezePlan(source, found, bucket, options, context);
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

/** The devices that opened a window close it, unless others are named. */
function withKeptSerials(options: PurgeWindowOptions, { kept, course }: FoundWindow): PurgeWindowOptions {
  return kept === null || course !== 'go-on' || options.mfaSerials.length > 0 ? options : { ...options, mfaSerials: kept.serialNumbers };
}

async function proceed({ planned, path, ownsPlan }: FrozenPlan, found: FoundWindow, bucket: OpenBucket, options: PurgeWindowOptions, context: Context): Promise<CommandResult> {
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

function windowToKeep({ place, kept, course, asked }: FoundWindow, { path, ownsPlan }: { path: string; ownsPlan: boolean }, { address, devices }: OpenBucket): PurgeWindow {
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
    ...thisProcess(),
  };
}
