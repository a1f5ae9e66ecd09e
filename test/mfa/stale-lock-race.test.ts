import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stepAt } from '../../src/core/clock.js';
import { openSpentCodes } from '../../src/mfa/spent-codes.js';
import { bundledProgram } from './support/bundled-program.js';
import { frozenClock, STEP_START } from './support/frozen-clock.js';
import { temporaryDirectory } from './support/temporary-directory.js';

const STEP = stepAt(STEP_START);
const SERIAL = 'GAHT12345678';

/**
 * A program that opens the ledger and reserves when it is told to. It stops where it is told to stop, says so, and goes on at
 * the next word: before it removes a lock that it takes for stale, or once it has read what was sent.
 */
const racer = (stateDirectory: string): string => `
  import fs from 'node:fs';
  import { syncBuiltinESMExports } from 'node:module';
  const heard = () => new Promise((resolve) => process.once('message', resolve));
  let stopsAt = 'nothing';
  const stop = async (place) => {
    if (stopsAt !== place) return;
    stopsAt = 'nothing';
    process.send('stopped');
    await heard();
  };
  const { rmdir } = fs;
  fs.rmdir = (path, done) => void stop('takeover').then(() => rmdir(path, done));
  const { readFile } = fs.promises;
  fs.promises.readFile = async (path, ...options) => {
    const read = await readFile(path, ...options).catch((error) => error);
    if (String(path).endsWith('.json')) await stop('read');
    if (read instanceof Error) throw read;
    return read;
  };
  syncBuiltinESMExports();
  const { openSpentCodes } = await import('./src/mfa/spent-codes.ts');
  const clock = { now: () => ${STEP_START}, sleep: async () => undefined };
  const spent = await openSpentCodes({ stateDirectory: ${JSON.stringify(stateDirectory)}, clock, warn: console.error });
  process.send('ready');
  const { step, code, place } = await heard();
  stopsAt = place;
  process.send(await spent.reserve('aws', '${SERIAL}', step, code));
  process.disconnect();`;

const answer = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('message', resolve));

async function started(program: string): Promise<ChildProcess> {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  expect(await answer(child)).toBe('ready');
  return child;
}

/** What `child` says next after it was told something. */
async function told(child: ChildProcess, word: object | string): Promise<unknown> {
  const answered = answer(child);
  child.send(word);
  return answered;
}

/** Two processes that are both in the directory, because the later one removed the lock that the earlier one had just made. */
async function bothInside(early: { step: number; code: string }, late: { step: number; code: string }): Promise<{ reservations: unknown[]; stateDirectory: string }> {
  const directory = temporaryDirectory();
  const stateDirectory = join(directory, 'state');
  mkdirSync(stateDirectory);
  const program = await bundledProgram(directory, racer(stateDirectory));
  const [earlyOne, lateOne] = [await started(program), await started(program)];
  const lock = join(stateDirectory, 'spent-codes', 'lock');
  mkdirSync(lock);
  utimesSync(lock, 1, 1);
  expect(await told(lateOne, { ...late, place: 'takeover' }), 'the late one saw a stale lock').toBe('stopped');
  expect(await told(earlyOne, { ...early, place: 'read' }), 'the early one took it over and saw that nothing was sent').toBe('stopped');
  const second = await told(lateOne, 'go on');
  const first = await told(earlyOne, 'go on');
  return { reservations: [first, second], stateDirectory };
}

describe('a stale lock that two processes take over at the same moment', { timeout: 30_000 }, () => {
  it.each<[string, { step: number; code: string }, 'step-used' | 'code-used']>([
    ['the same code in the same step', { step: STEP, code: '111111' }, 'step-used'],
    ['another code in the same step', { step: STEP, code: '222222' }, 'step-used'],
    ['the same code in the next step', { step: STEP + 1, code: '111111' }, 'code-used'],
  ])('lets only one of them send %s', async (_what, late, refusal) => {
    const { reservations, stateDirectory } = await bothInside({ step: STEP, code: '111111' }, late);

    expect(reservations.toSorted()).toEqual([refusal, 'reserved'].toSorted());
    const spent = await openSpentCodes({ stateDirectory, clock: frozenClock(STEP_START), warn: () => undefined });
    expect(await spent.nextFreeStep('aws', SERIAL, STEP), 'a step that one was refused does not seem to be free').toBeGreaterThan(STEP);
    expect(readdirSync(join(stateDirectory, 'spent-codes'))).not.toContain('lock');
  });

  it('lets both send where they have nothing in common', async () => {
    const { reservations } = await bothInside({ step: STEP, code: '111111' }, { step: STEP + 1, code: '222222' });

    expect(reservations).toEqual(['reserved', 'reserved']);
  });
});
