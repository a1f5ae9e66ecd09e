import { Failure } from '../failures/failure.js';
import { compareKeys } from '../versions/key-order.js';
import { type KeyGroup, keyGroups, type ListingPage } from './key-groups.js';
import { entriesOfGroup, type HistoryEntry, nothingBefore, type NewerPages, withGroup } from './key-history.js';

/** Turns listing pages into history entries, newest to oldest within a key, keys in the order of the listing. */
type HistoryReader = {
  /** Takes the next page; returns the entries that are settled by now. */
  read(page: ListingPage): HistoryEntry[];
  /** Says that the listing is at its end; returns what was still held back. */
  end(): HistoryEntry[];
};

/**
 * Reads a listing as histories. Holds one entry at most, however many versions a key has.
 *
 * What is uncertain is read so that less is deleted. S3 gives times in whole seconds and lists versions and delete
 * markers apart, so a version and a marker of one second, in one page, may have come in either order: then each counts
 * as the newer one. Order within each array, between pages, and of the current version is certain.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function historyReader(): HistoryReader {
  let key: string | null = null;
  let newer: NewerPages = nothingBefore;
  let held: HistoryEntry | null = null;

  const startKey = (group: KeyGroup, settled: HistoryEntry[]): void => {
    if (key !== null && compareKeys(key, group.key) >= 0) throw outOfOrder();
    if (held !== null) settled.push({ ...held, isExpiredMarker: true });
    [key, newer, held] = [group.key, nothingBefore, null];
  };

  return {
    read(page) {
      const settled: HistoryEntry[] = [];
      for (const group of keyGroups(page)) {
        if (group.key !== key) startKey(group, settled);
        const entries = entriesOfGroup(group, newer);
        if (held !== null) settled.push(held);
        const isAlone = newer === nothingBefore && entries.length === 1;
        held = isAlone ? (entries.find(isCurrentMarker) ?? null) : null;
        if (held === null) settled.push(...entries);
        newer = withGroup(newer, group);
      }
      return settled;
    },
    end() {
      const settled = held === null ? [] : [{ ...held, isExpiredMarker: true }];
      held = null;
      return settled;
    },
  };
}

/**
 * Reads pages as histories, a page's worth of entries at a time.
 * @param pages in listing order, from the start of a key (of the bucket, or of a prefix)
 * @throws Failure `unexpected-answer` when the keys do not come in ascending order
 */
export async function* readHistory(pages: AsyncIterable<ListingPage>): AsyncGenerator<HistoryEntry[]> {
  const reader = historyReader();
  for await (const page of pages) yield reader.read(page);
  yield reader.end();
}

function isCurrentMarker({ version }: HistoryEntry): boolean {
  return version.isLatest && version.isDeleteMarker;
}

function outOfOrder(): Failure {
  return new Failure('unexpected-answer', 'the server lists keys out of order, so what is newer cannot be told', {
    hints: ['nothing was deleted on the strength of this listing', 'name the versions yourself: `s3-mfa-delete delete-version --from <file>`'],
  });
}
