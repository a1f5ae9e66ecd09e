/** So many buckets in a row without an answer, and the place is taken for gone. */
const MOST_SILENT = 16;

/** Which places (regions) stopped to answer, so that thousands of buckets do not wait for each of them. */
export type Outages = {
  /** Something was answered, if only a refusal. */
  answered(place: string): void;
  /** A bucket had no answer, also after retries. */
  unanswered(place: string): void;
  /** The latest bucket had no answer: the next one is tried once only. */
  isSuspect(place: string): boolean;
  /** Nothing has been answered for so long that asking on is idle. */
  isDown(place: string): boolean;
};

/** Makes the outages of a run: none yet. */
export function makeOutages(): Outages {
  const silent = new Map<string, number>();
  return {
    answered: (place) => void silent.delete(place),
    unanswered: (place) => void silent.set(place, (silent.get(place) ?? 0) + 1),
    isSuspect: (place) => silent.has(place),
    isDown: (place) => (silent.get(place) ?? 0) >= MOST_SILENT,
  };
}
