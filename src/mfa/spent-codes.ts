import { createHash, createHmac, randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isAwsHost } from '../core/aws-hosts.js';
import { type Clock, STEP_MS, stepAt } from '../core/clock.js';
import { claim, sweepClaims } from './claims.js';
import { unusable, withDirectoryLock } from './directory-lock.js';
import { makePrivate, publishPrivate, readIfThere, readLedger, type SentCode, sweepLedgers, writeLedger, writePrivate } from './ledger-file.js';

/** Steps that the ledger looks back: 5 minutes. */
const MEMORY_STEPS = (5 * 60_000) / STEP_MS;
const KEY_BYTES = 32;

/** Why a code may not be sent, or that it may: it has been marked as spent, on disk, by this call. */
type Reservation = 'reserved' | 'code-used' | 'step-used';

/**
 * Which codes were sent in the last 5 minutes, by this process and by others (contract, safety promise 1). Devices
 * are told apart by server and serial number: of an endpoint URL only the origin counts, and all of AWS's own endpoints
 * are one server. Steps are numbers of 30-second steps since the epoch.
 */
export type SpentCodes = {
  /** The first step, `step` or later, in which no coded request for this device went out. */
  nextFreeStep(endpoint: string, serialNumber: string, step: number): Promise<number>;
  /** Was this code sent for this device? A look without a lock: only `reserve` decides. */
  wasSent(endpoint: string, serialNumber: string, step: number, code: string): Promise<boolean>;
  /** Marks the code and the step as spent, unless one of them is; at most one caller on the machine gets `reserved`. */
  reserve(endpoint: string, serialNumber: string, step: number, code: string): Promise<Reservation>;
};

/** What {@link openSpentCodes} needs. */
type SpentCodesParts = {
  /** The state directory; the ledger is `spent-codes` in it. */
  stateDirectory: string;
  clock: Clock;
  /** Says that a damaged file was found; the ledger then starts anew. */
  warn(text: string): void;
};

/**
 * Opens the ledger, and thereby proves that it can be written before anyone is asked for a code.
 * Every method of the result throws Failure `local-file` when the directory stops being usable.
 * @throws Failure `local-file` when the state directory cannot be made or written
 */
export async function openSpentCodes({ stateDirectory, clock, warn }: SpentCodesParts): Promise<SpentCodes> {
  const directory = join(stateDirectory, 'spent-codes');
  const warnOnce = once(warn);
  const key = await usable(directory, async () => {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    await makePrivate(directory);
    return await withDirectoryLock(directory, async () => {
      const relevant = notLongAgo(stepAt(clock.now()));
      await sweepLedgers(directory, relevant);
      await sweepClaims(directory, relevant);
      return await readOrMakeKey(join(directory, 'key'), warnOnce);
    });
  });

  const idOf = (endpoint: string, serialNumber: string): string => createHash('sha256').update(deviceName(endpoint, serialNumber)).digest('hex').slice(0, 32);
  const fileOf = (endpoint: string, serialNumber: string): string => join(directory, `${idOf(endpoint, serialNumber)}.json`);
  const hashOf = (endpoint: string, serialNumber: string, code: string): string =>
    createHmac('sha256', key).update(`${deviceName(endpoint, serialNumber)}\n${code}`).digest('hex');
  const recall = async (endpoint: string, serialNumber: string, step: number): Promise<SentCode[]> => {
    const path = fileOf(endpoint, serialNumber);
    const { sent, damaged } = await readLedger(path);
    if (damaged) warnOnce(`${path} is damaged: codes sent in the last minutes are not remembered, so wait for a new code before you give one`);
    return sent.filter(notLongAgo(step));
  };

  return {
    nextFreeStep: (endpoint, serialNumber, step) =>
      usable(directory, async () => firstFree(await recall(endpoint, serialNumber, step), step)),
    wasSent: (endpoint, serialNumber, step, code) =>
      usable(directory, async () => holds(await recall(endpoint, serialNumber, step), hashOf(endpoint, serialNumber, code))),
    reserve: (endpoint, serialNumber, step, code) =>
      usable(directory, () =>
        withDirectoryLock(directory, async () => {
          const sent = await recall(endpoint, serialNumber, step);
          const hash = hashOf(endpoint, serialNumber, code);
          if (holds(sent, hash)) return 'code-used';
          if (firstFree(sent, step) !== step) return 'step-used';
          const device = idOf(endpoint, serialNumber);
          return await mark({ step, hash }, { directory, device, sent: () => recall(endpoint, serialNumber, step) });
        }),
      ),
  };
}

/**
 * Marks step and code as spent. Two runs may be here at once, each in the belief that it holds a lock which both took for
 * stale, and neither sees what the other is about to write: the claims let one of them through.
 * @param ledger `device` names its files in `directory`; `sent` is what they hold now
 */
async function mark({ step, hash }: SentCode, ledger: { directory: string; device: string; sent: () => Promise<SentCode[]> }): Promise<Reservation> {
  const { directory, device, sent } = ledger;
  await sweepClaims(directory, notLongAgo(step));
  const isFirstInStep = await claim(directory, `${device}-${step}`, step);
  const isFirstWithCode = isFirstInStep && (await claim(directory, `${device}-${hash.slice(0, 32)}`, step));
  // Also where another run came first: what that wrote may be lost, and the step must not seem to be free.
  await writeLedger(join(directory, `${device}.json`), [...(await sent()), { step, hash: isFirstInStep ? hash : '' }]);
  if (!isFirstInStep) return 'step-used';
  return isFirstWithCode ? 'reserved' : 'code-used';
}

/** Codes of steps that lie ahead, however far: they were sent by a clock that was set back since, perhaps just now. */
function notLongAgo(step: number): (code: Pick<SentCode, 'step'>) => boolean {
  return (code) => step - code.step <= MEMORY_STEPS;
}

/**
 * Also steps that lie ahead count: a clock that was just set back must not make a spent step free again. Beyond the
 * 5 minutes they come from a clock that was plainly wrong, and waiting for them would take for ever.
 */
function firstFree(sent: readonly SentCode[], step: number): number {
  const near = sent.filter((code) => code.step - step <= MEMORY_STEPS);
  return Math.max(step, ...near.map((code) => code.step + 1));
}

function holds(sent: readonly SentCode[], hash: string): boolean {
  return sent.some((code) => code.hash === hash);
}

function deviceName(endpoint: string, serialNumber: string): string {
  return `${serverName(endpoint)}\n${serialNumber}`;
}

/** Regional, dual-stack and VPC endpoints of AWS all check the codes of the same devices. */
function serverName(endpoint: string): string {
  if (!URL.canParse(endpoint)) return endpoint;
  const { hostname, origin } = new URL(endpoint);
  return isAwsHost(hostname) ? 'aws' : origin;
}

async function readOrMakeKey(path: string, warn: (text: string) => void): Promise<Buffer> {
  const known = await readIfThere(path);
  if (known?.length === KEY_BYTES) return known;
  if (known !== null) warn(`${path} is damaged and was made anew: codes sent in the last minutes are not recognised, so wait for a new code before you give one`);
  const key = randomBytes(KEY_BYTES);
  if (known === null) return publishPrivate(path, key);
  await writePrivate(path, key);
  return key;
}

async function usable<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unusable(directory, error);
  }
}

function once(warn: (text: string) => void): (text: string) => void {
  const said = new Set<string>();
  return (text) => {
    if (said.has(text)) return;
    said.add(text);
    warn(text);
  };
}
