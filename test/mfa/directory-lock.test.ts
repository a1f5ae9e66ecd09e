import { existsSync, mkdirSync, rmSync, utimesSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Failure } from '../../src/core/failures/failure.js';
import { unusable, withDirectoryLock } from '../../src/mfa/directory-lock.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const pauses: number[] = [];
let afterPauses = (): void => undefined;
// Only so that nobody has to sit through the pauses between two looks at a lock.
vi.mock(import('node:timers/promises'), async (original) => ({
  ...(await original()),
  setTimeout: (async (ms: number) => void (pauses.push(ms), afterPauses())) as never,
}));

beforeEach(() => {
  pauses.length = 0;
  afterPauses = () => undefined;
});
afterEach(() => vi.useRealTimers());

/** A lock that another run holds: so fresh that it does not go stale within the test. */
function heldByAnother(): { directory: string; lock: string } {
  const directory = temporaryDirectory();
  const lock = join(directory, 'lock');
  mkdirSync(lock);
  const later = Date.now() / 1000 + 3600;
  utimesSync(lock, later, later);
  return { directory, lock };
}

describe('the lock of a directory', () => {
  it('is held while the work runs and released after it, whatever became of it', async () => {
    const directory = temporaryDirectory();
    const lock = join(directory, 'lock');
    expect(await withDirectoryLock(directory, async () => existsSync(lock))).toBe(true);
    expect(existsSync(lock)).toBe(false);
    await expect(withDirectoryLock(directory, async () => Promise.reject(new TypeError('bug')))).rejects.toThrow(TypeError);
    expect(existsSync(lock)).toBe(false);
  });

  it('is waited for while another run holds it', async () => {
    const { directory, lock } = heldByAnother();
    afterPauses = () => void (pauses.length === 3 && rmSync(lock, { recursive: true }));
    expect(await withDirectoryLock(directory, async () => pauses.length)).toBe(3);
  });

  it('is waited for longer than a lock of a killed run lasts, but not for ever, and nothing is done without it', async () => {
    const { directory, lock } = heldByAnother();
    const work = vi.fn(async () => undefined);
    await expect(withDirectoryLock(directory, work)).rejects.toMatchObject({
      kind: 'local-file',
      message: `another run holds the lock on ${directory}`,
      hints: [expect.stringMatching(/./)],
      cause: { code: 'ELOCKED' },
    });
    const waited = pauses.reduce((sum, ms) => sum + ms, 0);
    expect(waited).toBeGreaterThan(10_000);
    expect(waited).toBeLessThanOrEqual(15_000);
    expect(work).not.toHaveBeenCalled();
    expect(existsSync(lock)).toBe(true);
  });

  it('makes the work void when it was lost meanwhile, and is then not released for whoever has it now', async () => {
    const directory = temporaryDirectory();
    const lock = join(directory, 'lock');
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const done = withDirectoryLock(directory, async () => {
      // As a run does that takes it for stale.
      rmSync(lock, { recursive: true });
      mkdirSync(lock);
      utimesSync(lock, 1, 1);
      await vi.advanceTimersByTimeAsync(5_000);
      // The look at the lock that the timer began: on a busy disk it takes as many turns as it takes.
      while (process.getActiveResourcesInfo().includes('FSReqCallback')) await nextTurn();
      return 'done';
    });
    await expect(done).rejects.toMatchObject({ kind: 'local-file', message: `the lock on ${directory} was lost while it was in use`, hints: ['run the command again'] });
    expect(existsSync(lock)).toBe(true);
  });

  it('cannot be had where there is no such directory, which is said at once', async () => {
    const directory = join(temporaryDirectory(), 'missing');
    await expect(withDirectoryLock(directory, async () => undefined)).rejects.toMatchObject({ kind: 'local-file', message: expect.stringContaining('(ENOENT)') });
    expect(pauses).toEqual([]);
  });
});

describe('what failed in a directory of ours', () => {
  it('is a failure of the directory when the file system said it', async () => {
    const error: unknown = await readFile(temporaryDirectory()).catch((caught: unknown) => caught);
    expect(unusable('/state', error)).toMatchObject({
      kind: 'local-file',
      message: 'cannot write to /state, where spent MFA codes are remembered (EISDIR)',
      hints: [expect.stringContaining('XDG_STATE_HOME')],
      cause: error,
    });
  });

  it.each([
    [new TypeError('bug')],
    [new Failure('local-file', 'known already')],
    [Object.assign(new Error('not of the file system'), { code: 'ERR_INVALID_ARG_TYPE' })],
    [Object.assign(new Error('of no known kind'), { syscall: 'open' })],
    [{ syscall: 'open', code: 'EACCES' }],
    ['EACCES'],
  ])('is thrown as it is otherwise: %o', (error) => {
    expect(unusable('/state', error)).toBe(error);
  });
});
