import { AsyncLocalStorage } from 'node:async_hooks';

/** One process of the simulation: dead after a kill -9, and then nothing it does has an effect any more. */
export type Life = { dead: boolean };

const lives = new AsyncLocalStorage<Life>();

/** Starts work as a process of its own; everything it causes belongs to that process. */
export function live<T>(life: Life, work: () => T): T {
  return lives.run(life, work);
}

/** Was the process that this runs in killed? */
export function isDead(): boolean {
  return lives.getStore()?.dead === true;
}

/** What a dead process waits for. */
export const never = new Promise<never>(() => undefined);
