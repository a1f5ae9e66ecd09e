import type { Column } from './columns.js';

/**
 * On a phone each row becomes a card, and its cells need their titles before them: said once here instead of in each of many
 * thousand cells.
 */
export function cardLabels(columns: readonly Column[]): string {
  const rules = columns.map(({ title }, index) => `.buckets td:nth-of-type(${index + 1})::before{content:"${title}"}`);
  return `@media screen and (max-width:40rem){${rules.join('')}}`;
}
