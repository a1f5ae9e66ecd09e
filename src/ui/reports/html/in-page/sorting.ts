/**
 * Makes each head of the table a button that sorts by its column, and turns the order around when pressed again.
 * https://www.w3.org/WAI/ARIA/apg/patterns/table/examples/sortable-table/
 */
export function sortingHeads(table: HTMLTableElement, sort: (column: number, ascending: boolean) => void): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const ascending = head.getAttribute('aria-sort') !== 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
      sort(column, ascending);
    });
  });
}
