import { AsyncLocalStorage } from 'node:async_hooks';

/** One process of the simulation: dead after a kill -9, and then nothing it does has an effect any more. */
export type Life = { dead: boolean; pid: number };

const lives = new AsyncLocalStorage<Life>();

/** Above every process id that Linux gives: whoever asks whether one of these still runs hears that it does not. */
let lastPid = 5_000_000;

/** A new process. */
export function newLife(): Life {
  lastPid += 1;
  return { dead: false, pid: lastPid };
}

/** Gives each simulated process an id of its own, for good. */
export function installProcessIds(): void {
  const own = process.pid;
  Object.defineProperty(process, 'pid', { configurable: true, get: () => lives.getStore()?.pid ?? own });
}

/** Starts work as a process of its own; everything it causes belongs to that process. */
export function live<T>(life: Life, work: () => T): T {
  return lives.run(life, work);
}

/** Was the process that this runs in killed? */
export function isDead(): boolean {
  return lives.getStore()?.dead === true;
}

/** Does this run in a simulated process that was not killed? */
export function isAlive(): boolean {
  return lives.getStore()?.dead === false;
}
