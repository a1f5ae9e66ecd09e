import { showOnPaper } from './paper.js';
import { readRows } from './rows.js';
import { sortingHeads } from './sorting.js';
import { statusLine } from './status.js';
import { makeView } from './view.js';

const table = document.querySelector<HTMLTableElement>('table.buckets');
const form = document.querySelector<HTMLFormElement>('#filters');
const body = table?.tBodies[0];

if (table && form && body && body.rows.length > 0) start(table, form, body);

function start(table: HTMLTableElement, form: HTMLFormElement, body: HTMLTableSectionElement): void {
  const rows = readRows(body);
  const view = makeView(body, rows, statusLine(rows.length));
  const search = form.querySelector<HTMLInputElement>('#search');
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[name=verdict]')];

  const filter = (): void => {
    const words = (search?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
    const verdicts = new Set(boxes.filter(({ checked }) => checked).map(({ value }) => value));
    view.filter((row) => verdicts.has(row.verdict) && words.every((word) => row.text.includes(word)));
  };
  form.addEventListener('input', filter);
  // A reset form has its old values until its event is over.
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  document.querySelector('#previous')?.addEventListener('click', () => view.turn(-1));
  document.querySelector('#next')?.addEventListener('click', () => view.turn(1));
  sortingHeads(table, (column, ascending) => view.sort(column, ascending));
  showOnPaper(view);
  form.hidden = false;
  view.filter(() => true);
}
