import type { Row } from './rows.js';

/** Rows on a page: a browser draws them in an instant, and ten thousand it does not. */
const PAGE = 250;

/** What is shown now; rows are counted from 1. */
export type Shown = { first: number; last: number; matching: number; isFirstPage: boolean; isLastPage: boolean };

/** The visible part of the table. */
export type View = {
  /** Shows the rows that fit, from the first page. */
  filter(fits: (row: Row) => boolean): void;
  /** Sorts by the text of a column; names with numbers in them as people count. */
  sort(column: number, ascending: boolean): void;
  /** Goes on or back by pages; nothing happens at the ends. */
  turn(pages: number): void;
  /** Shows all that fits, for paper, or pages again. */
  showAll(all: boolean): void;
};

/**
 * Takes over the rows of a table.
 * @param say is told what is shown, each time it changes
 */
export function makeView(body: HTMLTableSectionElement, rows: readonly Row[], say: (shown: Shown) => void): View {
  const collator = new Intl.Collator('en', { numeric: true });
  let order = [...rows];
  let fits: (row: Row) => boolean = () => true;
  let matching = order;
  let page = 0;
  let unpaged = false;

  const draw = (): void => {
    const start = unpaged ? 0 : page * PAGE;
    const end = unpaged ? matching.length : Math.min(start + PAGE, matching.length);
    body.replaceChildren(...matching.slice(start, end).map(({ element }) => element));
    say({ first: start + 1, last: end, matching: matching.length, isFirstPage: start === 0, isLastPage: end === matching.length });
  };
  const select = (): void => {
    matching = order.filter(fits);
    page = 0;
    draw();
  };
  return {
    filter(next) {
      fits = next;
      select();
    },
    sort(column, ascending) {
      const direction = ascending ? 1 : -1;
      order = [...rows].sort((one, other) => direction * collator.compare(one.cells[column] ?? '', other.cells[column] ?? ''));
      select();
    },
    turn(pages) {
      const last = Math.max(0, Math.ceil(matching.length / PAGE) - 1);
      const next = Math.min(Math.max(page + pages, 0), last);
      if (next === page) return;
      page = next;
      draw();
    },
    showAll(all) {
      unpaged = all;
      draw();
    },
  };
}
