import type { Clock } from '../../../src/core/clock.js';

/** A clock that stands still until someone sleeps or sets it. */
export type FrozenClock = Clock & {
  set(now: number): void;
  advance(ms: number): void;
};

/** Ms since the epoch of the beginning of a 30-second step, so that tests can say "5 s into a step". */
export const STEP_START = Date.parse('2026-03-01T12:00:00Z');

export function frozenClock(start: number): FrozenClock {
  let now = start;
  return {
    now: () => now,
    set: (to) => void (now = to),
    advance: (ms) => void (now += ms),
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      now += ms;
    },
  };
}
