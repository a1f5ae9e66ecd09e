import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { isStillRunning, startOf } from '../../src/state/running-process.js';

const tells = existsSync('/proc/self/stat');

test('a process is told from another that was given its id later', () => {
  expect(isStillRunning(process.pid, startOf(process.pid))).toBe(true);
  expect(isStillRunning(process.pid, 'another boot 42')).toBe(!tells);
});

test('where the start is not known, the id alone counts', () => {
  expect(isStillRunning(process.pid, null)).toBe(true);
});

test('a process that has ended is not running', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const pid = child.pid ?? expect.unreachable('it did not start');
  await once(child, 'exit');
  expect(isStillRunning(pid, null)).toBe(false);
});

test.runIf(tells)('two processes began at different times', async () => {
  const child = spawn(process.execPath, ['-e', 'setTimeout(() => undefined, 60000)']);
  const start = startOf(child.pid ?? 0);
  child.kill();
  await once(child, 'exit');
  expect(start).toMatch(/^[0-9a-f-]{36} \d+$/);
  expect(start).not.toBe(startOf(process.pid));
});
