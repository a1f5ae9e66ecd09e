import { randomBytes } from 'node:crypto';
import { closeSync, constants, fdatasync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Failure } from '../core/failures/failure.js';
import { safeJsonLine } from '../core/text/safe-json.js';
import type { ObjectVersion } from '../core/versions/object-version.js';
import { flushDirectory, freeTheDisk, localFileFailure, timeStamp } from './local-file.js';

/** One line of a journal: a version that was deleted for good. */
export type JournalLine = {
  bucket: string;
  key: string;
  versionId: string;
  isDeleteMarker: boolean;
  /** Bytes. */
  size: number;
  /** When it was known to be deleted, ISO 8601 UTC. */
  time: string;
  /** Of the answer; `null` where the answer was lost and a listing showed that the version is gone. */
  requestId: string | null;
};

/** The journal of one run that deletes: NDJSON, one line a version. */
export type DeletionJournal = {
  readonly path: string;
  /** Lines written so far (count). */
  lines(): number;
  /**
   * Proves that there is room on the disk for the lines of these versions, before a code is spent on deleting them.
   * @throws Failure `local-file`
   */
  ensureRoom(versions: readonly ObjectVersion[]): void;
  /**
   * Appends a line for each version and flushes them to disk.
   * @throws Failure `local-file`; as many whole lines as there was room for stay
   */
  write(versions: readonly ObjectVersion[], requestId: string | null): Promise<void>;
  /** Closes it; a journal without lines is removed. */
  close(): void;
};

/** Longer than any request id of AWS or Ceph, in characters. */
const LONGEST_REQUEST_ID = 128;

const flushed = promisify(fdatasync);

/**
 * Opens a journal: `<stateDirectory>/journals/<time>-<command>-<bucket>-<random>.ndjson`, 0600 in a directory 0700.
 * @param now ms since the epoch, read for every batch
 * @throws Failure `local-file` when it cannot be written, before anything is deleted
 */
export function openJournal(stateDirectory: string, run: { command: string; bucket: string }, now: () => number): DeletionJournal {
  const path = join(stateDirectory, 'journals', `${timeStamp(now())}-${run.command}-${run.bucket}-${randomBytes(3).toString('hex')}.ndjson`);
  const file = writable(path, () => create(path));
  let [length, lines] = [0, 0];

  const lineOf = ({ key, versionId, isDeleteMarker, size }: ObjectVersion, time: string, requestId: string | null): string => {
    const line: JournalLine = { bucket: run.bucket, key, versionId, isDeleteMarker, size, time, requestId };
    return safeJsonLine(line);
  };
  const textOf = (versions: readonly ObjectVersion[], requestId: string | null): Buffer => {
    const time = new Date(now()).toISOString();
    return Buffer.from(versions.map((version) => lineOf(version, time, requestId)).join(''));
  };

  return {
    path,
    lines: () => lines,
    ensureRoom(versions) {
      const room = Buffer.alloc(textOf(versions, 'x'.repeat(LONGEST_REQUEST_ID)).length, '\n');
      const { problem } = writeAsMuch(file, room, length);
      writable(path, () => {
        ftruncateSync(file, length);
        if (problem !== null) throw problem;
      });
    },
    async write(versions, requestId) {
      const text = textOf(versions, requestId);
      const { written, problem } = writeAsMuch(file, text, length);
      const whole = text.subarray(0, text.subarray(0, written).lastIndexOf('\n') + 1);
      length += whole.length;
      lines += problem === null ? versions.length : whole.toString().split('\n').length - 1;
      if (problem !== null) ftruncateSync(file, length);
      try {
        await flushed(file);
        if (problem !== null) throw problem;
      } catch (error) {
        throw unwritable(path, error);
      }
    },
    close() {
      closeSync(file);
      if (lines === 0) rmSync(path, { force: true });
    },
  };
}

function create(path: string): number {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, constants.O_CREAT | constants.O_EXCL | constants.O_RDWR, 0o600);
  flushDirectory(dirname(path));
  return file;
}

/** Writes as much as there is room for. */
function writeAsMuch(file: number, text: Buffer, position: number): { written: number; problem: unknown } {
  let written = 0;
  try {
    while (written < text.length) written += writeSync(file, text, written, text.length - written, position + written);
    return { written, problem: null };
  } catch (problem) {
    return { written, problem };
  }
}

function writable<T>(path: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): Failure {
  return localFileFailure(
    `the journal of deleted versions cannot be written to \`${path}\``,
    error,
    `${freeTheDisk}, then run this again: what is gone already costs no code`,
  );
}
