import { type Clock, msLeftInStep, STEP_MS, stepAt } from '../core/clock.js';
import type { FailureKind } from '../core/failures/failure-kinds.js';
import { Failure } from '../core/failures/failure.js';
import type { MfaDevice } from '../core/signers/mfa-device.js';
import { parseCode } from './code-text.js';
import { deviceLabel } from './device-label.js';
import { orInterrupted } from './or-interrupted.js';
import type { SpentCodes } from './spent-codes.js';
import type { CodeRequest, CodeSource } from './types.js';

/** No code goes out this close (ms) to the end of a step: it could arrive in the next one. */
const QUIET_MS = 2_000;
/** Codes of a live source that may be thrown away in a row because they came too late or had been sent before. */
const WASTED_CODES_ALLOWED = 5;

/** What the gate is made of. */
export type GateParts = {
  /** The devices that may be used, in order of preference; at least one. */
  devices: readonly MfaDevice[];
  source: CodeSource;
  clock: Clock;
  spent: SpentCodes;
  /** Whose devices these are: the endpoint URL of the server. */
  endpoint: string;
  /** The visible countdown of the Ui until `untilMs` (ms since the epoch); the gate keeps time by `clock`. */
  wait(message: (secondsLeft: number) => string, untilMs: number): Promise<void>;
  /** One line for the person; `kind` of the failure that it tells. */
  say(text: string, kind?: FailureKind): void;
  /** Hides a code from everything printed later. */
  conceal(code: string): void;
  /** Aborted by Ctrl-C and SIGTERM. */
  interruption: AbortSignal;
};

/** A code that is marked as spent on disk and was not sent yet. */
type ReservedCode = { serialNumber: string; digits: string };

/**
 * Gets a code that may be sent now: asks the source, throws away what came too late or was sent before, and marks
 * the rest as spent. Returns at a moment that is in a free step of the device and not in its last 2 s.
 * @param isStillWanted asked when a code is there and could be sent; may take its time
 * @returns `null` when it is not wanted any more: then none is marked
 * @throws what the source throws; Failure `code-used` when the one code of a flag was sent before; the reason of the
 *   interruption
 */
export async function reserveCode(parts: GateParts, wanted: Omit<CodeRequest, 'device'>, isStillWanted: () => Promise<boolean>): Promise<ReservedCode | null> {
  const { source } = parts;
  const notBefore = new Map<string, number>();
  for (let wasted = 0; wasted <= WASTED_CODES_ALLOWED || !source.live; wasted += 1) {
    const device = await chooseDevice(parts, notBefore);
    if (!isChosenBeforehand(source)) await waitUntilUsable(parts, device, notBefore);
    const askedIn = stepAt(parts.clock.now());
    const digits = parseCode(await source.next({ ...wanted, device }), 'what the source of codes gave');
    parts.conceal(digits);
    parts.interruption.throwIfAborted();
    const fate = await judge(parts, device, digits, askedIn, isStillWanted);
    if (fate === 'unwanted') return null;
    if (fate === 'reserved') return { serialNumber: device.serialNumber, digits };
    if (fate === 'code-used' && source.live) notBefore.set(device.serialNumber, stepAt(parts.clock.now()) + 1);
    if (fate === 'code-used' && source.kind === 'flag') throw flagCodeUsed();
    sayWhyAnother(parts, fate);
  }
  throw new Failure('code-source', `the command that makes codes gave ${WASTED_CODES_ALLOWED + 1} codes in a row that came too late or had been sent before`, {
    hints: ['a code has to come within the 30 seconds it is made for, and a new one every 30 seconds'],
  });
}

type Fate = 'reserved' | 'unwanted' | 'code-used' | 'step-used' | 'too-late';

/** Codes from a flag or a list belong to no particular step: they are asked for at once, and held until one is free. */
function isChosenBeforehand(source: CodeSource): boolean {
  return source.kind === 'flag' || source.kind === 'stdin';
}

