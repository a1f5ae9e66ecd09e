import type { VersionName } from '../versions/object-version.js';

/** Planned versions of keys that no other part has, so that they can be compared with a listing of their own. */
export type PlanPart<P> = {
  /** The listing begins after this key; `null`: where the plan begins. */
  afterKey: string | null;
  /** In the order of the plan, to be read once. */
  versions: Iterable<P> | AsyncIterable<P>;
  /** `false`: one key has more than may be held, so the next part comes when this one has been read to its end. */
  isAtHand: boolean;
};

/**
 * Divides a plan between keys. Holds one part of at most twice the size, beside the list in hand, however many versions a
 * key has.
 * @param lists of planned versions; keys ascending, all versions of a key together
 * @param size versions that a part has at least, where the plan does not end before
 */
export async function* planParts<P extends VersionName>(lists: AsyncIterable<readonly P[]>, size: number): AsyncGenerator<PlanPart<P>, void> {
  const plan = await oneInHand(lists);
  let afterKey: string | null = null;
  const rest = async function* (begun: P[], key: string): AsyncGenerator<P, void> {
    yield* begun;
    for (let next = plan.next(); next?.key === key; next = plan.passed() ?? (await plan.more())) yield next;
  };
  try {
    for (let next = plan.next(); next !== undefined; next = plan.next()) {
      const versions: P[] = [];
      let key = next.key;
      for (let taken: P | undefined = next; taken !== undefined && isRoomFor(taken.key === key, versions.length, size); taken = plan.passed() ?? (await plan.more())) {
        versions.push(taken);
        key = taken.key;
      }
      const isWhole = plan.next()?.key !== key;
      yield { afterKey, versions: isWhole ? versions : rest(versions, key), isAtHand: isWhole };
      if (!isWhole && plan.next()?.key === key) throw new Error('a part of a plan was not read to its end');
      afterKey = key;
    }
  } finally {
    await plan.close();
  }
}

/** Lists as a row of items, the first of which is at hand; waits only where a list has ended. */
type InHand<P> = {
  /** The first that has not been passed; `undefined` at the end. */
  next(): P | undefined;
  /** Goes on to the one after it; `undefined` where that is not at hand. */
  passed(): P | undefined;
  /** Brings the next list; `undefined` at the end. */
  more(): Promise<P | undefined>;
  close(): Promise<void>;
};

async function oneInHand<P>(lists: AsyncIterable<readonly P[]>): Promise<InHand<P>> {
  const source = lists[Symbol.asyncIterator]();
  let list: readonly P[] = [];
  let at = 0;
  const more = async (): Promise<P | undefined> => {
    while (at >= list.length) {
      const { done, value } = await source.next();
      if (done === true) return undefined;
      [list, at] = [value, 0];
    }
    return list[at];
  };
  await more();
  return { next: () => list[at], passed: () => list[(at += 1)], more, close: async () => void (await source.return?.()) };
}

function isRoomFor(isSameKey: boolean, held: number, size: number): boolean {
  return held < size || (isSameKey && held < 2 * size);
}

/**
 * Checks several parts at the same time; what is left of them comes in the order of the plan, as lists.
 * @param check compares one part with the bucket, or takes it as it is; the versions of it that are still to go
 * @param atOnce parts under way at the same time
 */
export async function* checkParts<P>(parts: AsyncIterable<PlanPart<P>>, check: (part: PlanPart<P>) => PlanPart<P>['versions'], atOnce: number): AsyncGenerator<readonly P[], void> {
  const underWay: Promise<P[]>[] = [];
  for await (const part of parts) {
    if (!part.isAtHand) {
      for (const checked of underWay.splice(0)) yield await checked;
      for await (const version of check(part)) yield [version];
      continue;
    }
    const checked = collected(check(part));
    // Whoever comes to it hears of a failure; until then it must not count as unhandled.
    checked.catch(() => undefined);
    underWay.push(checked);
    const first = underWay.length < atOnce ? undefined : underWay.shift();
    if (first !== undefined) yield await first;
  }
  for (const checked of underWay) yield await checked;
}

async function collected<P>(versions: Iterable<P> | AsyncIterable<P>): Promise<P[]> {
  if (Array.isArray(versions)) return versions;
  const all: P[] = [];
  for await (const version of versions) all.push(version);
  return all;
}
