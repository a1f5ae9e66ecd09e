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
 * Divides a plan between keys. Holds one part of at most twice the size, however many versions a key has.
 * @param planned keys ascending, all versions of a key together
 * @param size versions that a part has at least, where the plan does not end before
 */
export async function* planParts<P extends VersionName>(planned: AsyncIterable<P>, size: number): AsyncGenerator<PlanPart<P>, void> {
  const plan = planned[Symbol.asyncIterator]();
  let next = await plan.next();
  let afterKey: string | null = null;
  const rest = async function* (begun: P[], key: string): AsyncGenerator<P, void> {
    yield* begun;
    for (; next.done !== true && next.value.key === key; next = await plan.next()) yield next.value;
  };
  try {
    while (next.done !== true) {
      const versions: P[] = [];
      let key = next.value.key;
      for (; next.done !== true && isRoomFor(next.value.key === key, versions.length, size); next = await plan.next()) {
        versions.push(next.value);
        key = next.value.key;
      }
      const isWhole = next.done === true || next.value.key !== key;
      yield { afterKey, versions: isWhole ? versions : rest(versions, key), isAtHand: isWhole };
      if (!isWhole && next.done !== true && next.value.key === key) throw new Error('a part of a plan was not read to its end');
      afterKey = key;
    }
  } finally {
    await plan.return?.();
  }
}

function isRoomFor(isSameKey: boolean, held: number, size: number): boolean {
  return held < size || (isSameKey && held < 2 * size);
}

/**
 * Checks several parts at the same time; what is left of them comes in the order of the plan.
 * @param check compares one part with the bucket; the versions of it that are still to go
 * @param atOnce parts under way at the same time
 */
export async function* checkParts<P>(parts: AsyncIterable<PlanPart<P>>, check: (part: PlanPart<P>) => AsyncIterable<P>, atOnce: number): AsyncGenerator<P, void> {
  const underWay: Promise<P[]>[] = [];
  for await (const part of parts) {
    if (!part.isAtHand) {
      for (const checked of underWay.splice(0)) yield* await checked;
      yield* check(part);
      continue;
    }
    const checked = collected(check(part));
    // Whoever comes to it hears of a failure; until then it must not count as unhandled.
    checked.catch(() => undefined);
    underWay.push(checked);
    const first = underWay.length < atOnce ? undefined : underWay.shift();
    if (first !== undefined) yield* await first;
  }
  for (const checked of underWay) yield* await checked;
}

async function collected<P>(versions: AsyncIterable<P>): Promise<P[]> {
  const all: P[] = [];
  for await (const version of versions) all.push(version);
  return all;
}
