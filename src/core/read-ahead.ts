/**
 * The same items, each asked for while the one before it is still being worked on: one item is always under way.
 * Several readers may share the result; each item goes to one of them. A failure goes to one reader as well.
 */
export function readAhead<T>(source: AsyncIterable<T>): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<T>> | null = null;

  const heard = (asked: Promise<IteratorResult<T>>): Promise<IteratorResult<T>> => {
    // Whoever takes the item hears of a failure; until then it must not count as unhandled.
    asked.catch(() => undefined);
    return asked;
  };
  const ask = (): Promise<IteratorResult<T>> => iterator.next();

  return {
    next() {
      const present = coming ?? heard(ask());
      coming = heard(present.then(ask, ask));
      return present;
    },
    async return() {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
