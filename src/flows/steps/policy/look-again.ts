import type { Clock } from '../../../core/clock.js';

/** How often a change is looked for: IAM shows it after some seconds. https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html */
const LOOKS = 5;
const BETWEEN_LOOKS_MS = 2_000;

/** Looks until IAM shows a change, or patience ends. @returns whether it was seen */
export async function isSoAtLast(clock: Clock, isSo: () => Promise<boolean>): Promise<boolean> {
  for (let look = 1; !(await isSo()); look += 1) {
    if (look === LOOKS) return false;
    await clock.sleep(BETWEEN_LOOKS_MS);
  }
  return true;
}
