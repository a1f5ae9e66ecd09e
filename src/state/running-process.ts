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
