/** A row of the table with what it is searched and sorted by. */
export type Row = { element: HTMLTableRowElement; verdict: string; text: string; cells: string[] };

/** Reads all rows once, so that no search and no sort has to ask the page again. */
export function readRows(body: HTMLTableSectionElement): Row[] {
  return [...body.rows].map((element) => {
    const cells = [...element.cells].map((cell) => cell.textContent ?? '');
    return { element, verdict: element.dataset.verdict ?? '', text: cells.join('\n').toLowerCase(), cells };
  });
}
