import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';

/** What a process and its children could be seen to have, by anybody on the machine who may look. */
export type WatchedProcesses = {
  /** The command line of the process and of every child that was seen, and the environment of the children. */
  seen(): Readonly<Record<string, string>>;
  /** How many children were seen. */
  children(): number;
  stop(): void;
};

/**
 * Watches the descendants of a process through /proc until it is stopped: children of milliseconds may be missed, so
 * a test lets its children live for a while.
 * @param pid of the program; its own environment is not looked at, because that is where tests put its keys
 */
export function watchChildren(pid: number): WatchedProcesses {
  const seen = new Map<string, string>();
  const look = (): void => {
    note(`cmdline of ${pid}`, `/proc/${pid}/cmdline`);
    for (const child of descendantsOf(pid)) {
      note(`cmdline of child ${child}`, `/proc/${child}/cmdline`);
      note(`environ of child ${child}`, `/proc/${child}/environ`);
    }
  };
  const note = (name: string, file: string): void => {
    const text = readIfThere(file);
    if (text !== '') seen.set(name, `${seen.get(name) ?? ''}${text}\n`);
  };
  const timer = setInterval(look, 10);
  return {
    seen: () => Object.fromEntries(seen),
    children: () => [...seen.keys()].filter((name) => name.startsWith('cmdline of child')).length,
    stop: () => clearInterval(timer),
  };
}

/**
 * Expects that a marker secret is in none of the texts and in no file under the directories.
 * @param where.except files that the test itself wrote it to
 */
export function expectMarkerNowhere(marker: string, where: { texts: Readonly<Record<string, string>>; directories: readonly string[]; except?: readonly string[] }): void {
  const { texts, directories, except = [] } = where;
  const files = directories.flatMap(filesUnder).filter((file) => !except.includes(file));
  const forms = [marker, encodeURIComponent(marker), Buffer.from(marker).toString('base64').replace(/=+$/, ''), JSON.stringify(marker).slice(1, -1)];
  const holds = (text: string): boolean => forms.some((form) => text.includes(form));
  const found = [...Object.keys(texts).filter((name) => holds(texts[name] ?? '')), ...files.filter((file) => holds(readFileSync(file, 'latin1')))];
  expect(found, 'where the marker secret was found').toEqual([]);
}

function filesUnder(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function descendantsOf(pid: number): string[] {
  const children = readIfThere(`/proc/${pid}/task/${pid}/children`).split(' ').filter((child) => child !== '');
  return children.flatMap((child) => [child, ...descendantsOf(Number(child))]);
}

/** A process that has ended is no error. */
function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}
