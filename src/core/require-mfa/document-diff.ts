import { diffLines } from 'diff';

/** One line of a comparison: in both, only in the old text, or only in the new one. */
export type DiffLine = { change: 'same' | 'removed' | 'added'; text: string };

/** Compares two JSON documents line by line, as they are printed. @param before `null` where there was none */
export function documentDiff(before: unknown, after: unknown): DiffLine[] {
  const changes = diffLines(before === null ? '' : printed(before), printed(after));
  return changes.flatMap(({ added, removed, value }) => {
    const change = added ? 'added' : removed ? 'removed' : 'same';
    return value.replace(/\n$/, '').split('\n').map((text) => ({ change, text }) satisfies DiffLine);
  });
}

/** A document as it is printed and saved. */
export function printed(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
