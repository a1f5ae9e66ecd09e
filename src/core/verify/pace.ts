import type { Clock } from '../clock.js';

/** How hard a server may be asked. */
export type PaceLimits = {
  /** Requests in flight at most (count). */
  concurrency: number;
  /** Requests a second at most; `null`: as many as come back. */
  rate: number | null;
};

/** Lets requests go out in turn, and fewer of them where the server asks to slow down. */
export type Pace = {
  /** Does the work when its turn comes. Rejects with the reason of the interruption, or with what the work threw. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** The server asked to slow down: half as many at a time, after a pause. Answers that come meanwhile count as the same. */
  slowDown(): void;
  /** The server answered: after as many answers as there are slots, one more slot. */
  answered(): void;
};

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 20_000;

/**
 * Makes the pace of a run: one for all accounts and regions together.
 * @param parts.random between 0 and 1, spreads the pauses of several runs
 */
export function makePace(
  { concurrency, rate }: PaceLimits,
  { clock, interruption, random }: { clock: Clock; interruption: AbortSignal; random: () => number },
): Pace {
  const waiting: (() => void)[] = [];
  let slots = concurrency;
  let busy = 0;
  let calm = 0;
  let pause = 0;
  let resumesAt = 0;
  let nextAt = 0;

  const turn = async (): Promise<void> => {
    if (busy < slots) busy += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const fill = (): void => {
    while (busy < slots && waiting.length > 0) {
      busy += 1;
      waiting.shift()?.();
    }
  };
  const due = async (): Promise<void> => {
    const now = clock.now();
    let at = Math.max(now, resumesAt);
    if (rate !== null) {
      at = Math.max(at, nextAt);
      nextAt = at + 1000 / rate;
    }
    // Clocks have whole milliseconds: less than one would never pass.
    if (at > now) await clock.sleep(Math.ceil(at - now), interruption);
  };

  return {
    async run(work) {
      await turn();
      try {
        await due();
        return await work();
      } finally {
        busy -= 1;
        fill();
      }
    },
    slowDown() {
      const now = clock.now();
      if (now < resumesAt) return;
      slots = Math.max(1, Math.floor(slots / 2));
      calm = 0;
      pause = Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, pause * 2));
      resumesAt = Math.ceil(now + pause * (0.5 + random() / 2));
    },
    answered() {
      calm += 1;
      if (calm < slots) return;
      calm = 0;
      pause = 0;
      slots = Math.min(concurrency, slots + 1);
      fill();
    },
  };
}
