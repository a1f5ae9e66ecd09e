import { createHash, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { Failure } from '../core/failures/failure.js';
import { hasCode, reasonOf } from '../core/failures/system-error.js';
import type { PurgeWindow, WindowPhase } from '../core/purge/window.js';
import { safeJson } from '../core/text/safe-json.js';
import { freeTheDisk, localFileFailure } from './local-file.js';
import { isStillRunning, startOf } from './running-process.js';
import { folderOf } from './what-was-left.js';

/** Which bucket a window belongs to: names are unique on one server only. */
export type WindowPlace = Pick<PurgeWindow, 'bucket' | 'endpoint' | 'account'>;

const format = 's3-mfa-delete purge window 1';

/** Freed before closing, so that a disk that filled up meanwhile does not keep the closing code from being noted. */
const RESERVE_BYTES = 256 * 1024;

const folder = (stateDirectory: string): string => folderOf(stateDirectory, 'purge windows');

/** Path of a window's file without its ending: `<stateDirectory>/windows/<bucket>-<hash of server, account and bucket>`. */
function stem(stateDirectory: string, { bucket, endpoint, account }: WindowPlace): string {
  const hash = createHash('sha256').update(JSON.stringify([endpoint, account, bucket])).digest('hex').slice(0, 16);
  return join(folder(stateDirectory), `${bucket}-${hash}`);
}

/** A fresh path for the frozen plan of a window, beside its file. @throws Failure `local-file` */
export function frozenPlanPath(stateDirectory: string, place: WindowPlace): string {
  return writable(folder(stateDirectory), () => {
    mkdirSync(folder(stateDirectory), { recursive: true, mode: 0o700 });
    return `${stem(stateDirectory, place)}-${randomBytes(3).toString('hex')}.plan.ndjson`;
  });
}

/**
 * Keeps a window: 0600, written whole, flushed and renamed into place.
 * @throws Failure `local-file`
 */
export function keepWindow(stateDirectory: string, window: PurgeWindow): void {
  writable(folder(stateDirectory), () => {
    mkdirSync(folder(stateDirectory), { recursive: true, mode: 0o700 });
    writeFileAtomic.sync(`${stem(stateDirectory, window)}.json`, `${safeJson({ format, ...window }, 2)}\n`, { mode: 0o600, fsync: true });
  });
}

/** Takes room on the disk for what closing has to write. @throws Failure `local-file` where there is none */
export function reserveRoom(stateDirectory: string, place: WindowPlace): void {
  writable(folder(stateDirectory), () => {
    mkdirSync(folder(stateDirectory), { recursive: true, mode: 0o700 });
    const file = openSync(`${stem(stateDirectory, place)}.reserve`, 'w', 0o600);
    try {
      // Random, so that no file system squeezes it.
      writeSync(file, randomBytes(RESERVE_BYTES));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  });
}

/** Gives that room back. */
export function freeRoom(stateDirectory: string, place: WindowPlace): void {
  rmSync(`${stem(stateDirectory, place)}.reserve`, { force: true });
}

/** Removes a window's file, with what was kept for it alone. @throws Failure `local-file` */
export function forgetWindow(stateDirectory: string, window: PurgeWindow): void {
  writable(folder(stateDirectory), () => {
    freeRoom(stateDirectory, window);
    rmSync(`${stem(stateDirectory, window)}.json`, { force: true });
    if (window.ownsPlan && dirname(window.plan) === folder(stateDirectory)) rmSync(window.plan, { force: true });
  });
}

/**
 * The window that is kept for a bucket; `null` where there is none.
 * @throws Failure `local-file` for a file that cannot be read, which may hide an open window
 */
export function keptWindow(stateDirectory: string, place: WindowPlace): PurgeWindow | null {
  const path = `${stem(stateDirectory, place)}.json`;
  const window = readWindow(path);
  if (window === null || (window.bucket === place.bucket && window.endpoint === place.endpoint && window.account === place.account)) return window;
  throw unreadable(path, 'it is of another bucket');
}

/** All windows that are kept for a server, of whatever account. Files that cannot be read are left out. */
export function keptWindows(stateDirectory: string, endpoint: string): PurgeWindow[] {
  return filesIn(folder(stateDirectory)).flatMap((name) => {
    if (!name.endsWith('.json')) return [];
    try {
      const window = readWindow(join(folder(stateDirectory), name));
      return window?.endpoint === endpoint ? [window] : [];
    } catch (error) {
      if (error instanceof Failure) return [];
      throw error;
    }
  });
}

/** The process that wrote a window: is it still at work, as far as that can be told? Its number may be another program's by now. */
export function isAtWork({ processId, processStarted }: Pick<PurgeWindow, 'processId' | 'processStarted'>): boolean {
  return processId !== process.pid && isStillRunning(processId, processStarted);
}

/** This process, to be kept with a window. */
export function thisProcess(): Pick<PurgeWindow, 'processId' | 'processStarted'> {
  return { processId: process.pid, processStarted: startOf(process.pid) };
}

function filesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

function readWindow(path: string): PurgeWindow | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw unreadable(path, reasonOf(error));
  }
  const window = windowOf(text);
  if (window === null) throw unreadable(path, 'it is not what this version writes');
  return window;
}

const phases: readonly unknown[] = ['opening', 'open', 'closing', 'paused'] satisfies WindowPhase[];
const isText = (value: unknown): value is string => typeof value === 'string';
const isTextOrNull = (value: unknown): value is string | null => value === null || isText(value);
const isTexts = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

function windowOf(text: string): PurgeWindow | null {
  const fields = parsed(text);
  if (fields === null || fields.format !== format) return null;
  const { bucket, region, endpoint, account, phase, openedAt, plan, ownsPlan, asked, serialNumbers, journals, processId, processStarted = null } = fields;
  const names = isText(bucket) && isText(endpoint) && isText(plan) && isText(asked) && isTextOrNull(region) && isTextOrNull(account) && isTextOrNull(openedAt) && isTextOrNull(processStarted);
  if (!names || !phases.includes(phase) || typeof ownsPlan !== 'boolean' || !isTexts(serialNumbers) || !isTexts(journals) || typeof processId !== 'number') return null;
  return { bucket, region, endpoint, account, phase: phase as WindowPhase, openedAt, plan, ownsPlan, asked, serialNumbers, journals, processId, processStarted };
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

function writable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw localFileFailure(`the state of the purge window cannot be kept in \`${path}\``, error, freeTheDisk);
  }
}

function unreadable(path: string, why: string): Failure {
  return new Failure('local-file', `the state of a purge window in \`${path}\` cannot be read: ${why}`, {
    hints: ['MFA Delete may be off because of it: `s3-mfa-delete verify <bucket>` tells, `s3-mfa-delete enable <bucket>` turns it on', 'then remove the file'],
  });
}
