import type { VerifiedBucket } from '../../core/verify/document.js';
import { jsonLine } from '../../ui/json.js';
import type { Ui } from '../../ui/ui.js';

/** Where buckets go as soon as all is known of them. */
export type Sink = {
  /**
   * @param order of the account and of the bucket in it: in these the kept ones are sorted
   * @returns resolves when there is room for more
   */
  take(bucket: VerifiedBucket, order: readonly [account: number, bucket: number]): Promise<void>;
  /** Those that were kept, in order. */
  kept(): VerifiedBucket[];
  /** Nobody reads any more. */
  isClosed(): boolean;
};

/** Keeps every bucket until the end. */
export function keepingSink(): Sink {
  const kept: { bucket: VerifiedBucket; order: readonly [number, number] }[] = [];
  return {
    take: async (bucket, order) => void kept.push({ bucket, order }),
    kept: () => kept.sort((one, other) => one.order[0] - other.order[0] || one.order[1] - other.order[1]).map(({ bucket }) => bucket),
    isClosed: () => false,
  };
}

/** Prints every bucket on a line of its own and forgets it; waits for readers that are slower than AWS. */
export function printingSink(ui: Ui): Sink {
  return {
    async take(bucket) {
      ui.resultLine(jsonLine({ type: 'bucket', ...bucket }));
      await ui.resultsTaken();
    },
    kept: () => [],
    isClosed: () => ui.resultsUnread(),
  };
}
