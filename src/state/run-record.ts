import { randomBytes } from 'node:crypto';
import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { VersioningState } from '../core/buckets/bucket-state.js';
import type { Identity } from '../core/signers/identity.js';
import type { VersionName } from '../core/versions/object-version.js';
import { flushDirectory, freeTheDisk, localFileFailure, timeStamp } from './local-file.js';

/** One line of a run's record. Codes and secrets have no field to be in. */
export type RecordEvent =
  | { event: 'start'; command: string; tool: string; identity: Identity | null; accessKeyIdLast4: string; endpoint: string; buckets: string[] }
  | { event: 'sending'; bucket: string; before: VersioningState | null; wanted: VersioningState; serialNumber: string }
  | { event: 'lifecycle-removing'; bucket: string; backup: string }
  | { event: 'lifecycle-restoring'; bucket: string; backup: string }
  | { event: 'lifecycle-restored'; bucket: string; backup: string; error: string | null }
  | { event: 'result'; bucket: string; after: VersioningState | null; outcome: string; requestId: string | null; error: string | null }
  | { event: 'deleting'; bucket: string; versions: number; first: VersionName | null; last: VersionName | null; serialNumber: string }
  | { event: 'deleted'; bucket: string; versions: number; first: VersionName | null; last: VersionName | null; requestId: string | null }
  | { event: 'marked'; bucket: string; keys: number; first: string | null; last: string | null; requestId: string | null }
  | { event: 'upload-aborted'; bucket: string; key: string; uploadId: string }
  | { event: 'window'; bucket: string; became: 'opening' | 'open' | 'closed' | 'left-open'; plan: string }
  | { event: 'probing'; bucket: string; key: string }
  | { event: 'probe-marked'; bucket: string; key: string; versionId: string; requestId: string | null }
  | { event: 'probed'; bucket: string; key: string; versionId: string; answer: string; requestId: string | null }
  | { event: 'iam-changing'; action: string; policy: string; versionId: string | null; target: string | null }
  | { event: 'iam-changed'; action: string; policy: string; requestId: string | null }
  | { event: 'session-asking'; serialNumber: string; durationSeconds: number }
  | { event: 'session-kept'; file: string; section: string; accessKeyIdLast4: string; expiresAt: string }
  | { event: 'root-key-creating' }
  | { event: 'root-key-created'; accessKeyIdLast4: string }
  | { event: 'root-key-released'; accessKeyIdLast4: string; error: string | null }
  | { event: 'root-key-settling'; accessKeyIdLast4: string; wanted: 'delete' | 'deactivate' }
  | { event: 'root-key-settled'; accessKeyIdLast4: string; wanted: 'delete' | 'deactivate'; error: string | null }
  | { event: 'key-start'; command: string; tool: string; identity: Identity | null; accessKeyIdLast4: string; endpoint: string; account: string; keys: string[] }
  | { event: 'key-deactivating' | 'key-deactivated' | 'key-deleting' | 'key-deleted' | 'key-proved-dead'; accessKeyId: string }
  | { event: 'key-failed'; accessKeyId: string; error: string; requestId: string | null }
  | { event: 'profile-removed'; profile: string; file: string; backup: string | null }
  | { event: 'end'; exitCode: number };

/** The record of one run that changes something (contract, safety promise 9). */
export type RunRecord = {
  readonly path: string;
  /** Appends one line with the time and flushes it to disk, so that a crash leaves the line before it. */
  write(event: RecordEvent): void;
  close(): void;
};

/**
 * Opens the record of a run: `<stateDirectory>/records/<time>-<command>-<random>.ndjson`, 0600 in a directory 0700.
 * @param now ms since the epoch, read for every line
 * @throws Failure `local-file` when it cannot be written, before anything is changed
 */
export function openRunRecord(stateDirectory: string, command: string, now: () => number): RunRecord {
  const directory = join(stateDirectory, 'records');
  const path = join(directory, `${timeStamp(now())}-${command}-${randomBytes(3).toString('hex')}.ndjson`);
  const file = writable(path, () => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const opened = openSync(path, 'ax', 0o600);
    flushDirectory(directory);
    return opened;
  });
  return {
    path,
    write(event) {
      const line = JSON.stringify({ time: new Date(now()).toISOString(), ...event });
      writable(path, () => {
        appendFileSync(file, `${line}\n`);
        fsyncSync(file);
      });
    },
    close: () => closeSync(file),
  };
}

function writable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw localFileFailure(`the record of this run cannot be written to \`${path}\``, error, freeTheDisk);
  }
}
