import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkParts, type PlanPart, planParts } from '../../../src/core/purge/plan-parts.js';

type Named = { key: string; versionId: string };

/** In lists of two, and some that hold nothing. */
async function* lists(plan: readonly Named[]): AsyncGenerator<Named[], void> {
  for (let at = 0; at < plan.length; at += 2) {
    yield plan.slice(at, at + 2);
    yield [];
  }
}

const versionsOf = (...counts: [key: string, count: number][]): Named[] => counts.flatMap(([key, count]) => Array.from({ length: count }, (_, at) => ({ key, versionId: `${key}${at}` })));

async function partsOf(plan: readonly Named[], size: number): Promise<{ afterKey: string | null; versions: Named[]; isAtHand: boolean }[]> {
  const parts = [];
  for await (const { afterKey, versions, isAtHand } of planParts(lists(plan), size)) parts.push({ afterKey, isAtHand, versions: await all(versions) });
  return parts;
}

async function all<T>(items: Iterable<T> | AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

describe('a plan that is divided', () => {
  test('has all versions of a key in one part, which begins after the key before', async () => {
    const parts = await partsOf(versionsOf(['a', 2], ['b', 2], ['c', 1], ['d', 1]), 3);

    expect(parts.map(({ afterKey, versions }) => [afterKey, versions.map(({ versionId }) => versionId)])).toEqual([
      [null, ['a0', 'a1', 'b0', 'b1']],
      ['b', ['c0', 'd0']],
    ]);
  });

  test('is held no further than twice the size, and read on from there, where one key has more', async () => {
    let read = 0;
    const plan = async function* (): AsyncGenerator<Named[], void> {
      for (const version of versionsOf(['a', 1], ['log', 50], ['z', 1])) {
        read += 1;
        yield [version];
      }
    };
    const seen: [string | null, boolean, number, number][] = [];
    for await (const { afterKey, isAtHand, versions } of planParts(plan(), 3)) {
      const before = read;
      seen.push([afterKey, isAtHand, before, (await all(versions)).length]);
    }

    expect(seen).toEqual([
      [null, false, 7, 51],
      ['log', true, 52, 1],
    ]);
  });

  test('says so when a part was not read to its end: what is skipped would stay', async () => {
    const unread = async (): Promise<void> => {
      for await (const part of planParts(lists(versionsOf(['log', 50])), 3)) if (part.isAtHand) break;
    };
    await expect(unread()).rejects.toThrow('a part of a plan was not read to its end');
  });

  test('is let go of when nobody wants the rest of it', async () => {
    let isLetGo = false;
    const plan = async function* (): AsyncGenerator<Named[], void> {
      try {
        for (const version of versionsOf(['a', 1], ['b', 1], ['c', 1])) yield [version];
      } finally {
        isLetGo = true;
      }
    };
    for await (const { afterKey } of planParts(plan(), 1)) if (afterKey === null) break;
    expect(isLetGo).toBe(true);
  });

  test('comes out whole and in order, each key in one part, however it is divided and checked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(9), { maxLength: 20 }), fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 4 }), async (counts, size, atOnce) => {
        const plan = versionsOf(...counts.map((count, at): [string, number] => [`k${String(at).padStart(2, '0')}`, count]));
        const starts: (string | null)[] = [];
        const check = async function* ({ afterKey, versions }: PlanPart<Named>): AsyncGenerator<Named, void> {
          starts.push(afterKey);
          for await (const version of versions) {
            expect(afterKey === null || afterKey < version.key).toBe(true);
            yield version;
          }
        };
        expect((await all(checkParts(planParts(lists(plan), size), check, atOnce))).flat()).toEqual(plan);
        expect(new Set(starts).size).toBe(starts.length);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('parts that are checked', () => {
  test('may be taken as they are', async () => {
    const plan = versionsOf(['a', 2], ['log', 9], ['z', 1]);
    expect((await all(checkParts(planParts(lists(plan), 2), ({ versions }) => versions, 3))).flat()).toEqual(plan);
  });

  test('are under way as many at a time as is allowed, and no more', async () => {
    let [now, most] = [0, 0];
    const check = async function* ({ versions }: PlanPart<Named>): AsyncGenerator<Named, void> {
      now += 1;
      most = Math.max(most, now);
      await new Promise(setImmediate);
      now -= 1;
      yield* versions;
    };
    await all(checkParts(planParts(lists(versionsOf(['a', 1], ['b', 1], ['c', 1], ['d', 1], ['e', 1])), 1), check, 3));
    expect(most).toBe(3);
  });

  test('fail where one of them fails, after what came before it', async () => {
    const check = async function* ({ versions }: PlanPart<Named>): AsyncGenerator<Named, void> {
      for await (const version of versions) {
        if (version.key !== 'a') throw new Error(`no listing of ${version.key}`);
        yield version;
      }
    };
    const checked = checkParts(planParts(lists(versionsOf(['a', 1], ['b', 1], ['c', 1])), 1), check, 3);
    expect(await checked.next()).toMatchObject({ value: [{ key: 'a' }] });
    await expect(checked.next()).rejects.toThrow('no listing of b');
  });
});
