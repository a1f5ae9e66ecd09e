import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makePace, type PaceLimits } from '../../../src/core/verify/pace.js';
import { sharedClock } from '../../support/shared-clock.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A pace on a frozen clock; `start` sends a request that is under way until `end`. */
function pacing(limits: Partial<PaceLimits>, random = 1) {
  const clock = sharedClock();
  const controller = new AbortController();
  const pace = makePace({ concurrency: 4, rate: null, ...limits }, { clock, interruption: controller.signal, random: () => random });
  const underWay: (() => void)[] = [];
  const start = (count: number) => {
    for (let each = 0; each < count; each++) void pace.run(() => new Promise<void>((resolve) => underWay.push(resolve)));
  };
  const end = async (count: number) => {
    for (const done of underWay.splice(0, count)) done();
    await settled();
  };
  return { pace, clock, controller, underWay, start, end };
}

/** How many requests are under way at a time when there is plenty to do. */
async function slotsOf({ start, end, underWay }: ReturnType<typeof pacing>): Promise<number> {
  start(200);
  await settled();
  const slots = underWay.length;
  while (underWay.length > 0) await end(underWay.length);
  return slots;
}

describe('how many requests are under way', () => {
  it.each([1, 3, 16, 128])('%i at most, and one more as soon as one ends', async (concurrency) => {
    const { start, end, underWay, clock } = pacing({ concurrency });
    start(150);
    await settled();
    expect(underWay).toHaveLength(Math.min(concurrency, 150));

    await end(1);

    expect(underWay).toHaveLength(Math.min(concurrency, 149));
    expect(clock.slept).toEqual([]);
  });

  it('is not less after one that failed', async () => {
    const { pace } = pacing({ concurrency: 1 });

    await expect(pace.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await pace.run(() => Promise.resolve('next'))).toBe('next');
  });

  it('is one more as soon as there is a slot for it, without waiting for one to end', async () => {
    const { pace, start, end, underWay } = pacing({ concurrency: 4 });
    pace.slowDown();
    start(10);
    await settled();
    expect(underWay).toHaveLength(2);

    for (let count = 0; count < 2; count++) pace.answered();
    await settled();
    expect(underWay).toHaveLength(3);

    await end(1);
    expect(underWay).toHaveLength(3);
  });

  it('is not more while more are under way than there are slots', async () => {
    const { pace, start, end, underWay } = pacing({ concurrency: 4 });
    start(10);
    await settled();
    pace.slowDown();

    for (let count = 0; count < 2; count++) pace.answered();
    await settled();
    expect(underWay).toHaveLength(4);

    await end(1);
    expect(underWay).toHaveLength(3);
    await end(1);
    expect(underWay).toHaveLength(3);
  });

  // Each S: the server asks to slow down, after the pause before it. Each number: so many answers.
  it.each<[concurrency: number, events: ('S' | number)[], slots: number]>([
    [16, [], 16],
    [16, ['S'], 8],
    [16, ['S', 'S'], 4],
    [16, ['S', 'S', 'S', 'S', 'S', 'S'], 1],
    [5, ['S'], 2],
    [1, ['S'], 1],
    [16, ['S', 7], 8],
    [16, ['S', 8], 9],
    [16, ['S', 8, 9], 10],
    [16, ['S', 7, 'S', 1], 4],
    [4, ['S', 1000], 4],
    [4, [1000], 4],
  ])('of %i after %j is %i', async (concurrency, events, slots) => {
    const made = pacing({ concurrency });
    for (const event of events) {
      if (event === 'S') {
        made.pace.slowDown();
        vi.setSystemTime(Date.now() + 60_000);
      } else for (let count = 0; count < event; count++) made.pace.answered();
    }

    expect(await slotsOf(made)).toBe(slots);
  });
});

describe('the pause after SlowDown', () => {
  const pauseAfter = async (slowDowns: number, random: number, answers = 0): Promise<number> => {
    const { pace, clock } = pacing({ concurrency: 1 }, random);
    for (let count = 0; count < slowDowns; count++) {
      vi.setSystemTime(Date.now() + 60_000);
      if (count === slowDowns - 1) for (let each = 0; each < answers; each++) pace.answered();
      pace.slowDown();
    }
    await pace.run(async () => undefined);
    return clock.slept.at(-1) ?? 0;
  };

  it.each<[slowDowns: number, random: number, pause: number]>([
    [0, 1, 0],
    [1, 1, 500],
    [1, 0, 250],
    [2, 1, 1000],
    [3, 1, 2000],
    [6, 1, 16_000],
    [7, 1, 20_000],
    [20, 1, 20_000],
    [20, 0, 10_000],
  ])('the %ith in a row, drawn at %d, is %i ms', async (slowDowns, random, pause) => {
    expect(await pauseAfter(slowDowns, random)).toBe(pause);
  });

  it('is the first one again after the server has answered', async () => {
    expect(await pauseAfter(6, 1, 1)).toBe(500);
  });

  it('is one for all answers that come meanwhile', async () => {
    const made = pacing({ concurrency: 16 });
    for (let count = 0; count < 16; count++) made.pace.slowDown();

    expect(await slotsOf(made)).toBe(8);
    expect(made.clock.slept[0]).toBe(500);
  });

  it('ends with an interruption: nothing is sent', async () => {
    const { pace, controller } = pacing({});
    pace.slowDown();
    controller.abort(new Error('interrupted'));
    const send = vi.fn(async () => undefined);

    await expect(pace.run(send)).rejects.toThrow('interrupted');
    expect(send).not.toHaveBeenCalled();
  });
});

describe('--rate', () => {
  it.each<[rate: number, requests: number, atLeast: number, atMost: number]>([
    [1, 5, 4_000, 4_000],
    [5, 21, 4_000, 4_000],
    [100, 101, 1_000, 1_100],
    // Clocks have whole milliseconds.
    [300, 301, 1_000, 1_300],
  ])('of %i a second lets %i requests go in %i to %i ms', async (rate, requests, atLeast, atMost) => {
    const { pace } = pacing({ concurrency: 1, rate });
    for (let count = 0; count < requests; count++) await pace.run(async () => undefined);

    expect(Date.now()).toBeGreaterThanOrEqual(atLeast);
    expect(Date.now()).toBeLessThanOrEqual(atMost);
  });

  it('does not let what was not used be made up for', async () => {
    const { pace, clock } = pacing({ concurrency: 1, rate: 10 });
    await pace.run(async () => undefined);
    vi.setSystemTime(60_000);
    for (let count = 0; count < 3; count++) await pace.run(async () => undefined);

    expect(clock.slept).toEqual([100, 100]);
  });
});
