import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * An empty home directory that is removed when the running test ends; share it between runs that share state.
 * @param onFinished of the test, where tests run side by side
 */
export function temporaryHome(onFinished = onTestFinished): string {
  const home = mkdtempSync(path.join(tmpdir(), 's3-mfa-delete-home-'));
  onFinished(() => rmSync(home, { recursive: true, force: true }));
  return home;
}
