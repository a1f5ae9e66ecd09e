import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Failure } from '../core/failures/failure.js';
import { flushDirectory, localFileFailure } from './local-file.js';
import {
  endLine,
  headLine,
  itemLine,
  parseEnd,
  parseHead,
  parseItem,
  type PlanCounts,
  type PlanHead,
  type PlannedItem,
  type PlannedUpload,
  type PlannedVersion,
  unusable,
} from './purge-plan-lines.js';

export type { PlanCounts, PlanHead, PlannedItem, PlannedUpload, PlannedVersion } from './purge-plan-lines.js';

/** A plan in a file. Each of its parts can be read as often as needed; nothing is held in memory. */
export type PurgePlan = {
  path: string;
  head: PlanHead;
  counts: PlanCounts;
  /** @throws Failure `usage` at a line that cannot be read, `local-file` */
  versions: AsyncIterable<PlannedVersion>;
  /** The same, as many together as one read of the file brings: of a million, asking for each takes longer than reading it. */
  versionLists: AsyncIterable<PlannedVersion[]>;
  /** @throws Failure as above */
  uploads: AsyncIterable<PlannedUpload>;
};

/** Characters gathered before they are written. */
const CHUNK = 256 * 1024;

/** More than the last line has, in bytes. */
const TAIL = 1024;

/**
 * Writes a plan as a stream: NDJSON, 0600, flushed, and renamed into place when it is whole. A file of that name is
 * replaced; when anything fails it stays as it was.
 * @param items in the order they are to be carried out; what it throws is thrown
 * @throws Failure `local-file`
 */
export async function writePlan(path: string, head: PlanHead, items: AsyncIterable<PlannedItem>): Promise<PlanCounts> {
  const temporary = `${path}.${randomBytes(4).toString('hex')}.tmp`;
  const file = await writable(path, () => open(temporary, 'wx', 0o600));
  try {
    const counts = await writeLines(path, file, head, items);
    await writable(path, () => file.sync());
    await file.close();
    await writable(path, () => rename(temporary, path));
    flushDirectory(dirname(path));
    return counts;
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

async function writeLines(path: string, file: FileHandle, head: PlanHead, items: AsyncIterable<PlannedItem>): Promise<PlanCounts> {
  const counts = { versions: 0, uploads: 0 };
  let text = headLine(head);
  const flush = async (): Promise<void> => {
    const chunk = text;
    text = '';
    await writable(path, () => file.appendFile(chunk));
  };
  // Said at once where nothing can be written, not after hours of listing.
  await flush();
  for await (const item of items) {
    counts[item.action === 'abort-upload' ? 'uploads' : 'versions'] += 1;
    text += itemLine(item);
    if (text.length >= CHUNK) await flush();
  }
  text += endLine(counts);
  await flush();
  return counts;
}

/**
 * Opens a plan; its first and its last line are checked, the others as they are read.
 * @throws Failure `local-file` when it cannot be read, `usage` when it is no plan or not whole
 */
export async function readPlan(path: string): Promise<PurgePlan> {
  await refusePipes(path);
  const head = parseHead(path, await firstLine(path));
  const counts = parseEnd(path, await lastLine(path));
  return {
    path,
    head,
    counts,
    versions: { [Symbol.asyncIterator]: () => oneByOne(only(itemsOf(path, counts), isVersion)) },
    versionLists: { [Symbol.asyncIterator]: () => only(itemsOf(path, counts), isVersion) },
    uploads: { [Symbol.asyncIterator]: () => oneByOne(only(itemsOf(path, counts), isUpload)) },
  };
}

/** It is read several times and from its end: a pipe cannot be, and where nobody writes it the wait could not be ended. */
async function refusePipes(path: string): Promise<void> {
  const info = await stat(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
  if (!info.isFile()) throw localFileFailure(`the plan \`${path}\` cannot be read`, 'it is not a file', 'save it in one first: a plan is read several times');
}

const isUpload = (item: PlannedItem): item is PlannedUpload => item.action === 'abort-upload';
const isVersion = (item: PlannedItem): item is PlannedVersion => !isUpload(item);

async function* only<T extends PlannedItem>(items: AsyncIterable<PlannedItem[]>, isWanted: (item: PlannedItem) => item is T): AsyncGenerator<T[], void> {
  for await (const some of items) yield some.filter(isWanted);
}

async function* oneByOne<T>(lists: AsyncIterable<T[]>): AsyncGenerator<T, void> {
  for await (const list of lists) yield* list;
}

/** Items, as many together as one read of the file held. */
async function* itemsOf(path: string, counts: PlanCounts): AsyncGenerator<PlannedItem[], void> {
  const last = counts.versions + counts.uploads + 1;
  let number = 0;
  for await (const lines of linesOf(path)) {
    const items: PlannedItem[] = [];
    for (const line of lines) {
      number += 1;
      if (number > 1 && number <= last) items.push(parseItem(path, line, number));
    }
    yield items;
  }
  if (number !== last + 1) throw unusable(path, `it says that it has ${last + 1} lines, and has ${number}`);
}

/** Only a line feed ends a line: keys may hold anything else. */
async function* linesOf(path: string): AsyncGenerator<string[], void> {
  let rest = '';
  try {
    for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: CHUNK })) {
      const lines = `${rest}${String(chunk)}`.split('\n');
      rest = lines.pop() ?? '';
      yield lines;
    }
  } catch (error) {
    throw unreadable(path, error);
  }
  if (rest !== '') yield [rest];
}

async function firstLine(path: string): Promise<string> {
  for await (const [line] of linesOf(path)) return line ?? '';
  return '';
}

async function lastLine(path: string): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      const length = Math.min(size, TAIL);
      const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
      return buffer.toString('utf8').trimEnd().split('\n').at(-1) ?? '';
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error);
  }
}

async function writable<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw localFileFailure(`the plan cannot be written to \`${path}\``, error, 'give another file, or free the disk');
  }
}

function unreadable(path: string, error: unknown): Failure {
  if (error instanceof Failure) return error;
  return localFileFailure(`the plan \`${path}\` cannot be read`, error, 'check the path');
}
