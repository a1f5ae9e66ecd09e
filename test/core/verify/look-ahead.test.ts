import { describe, expect, it } from 'vitest';
import { lookAhead } from '../../../src/core/verify/look-ahead.js';

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Counts up to a number; notes each as it is read, and the end. */
async function* numbers(count: number, log: (number | 'closed')[] = []): AsyncGenerator<number> {
  try {
    for (let number = 1; number <= count; number++) {
      log.push(number);
      yield number;
    }
  } finally {
    log.push('closed');
  }
}

async function takeAll(ahead: { next(): Promise<number | undefined> }): Promise<number[]> {
  const taken: number[] = [];
  for (let item = await ahead.next(); item !== undefined; item = await ahead.next()) taken.push(item);
  return taken;
}

describe('a source that is read ahead', () => {
  it.each<[items: number, most: number]>([
    [0, 1],
    [1, 1],
    [7, 1],
    [7, 2],
    [7, 3],
    [7, 7],
    [7, 100],
    [1000, 10],
  ])('of %i items, %i at most ahead, hands out each once and in order', async (items, most) => {
    const ahead = lookAhead(numbers(items), most);

    expect(await takeAll(ahead)).toEqual(Array.from({ length: items }, (_, index) => index + 1));
    expect(ahead.progress()).toEqual({ read: items, isAll: true });
    expect(ahead.failure()).toBeNull();
    expect(await ahead.next()).toBeUndefined();
  });

  it.each<[most: number, taken: number, read: number]>([
    [4, 0, 4],
    [4, 2, 4],
    [4, 3, 7],
    [4, 4, 8],
    [10, 6, 16],
  ])('no further than %i: after %i taken, %i are read', async (most, taken, read) => {
    const ahead = lookAhead(numbers(100), most);
    await settled();
    for (let count = 0; count < taken; count++) await ahead.next();
    await settled();

    expect(ahead.progress()).toEqual({ read, isAll: false });
  });

  it.each([1, 2, 5, 50])('gives each item to one of %i takers, and lets all of them end', async (takers) => {
    const ahead = lookAhead(numbers(40), 8);

    const taken = (await Promise.all(Array.from({ length: takers }, () => takeAll(ahead)))).flat();

    expect(taken.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  });

  it('that fails hands out what came before, then ends, and says why', async () => {
    const cause = new Error('no second page');
    const ahead = lookAhead(
      (async function* () {
        yield* numbers(3);
        throw cause;
      })(),
      10,
    );

    expect(await takeAll(ahead)).toEqual([1, 2, 3]);
    expect(ahead.failure()).toBe(cause);
  });

  it('that is stopped is closed, and what was read is still handed out', async () => {
    const log: (number | 'closed')[] = [];
    const ahead = lookAhead(numbers(100, log), 4);
    await settled();
    ahead.stop();

    expect(await takeAll(ahead)).toEqual([1, 2, 3, 4]);
    expect(log.at(-1)).toBe('closed');
    expect(log.length).toBeLessThanOrEqual(6);
  });
});
