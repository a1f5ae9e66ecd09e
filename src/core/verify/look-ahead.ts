/** A source that is read ahead of those who take from it. */
type LookAhead<T> = {
  /** The next item, for one taker; `undefined` when there are no more. */
  next(): Promise<T | undefined>;
  /** Items read so far (count), and whether these are all. */
  progress(): { read: number; isAll: boolean };
  /** What ended the source before its end; `null` where nothing did. */
  failure(): unknown;
  /** Reads no further; what was read already is still handed out. */
  stop(): void;
};

/**
 * Reads a source while its items are worked on, so that takers never wait for a page of it, and no further ahead than
 * `most` items. Several takers may share it; each item goes to one of them.
 * @param source a failure of it ends the items; `failure()` has it
 */
export function lookAhead<T>(source: AsyncIterable<T>, most: number): LookAhead<T> {
  const held: T[] = [];
  let read = 0;
  let isAll = false;
  let failure: unknown = null;
  let stopped = false;
  const takers: ((item: T | undefined) => void)[] = [];
  let makeRoom: () => void = () => undefined;

  const hold = (item: T): void => {
    read += 1;
    const taker = takers.shift();
    if (taker === undefined) held.push(item);
    else taker(item);
  };
  const pump = async (): Promise<void> => {
    try {
      for await (const item of source) {
        if (stopped) break;
        hold(item);
        if (held.length >= most) await new Promise<void>((resolve) => (makeRoom = resolve));
      }
    } catch (error) {
      failure = error;
    }
    isAll = true;
    for (const taker of takers.splice(0)) taker(undefined);
  };
  void pump();

  return {
    async next() {
      if (held.length === 0) return isAll ? undefined : new Promise((resolve) => takers.push(resolve));
      const item = held.shift();
      if (held.length < most / 2) makeRoom();
      return item;
    },
    progress: () => ({ read, isAll }),
    failure: () => failure,
    stop() {
      stopped = true;
      makeRoom();
    },
  };
}
