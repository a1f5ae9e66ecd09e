import { readFileSync } from 'node:fs';
import { hasCode } from '../core/failures/system-error.js';

/** Is there a process of this number on this machine? It may be another program's by now. */
export function isRunning(processId: number): boolean {
  try {
    // Signal 0 is sent to nobody: it only tells whether it could be.
    return process.kill(processId, 0);
  } catch (error) {
    // It is there, and somebody else's.
    return hasCode(error, 'EPERM');
  }
}

/**
 * When a process began, as text that no later process of the same id has: the kernel's boot and the ticks since then.
 * `null` where the system does not tell (only Linux does without another program), or there is no such process.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
export function startOf(processId: number): string | null {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    // The name of the program stands in brackets and may hold anything; the start is the 20th field behind it.
    const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return ticks === undefined ? null : `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
  } catch {
    return null;
  }
}

/** Is the process that began then still there? @param started of {@link startOf}; `null`: any process of that id counts */
export function isStillRunning(processId: number, started: string | null): boolean {
  return isRunning(processId) && (started === null || (startOf(processId) ?? started) === started);
}
