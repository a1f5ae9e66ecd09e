import type { Shown } from './view.js';

const number = (count: number): string => count.toLocaleString('en');

/**
 * Says in words what is shown, for eyes and for screen readers, and keeps the page buttons up to date.
 * @param total buckets of the report
 */
export function statusLine(total: number): (shown: Shown) => void {
  const status = document.querySelector('#shown');
  const pages = document.querySelector<HTMLElement>('#pages');
  const page = document.querySelector('#page');
  return (shown) => {
    const { isFirstPage, isLastPage } = shown;
    if (status) status.textContent = inWords(shown, total);
    if (!pages || !page) return;
    pages.hidden = isFirstPage && isLastPage;
    page.textContent = range(shown);
    // Not `disabled`: that would throw the keyboard's focus away.
    pages.querySelector('#previous')?.setAttribute('aria-disabled', String(isFirstPage));
    pages.querySelector('#next')?.setAttribute('aria-disabled', String(isLastPage));
  };
}

function range({ first, last, matching }: Shown): string {
  return `${number(first)} to ${number(last)} of ${number(matching)}`;
}

function inWords(shown: Shown, total: number): string {
  const { matching, isFirstPage, isLastPage } = shown;
  const all = `${number(total)} ${total === 1 ? 'bucket' : 'buckets'}`;
  if (matching === 0) return `None of ${all} fits`;
  const part = isFirstPage && isLastPage ? number(matching) : range(shown);
  if (matching < total) return `${part} that fit, of ${all}`;
  return isFirstPage && isLastPage ? all : `${range(shown)} buckets`;
}