async function judge(parts: GateParts, device: MfaDevice, digits: string, askedIn: number, isStillWanted: () => Promise<boolean>): Promise<Fate> {
  const { clock, spent, endpoint, source } = parts;
  const reserve = (): Promise<Fate> => spent.reserve(endpoint, device.serialNumber, stepAt(clock.now()), digits);
  if (!isChosenBeforehand(source)) {
    const cameIn = stepAt(clock.now());
    if (isQuiet(clock) || (source.live && cameIn !== askedIn)) return 'too-late';
    if (!(await isStillWanted())) return 'unwanted';
    return isQuiet(clock) || stepAt(clock.now()) !== cameIn ? 'too-late' : await reserve();
  }
  // Before the wait, so that a repeated code is refused at once and not after half a minute.
  if (await spent.wasSent(endpoint, device.serialNumber, stepAt(clock.now()), digits)) return 'code-used';
  let fate: Fate;
  do {
    await waitUntilUsable(parts, device, new Map());
    if (!(await isStillWanted())) return 'unwanted';
    fate = isQuiet(clock) ? 'too-late' : await reserve();
  } while (fate === 'step-used' || fate === 'too-late');
  return fate;
}

/** Said at once: a person who typed a code must not sit through a wait without knowing why. */
function sayWhyAnother({ source, say }: GateParts, fate: Exclude<Fate, 'reserved' | 'unwanted'>): void {
  const reason = {
    'code-used': 'that code was sent before, and a code works once',
    'step-used': 'another run has just sent a code of this device',
    'too-late': source.live ? 'the code came too late to be sent' : 'that code runs out now',
  }[fate];
  say(`${reason}; it was not sent, ${source.kind === 'prompt' ? 'type a new one' : 'taking the next one'}`);
}

function flagCodeUsed(): Failure {
  return new Failure('code-used', 'the code of `--mfa-code` was sent before; a code works once', {
    hints: ['wait until the device shows the next code, then run the command again with that one'],
  });
}

/** The device whose next free step comes first; of several, the first. So several devices take turns. */
async function chooseDevice(parts: GateParts, notBefore: ReadonlyMap<string, number>): Promise<MfaDevice> {
  const [first, ...others] = parts.devices;
  if (first === undefined) throw new Error('the gate was made without a device');
  // A code chosen beforehand is of one device, and nobody could say which of several it would fall to.
  if (isChosenBeforehand(parts.source)) return first;
  let best = { device: first, step: await freeStep(parts, first, notBefore) };
  for (const device of others) {
    const step = await freeStep(parts, device, notBefore);
    if (step < best.step) best = { device, step };
  }
  return best.device;
}

async function freeStep({ spent, endpoint, clock }: GateParts, device: MfaDevice, notBefore: ReadonlyMap<string, number>): Promise<number> {
  const earliest = Math.max(stepAt(clock.now()), notBefore.get(device.serialNumber) ?? 0);
  return await spent.nextFreeStep(endpoint, device.serialNumber, earliest);
}

async function waitUntilUsable(parts: GateParts, device: MfaDevice, notBefore: ReadonlyMap<string, number>): Promise<void> {
  const { clock, interruption } = parts;
  for (;;) {
    interruption.throwIfAborted();
    const now = clock.now();
    const opens = (await freeStep(parts, device, notBefore)) * STEP_MS;
    if (opens <= now && !isQuiet(clock)) return;
    const untilMs = opens > now ? opens : now + msLeftInStep(now);
    await orInterrupted(parts.wait((seconds) => `Waiting ${seconds} s for the next code of \`${deviceLabel(device)}\``, untilMs), interruption);
    // The countdown is for the eye; whether the time has come is for the clock to say.
    const left = untilMs - clock.now();
    if (left > 0) await clock.sleep(left, interruption);
  }
}

function isQuiet(clock: Clock): boolean {
  return msLeftInStep(clock.now()) <= QUIET_MS;
}
