import type { View } from './view.js';

/** Paper has no pages to turn: all rows that fit are printed. */
export function showOnPaper(view: View): void {
  addEventListener('beforeprint', () => view.showAll(true));
  addEventListener('afterprint', () => view.showAll(false));
}
