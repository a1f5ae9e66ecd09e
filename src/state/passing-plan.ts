import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { lock } from 'proper-lockfile';
import { freeTheDisk, localFileFailure, timeStamp } from './local-file.js';

/** Where the plan of one run is kept for as long as it runs. */
type PassingPlan = {
  readonly path: string;
  /** Removes it; the run is over. */
  remove(): Promise<void>;
};

/** A run that was killed is known by its lock, which nobody has renewed for so long (ms). */
const STALE_MS = 60_000;
const RENEW_MS = 10_000;

/** The names that {@link passingPlan} gives, with what is added to them while a plan is written or in use. */
const ours = /^(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z-.+-[0-9a-f]{6}\.ndjson)(?:\.[0-9a-f]{8}\.tmp|\.lock)?$/;

/**
 * Makes room for a plan that nobody asked to keep: `<stateDirectory>/plans/<time>-<bucket>-<random>.ndjson`, and clears
 * away what runs have left there that were killed. A lock beside the plan shows that its run lives, here or, where the
 * directory is shared, elsewhere.
 * @param now ms since the epoch
 * @throws Failure `local-file`
 */
export async function passingPlan(stateDirectory: string, bucket: string, now: number): Promise<PassingPlan> {
  const directory = join(stateDirectory, 'plans');
  const path = join(directory, `${timeStamp(now)}-${bucket}-${randomBytes(3).toString('hex')}.ndjson`);
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const release = await locked(path);
    await clearAbandoned(directory);
    return {
      path,
      async remove() {
        await rm(path, { force: true });
        await release().catch(() => undefined);
      },
    };
  } catch (error) {
    throw localFileFailure(`the plan cannot be kept in \`${directory}\``, error, freeTheDisk);
  }
}

/** Who loses the lock loses the plan at worst, and then stops with an error: nothing to do about it here. */
function locked(path: string): Promise<() => Promise<void>> {
  return lock(path, { realpath: false, stale: STALE_MS, update: RENEW_MS, onCompromised: () => undefined });
}

/** What cannot be cleared away is left to a later run. */
async function clearAbandoned(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const planOf = (name: string): string[] => ours.exec(name)?.slice(1) ?? [];
  for (const plan of new Set(names.flatMap(planOf))) {
    // Whoever gets the lock knows that no other run has it.
    const release = await locked(join(directory, plan)).catch(() => null);
    if (release === null) continue;
    const files = names.filter((name) => planOf(name).includes(plan) && !name.endsWith('.lock'));
    for (const file of files) await rm(join(directory, file), { force: true }).catch(() => undefined);
    await release().catch(() => undefined);
  }
}
