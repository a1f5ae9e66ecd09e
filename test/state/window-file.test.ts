import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PurgeWindow } from '../../src/core/purge/window.js';
import { startOf } from '../../src/state/running-process.js';
import { forgetWindow, freeRoom, frozenPlanPath, isAtWork, keepWindow, keptWindow, keptWindows, reserveRoom, thisProcess } from '../../src/state/window-file.js';
import { temporaryHome } from '../support/temporary-home.js';

const window: PurgeWindow = {
  ...{ bucket: 'attic', region: null, endpoint: 'https://s3.amazonaws.com', account: '111122223333', phase: 'open', openedAt: '2026-03-04T12:00:02.000Z' },
  ...{ plan: '/elsewhere/plan.ndjson', ownsPlan: false, asked: '{}', serialNumbers: ['GAHT12345678'], journals: [], processId: 1, processStarted: null },
};
const filesOf = (home: string): string[] => readdirSync(path.join(home, 'windows'));

describe('a kept window', () => {
  it('is read as it was written, by its bucket, server and account', () => {
    const home = temporaryHome();
    keepWindow(home, window);

    expect(keptWindow(home, window)).toEqual(window);
    for (const other of [{ bucket: 'ledger' }, { endpoint: 'https://ceph.example' }, { account: null }]) expect(keptWindow(home, { ...window, ...other })).toBeNull();
    expect(keptWindows(home, window.endpoint)).toEqual([window]);
    expect(keptWindows(home, 'https://ceph.example')).toEqual([]);
  });

  it('lies in a file for its owner alone, in a directory for its owner alone', () => {
    const home = temporaryHome();
    keepWindow(home, window);

    const modes = ['windows', path.join('windows', filesOf(home)[0] ?? '')].map((name) => statSync(path.join(home, name)).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600]);
  });

  it('has its room reserved also where no window was ever kept', () => {
    const home = temporaryHome();
    reserveRoom(home, window);

    expect(filesOf(home)).toEqual([expect.stringMatching(/\.reserve$/)]);
  });

  it('goes with its own plan, and leaves one that was asked to be kept', () => {
    const home = temporaryHome();
    const own = frozenPlanPath(home, window);
    const asked = path.join(home, 'asked.ndjson');
    for (const file of [own, asked]) writeFileSync(file, '');
    keepWindow(home, window);

    forgetWindow(home, { ...window, plan: asked });
    forgetWindow(home, { ...window, plan: own, ownsPlan: true });

    expect([existsSync(asked), existsSync(own), filesOf(home)]).toEqual([true, false, []]);
  });

  it('cannot make anything be removed that lies elsewhere', () => {
    const home = temporaryHome();
    const precious = path.join(home, 'precious');
    writeFileSync(precious, '');

    forgetWindow(home, { ...window, plan: precious, ownsPlan: true });

    expect(existsSync(precious)).toBe(true);
  });

  it.each(['', 'null', '[]', '{"format":"s3-mfa-delete purge window 2"}', JSON.stringify({ format: 's3-mfa-delete purge window 1', ...window, phase: 'ajar' })])('that reads “%s” is an error that names the file, not no window', (text) => {
    const home = temporaryHome();
    keepWindow(home, window);
    writeFileSync(path.join(home, 'windows', filesOf(home)[0] ?? ''), text);

    expect(() => keptWindow(home, window)).toThrow(expect.objectContaining({ kind: 'local-file' }) as Error);
    expect(keptWindows(home, window.endpoint)).toEqual([]);
  });

  it('has room reserved on the disk, until it is freed', () => {
    const home = temporaryHome();
    frozenPlanPath(home, window);
    reserveRoom(home, window);
    const size = statSync(path.join(home, 'windows', filesOf(home)[0] ?? '')).size;
    freeRoom(home, window);

    expect([size, filesOf(home)]).toEqual([256 * 1024, []]);
  });
});

describe('the process that kept it', () => {
  it('is at work while it runs, unless it is this one', () => {
    expect(isAtWork({ processId: process.ppid, processStarted: startOf(process.ppid) })).toBe(true);
    expect(isAtWork(thisProcess())).toBe(false);
    expect(isAtWork({ processId: 2 ** 30, processStarted: null })).toBe(false);
  });

  it.runIf(existsSync('/proc/self/stat'))('is not the one that was given its number later', () => {
    expect(isAtWork({ processId: process.ppid, processStarted: 'another boot 42' })).toBe(false);
  });

  it('counts by its number alone where its start was not kept', () => {
    const home = temporaryHome();
    const { processStarted, ...older } = window;
    keepWindow(home, older as typeof window);

    expect(keptWindow(home, window)).toEqual({ ...older, processStarted });
    expect(isAtWork({ processId: process.ppid, processStarted: null })).toBe(true);
  });
});
