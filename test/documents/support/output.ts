/** What differs from run to run: in the document and on the screen alike it counts as its name. */
const changing: [RegExp, string][] = [
  [/\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}:\d{2}(\.\d+)?( UTC|Z)?/g, '<time>'],
  [/(✔ Code of .*) \d{6}$/gm, '$1 <code>'],
  [/…[A-Z0-9]{4}\b/g, '<key>'],
  // In their place most terminals show colour.
  [/`/g, ''],
];

/**
 * Is that what was printed? Spaces and line breaks count as one space; `…` stands for anything.
 * @returns `null` where it is, else both sides to compare
 */
export function difference(documented: string, printed: string): { documented: string; printed: string } | null {
  const [wanted, seen] = [comparable(documented), comparable(printed)];
  const pattern = wanted.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').trim()).join('[^]*');
  return new RegExp(`^${pattern}$`).test(seen) ? null : { documented: wanted, printed: seen };
}

function comparable(text: string): string {
  return changing.reduce((sofar, [what, name]) => sofar.replace(what, name), text).replace(/\s+/g, ' ').trim();
}
