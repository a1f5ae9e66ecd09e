import { execFileSync } from 'node:child_process';
import { onTestFinished } from 'vitest';

/** Lets writes of this process beyond so many bytes of a file fail, as on a full disk; `null` for none. Linux only. */
export type LimitFileSize = (bytes: number | null) => void;

/** Makes the switch for the running test; what it set is undone when the test ends. */
export function fileSizeLimit(): LimitFileSize {
  // The kernel sends a signal as well, and libraries that clean up at the end would end the process for it.
  const ignore = (): void => undefined;
  const limit: LimitFileSize = (bytes) => void execFileSync('prlimit', ['--pid', String(process.pid), `--fsize=${bytes ?? 'unlimited'}:`]);
  process.on('SIGXFSZ', ignore);
  onTestFinished(() => {
    limit(null);
    process.off('SIGXFSZ', ignore);
  });
  return limit;
}
