import { vi } from 'vitest';
import type { Clock } from '../../src/core/clock.js';

/** The clock that the program and the practice account share; it moves when somebody sleeps on it. */
export type SharedClock = Clock & {
  /** How long each sleep was, in ms. */
  readonly slept: number[];
  /** Does something when somebody next goes to sleep. */
  onceSlept(act: () => void): void;
};

/** Makes the clock; `Date` has to be faked already. */
export function sharedClock(): SharedClock {
  const slept: number[] = [];
  const pending: (() => void)[] = [];
  return {
    slept,
    onceSlept: (act) => void pending.push(act),
    now: () => Date.now(),
    async sleep(ms, signal) {
      pending.shift()?.();
      signal?.throwIfAborted();
      slept.push(ms);
      vi.setSystemTime(Date.now() + ms);
    },
  };
}
