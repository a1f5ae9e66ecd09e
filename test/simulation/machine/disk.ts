import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isAlive, isDead } from './life.js';

/** What a simulated disk is asked about before it writes. */
export type DiskWatch = {
  /** Told of each write, before it happens: throws for a disk that is full; a process may be killed here. */
  beforeWrite(file: string | null): void;
};

const changing = ['writeFile', 'rename', 'unlink', 'rm', 'mkdir', 'rmdir', 'open', 'appendFile', 'chmod', 'utimes', 'write', 'fsync', 'fdatasync', 'ftruncate'] as const;
const claimsRoom = new Set<string>(['writeFile', 'write', 'mkdir', 'appendFile']);

/**
 * Puts a watch on every change of a file by this process, for good: what a killed process does to files has no effect and
 * fails, so that no library goes on waiting for it on behalf of those that come later in this process,
 * and a lock that was made carries the simulated time. Has to come before everything that keeps a reference to `node:fs`.
 */
export function installDisk(virtualNow: () => number): { watch: DiskWatch } {
  const disk: { watch: DiskWatch } = { watch: { beforeWrite: () => undefined } };
  const pathOf = (first: unknown): string | null => (typeof first === 'string' ? first : null);
  const utimesSync = fs.utimesSync.bind(fs);
  const note = (name: string, first: unknown): void => {
    if (claimsRoom.has(name) && isAlive()) disk.watch.beforeWrite(pathOf(first));
  };

  const synchronous = (name: string, original: (...given: unknown[]) => unknown) => (...given: unknown[]): unknown => {
    // Nothing can be left pending here; whoever catches it is dead as well.
    if (isDead()) throw new Error('killed');
    note(name, given[0]);
    if (isDead()) throw new Error('killed');
    return original(...given);
  };
  const promised = (name: string, original: (...given: unknown[]) => Promise<unknown>) => async (...given: unknown[]): Promise<unknown> => {
    if (isDead()) throw new Error('killed');
    note(name, given[0]);
    if (isDead()) throw new Error('killed');
    const value = await original(...given);
    if (isDead()) throw new Error('killed');
    return value;
  };
  const called = (name: string, original: (...given: unknown[]) => unknown) => (...given: unknown[]): unknown => {
    const done = given.at(-1);
    try {
      if (isDead()) throw new Error('killed');
      note(name, given[0]);
      if (isDead()) throw new Error('killed');
    } catch (error) {
      if (typeof done === 'function') return process.nextTick(() => (done as (error: unknown) => void)(error));
      throw error;
    }
    if (name !== 'mkdir' || typeof done !== 'function') return original(...given);
    return original(...given.slice(0, -1), (error: Error | null) => {
      // Locks are told from stale ones by the time of their directory.
      if (error === null && pathOf(given[0])?.endsWith('lock') === true) utimesSync(given[0] as string, virtualNow() / 1000, virtualNow() / 1000);
      (done as (error: Error | null) => void)(error);
    });
  };

  const plain = fs as unknown as Record<string, ((...given: unknown[]) => unknown) | undefined>;
  const promises = fs.promises as unknown as Record<string, ((...given: unknown[]) => Promise<unknown>) | undefined>;
  for (const name of changing) {
    const [callback, sync, promise] = [plain[name], plain[`${name}Sync`], promises[name]];
    if (callback !== undefined) plain[name] = called(name, callback.bind(fs));
    if (sync !== undefined) plain[`${name}Sync`] = synchronous(name, sync.bind(fs));
    if (promise !== undefined) promises[name] = promised(name, promise.bind(fs.promises));
  }
  syncBuiltinESMExports();
  return disk;
}
