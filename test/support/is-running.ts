import { existsSync, readFileSync } from 'node:fs';

/** Is there a process with this id that has not ended? Linux only. */
export function isRunning(pid: number): boolean {
  // A killed child stays as a zombie until its new parent collects it.
  if (!existsSync(`/proc/${pid}/stat`)) return false;
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
}
